"""The client of the bot's turn channel. Every failure is one exception: the resident is answered all the same."""

import itertools
from collections.abc import Sequence
from typing import Any

import httpx
import orjson


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
        self._turns = itertools.cycle(range(len(self._urls)))

    async def ask(self, turn: dict[str, Any]) -> dict[str, Any]:
        """The bot's reading and answer: `{intent, ranking, understood, output}`.

        Raises `BotUnavailable` when every bot failed; a turn is stateless, so asking a second bot repeats nothing.
        """
        body = orjson.dumps(turn)
        first = next(self._turns)
        for offset in range(len(self._urls)):
            url = self._urls[(first + offset) % len(self._urls)]
            try:
                response = await self._client.post(
                    f"{url}/webhooks/passerelle/turn", content=body, headers=self._headers
                )
                answer = orjson.loads(response.content) if response.status_code == 200 else None
            except (httpx.HTTPError, orjson.JSONDecodeError):
                continue
            if isinstance(answer, dict) and isinstance(answer.get("output"), dict) and answer.get("intent"):
                return answer
        raise BotUnavailable

    async def ready(self) -> bool:
        """Whether one bot at least has its model loaded."""
        for url in self._urls:
            try:
                response = await self._client.get(f"{url}/webhooks/passerelle/", timeout=1.0)
            except httpx.HTTPError:
                continue
            if response.status_code == 200:
                return True
        return False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()
