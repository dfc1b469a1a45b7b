"""Rate limits per client and per conversation, in memory or in Redis; a town hall's network gets ten times more."""

import ipaddress
import logging
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger(__name__)

TRUSTED_FACTOR = 10
# After a failure Redis is left alone this long: a silent one would slow every message by its time-out.
REDIS_REST_SECONDS = 5.0


class NoLimits:
    """Limits lifted, for measuring."""

    at_once = True

    def wait(self, client: str, conversation: str | None) -> int | None:
        """Never any wait."""
        return None


class RateLimits:
    """Limits as the `limits` library writes them ("60/minute;600/hour")."""

    def __init__(self, client: str, conversation: str, trusted_networks: str = "", redis_url: str = "") -> None:
        self._client = parse_many(client)
        self._trusted = [type(item)(item.amount * TRUSTED_FACTOR, item.multiples) for item in self._client]
        self._conversation = parse_many(conversation)
        self._networks = [ipaddress.ip_network(n.strip()) for n in trusted_networks.split(",") if n.strip()]
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._shared = FixedWindowRateLimiter(_redis(redis_url)) if redis_url else None
        self._shared_again_at = 0.0

    @property
    def at_once(self) -> bool:
        """Whether `wait` asks only this process's memory: no thread is needed for it."""
        return self._shared is None

    def wait(self, client: str, conversation: str | None) -> int | None:
        """Seconds before the next message may come, or None; Redis down falls back to this process's memory."""
        checks = [(item, ("client", client)) for item in (self._trusted if self._is_trusted(client) else self._client)]
        if conversation:
            checks += [(item, ("conversation", conversation)) for item in self._conversation]
        if self._shared is not None and time.monotonic() >= self._shared_again_at:
            try:
                return _hit(self._shared, checks)
            except Exception as error:  # every client library has its own; a resident is never refused for it
                self._shared_again_at = time.monotonic() + REDIS_REST_SECONDS
                log.warning("rate limits: Redis unavailable (%s), counting in memory", type(error).__name__)
        return _hit(self._memory, checks)

    def _is_trusted(self, client: str) -> bool:
        try:
            address = ipaddress.ip_address(client)
        except ValueError:
            return False
        return any(address in network for network in self._networks)


def _redis(url: str) -> Storage:
    return storage_from_string(url, socket_connect_timeout=0.2, socket_timeout=0.2)


def _hit(limiter: FixedWindowRateLimiter, checks: list[tuple[RateLimitItem, tuple[str, str]]]) -> int | None:
    for item, key in checks:
        if not limiter.hit(item, *key):
            reset = float(limiter.get_window_stats(item, *key).reset_time)
            return max(1, round(reset - time.time()))
    return None
