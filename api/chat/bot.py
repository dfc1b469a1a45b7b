"""The client of the bot's turn channel. Every failure is one exception: the resident is answered all the same."""

import itertools
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import orjson

from api.http_client import HttpClient

# A bot that was silent this often in a row is left alone for this many seconds: nobody waits for a hung process. One
# that refuses costs no time, and is asked as soon as it is back.
SILENCES_BEFORE_REST = 3
REST_SECONDS = 3.0

TURN, HEALTH = "/webhooks/passerelle/turn", "/webhooks/passerelle/"


class Client(Protocol):
    """Requests to one bot; see `HttpClient`."""

    async def request(self, method: str, path: str, body: bytes, timeout: float) -> tuple[int, bytes]: ...

    def close(self) -> None: ...


class BotUnavailable(Exception):
    """No bot gave a usable answer in time."""


class Bot:
    """Asks one of several stateless bots; a bot that fails is passed over for the next one, once each."""

    def __init__(
        self, urls: Sequence[str], secret: str, timeout: float, client: Callable[[str], Client] | None = None
    ) -> None:
        headers = {"authorization": f"Bearer {secret}", "content-type": "application/json"}
        self._clients = [client(url) if client else HttpClient(url, headers) for url in urls]
        self._timeout = timeout
        self._silences = dict.fromkeys(range(len(urls)), 0)
        self._resting_until = dict.fromkeys(range(len(urls)), 0.0)
        self._turns = itertools.cycle(range(len(urls)))

    async def ask(self, turn: dict[str, Any]) -> dict[str, Any]:
        """The bot's reading and answer: `{text, intent, ranking, understood, action}`.

        Raises `BotUnavailable` when every bot failed; a turn is stateless, so asking a second bot repeats nothing.
        """
        body = orjson.dumps(turn)
        first = next(self._turns)
        for offset in range(len(self._clients)):
            number = (first + offset) % len(self._clients)
            if time.monotonic() < self._resting_until[number]:
                continue
            try:
                answer = await self._ask_one(self._clients[number], body)
            except TimeoutError:
                self._silences[number] += 1
                if self._silences[number] >= SILENCES_BEFORE_REST:
                    self._resting_until[number] = time.monotonic() + REST_SECONDS
                continue
            if isinstance(answer, dict) and answer.get("action") and answer.get("intent"):
                self._silences[number] = 0
                return answer
        raise BotUnavailable

    async def _ask_one(self, client: Client, body: bytes) -> Any:
        """The bot's JSON, or None; `TimeoutError` when it is silent."""
        try:
            status, content = await client.request("POST", TURN, body, self._timeout)
            return orjson.loads(content) if status == 200 else None
        except TimeoutError:
            raise
        except (OSError, orjson.JSONDecodeError):
            return None

    async def ready(self) -> bool:
        """Whether one bot at least has its model loaded."""
        for number, client in enumerate(self._clients):
            try:
                status, _ = await client.request("GET", HEALTH, b"", 1.0)
            except OSError:  # a time-out is one too
                continue
            if status == 200:
                self._silences[number] = 0
                self._resting_until[number] = 0.0
                return True
        return False

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients:
            client.close()
