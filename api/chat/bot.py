"""The client of the bot's turn channel. Every failure is one exception: the resident is answered all the same."""

import itertools
import time
from collections.abc import Sequence
from typing import Any

import httpx
import orjson

# A bot that was silent this often in a row is left alone for this many seconds: nobody waits for a hung process. One
# that refuses costs no time, and is asked as soon as it is back.
SILENCES_BEFORE_REST = 3
REST_SECONDS = 3.0


class BotUnavailable(Exception):
    """No bot gave a usable answer in time."""


class Bot:
    """Asks one of several stateless bots; a bot that fails is passed over for the next one, once each."""

    def __init__(
        self, urls: Sequence[str], secret: str, timeout: float, client: httpx.AsyncClient | None = None
    ) -> None:
        self._urls = [url.rstrip("/") for url in urls]
        self._headers = {"authorization": f"Bearer {secret}", "content-type": "application/json"}
        # Several API tasks share the connections; the bot's own queue is the limit.
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        self._client = client or httpx.AsyncClient(timeout=httpx.Timeout(timeout, connect=1.0), limits=limits)
        self._silences = dict.fromkeys(self._urls, 0)
        self._resting_until = dict.fromkeys(self._urls, 0.0)
        self._turns = itertools.cycle(range(len(self._urls)))

    async def ask(self, turn: dict[str, Any]) -> dict[str, Any]:
        """The bot's reading and answer: `{intent, ranking, understood, output}`.

        Raises `BotUnavailable` when every bot failed; a turn is stateless, so asking a second bot repeats nothing.
        """
        body = orjson.dumps(turn)
        first = next(self._turns)
        for offset in range(len(self._urls)):
            url = self._urls[(first + offset) % len(self._urls)]
            if time.monotonic() < self._resting_until[url]:
                continue
            try:
                answer = await self._ask_one(url, body)
            except httpx.TimeoutException:
                self._silences[url] += 1
                if self._silences[url] >= SILENCES_BEFORE_REST:
                    self._resting_until[url] = time.monotonic() + REST_SECONDS
                continue
            if isinstance(answer, dict) and isinstance(answer.get("output"), dict) and answer.get("intent"):
                self._silences[url] = 0
                return answer
        raise BotUnavailable

    async def _ask_one(self, url: str, body: bytes) -> Any:
        """The bot's JSON, or None; `httpx.TimeoutException` when it is silent.

        A connection that a restarted bot has closed is opened again once.
        """
        for _ in range(2):
            try:
                response = await self._client.post(
                    f"{url}/webhooks/passerelle/turn", content=body, headers=self._headers
                )
                return orjson.loads(response.content) if response.status_code == 200 else None
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                continue
            except httpx.TimeoutException:
                raise
            except (httpx.HTTPError, orjson.JSONDecodeError):
                return None
        return None

    async def ready(self) -> bool:
        """Whether one bot at least has its model loaded."""
        for url in self._urls:
            try:
                response = await self._client.get(f"{url}/webhooks/passerelle/", timeout=1.0)
            except httpx.HTTPError:
                continue
            if response.status_code == 200:
                self._silences[url] = 0
                self._resting_until[url] = 0.0
                return True
        return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
