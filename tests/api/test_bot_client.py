"""The client of the bots: the next one is asked when one fails, and one that keeps failing is left alone for a while."""

from collections.abc import Callable

import anyio
import orjson
import pytest

from api.chat import bot as client
from api.chat.bot import Bot, BotUnavailable

ANSWER = {
    "text": "bonjour", "intent": {"name": "greet", "confidence": 1.0}, "ranking": [], "understood": {}, "action": "action_greet",
}  # fmt: skip
URLS = ["http://one", "http://two"]
# What a bot at an address answers, or the error that it raises.
Handler = Callable[[str], tuple[int, bytes]]


class Line:
    """A client of one address that asks a function."""

    def __init__(self, url: str, handler: Handler) -> None:
        self._url, self._handler = url, handler

    async def request(self, method: str, path: str, body: bytes, timeout: float) -> tuple[int, bytes]:
        return self._handler(self._url)

    def close(self) -> None:
        pass


def bots(handler: Handler, urls: list[str] = URLS) -> Bot:
    return Bot(urls, "secret", 1.0, lambda url: Line(url, handler))


def answering(answer: object, status: int = 200) -> Handler:
    return lambda url: (status, orjson.dumps(answer))


def test_the_next_bot_is_asked() -> None:
    def handler(url: str) -> tuple[int, bytes]:
        if url == "http://one":
            raise ConnectionRefusedError
        return 200, orjson.dumps(ANSWER)

    bot = bots(handler)
    for _ in range(4):
        assert anyio.run(bot.ask, {}) == ANSWER


def test_an_answer_without_action_is_no_answer() -> None:
    with pytest.raises(BotUnavailable):
        anyio.run(bots(answering({**ANSWER, "action": None})).ask, {})


def test_a_failure_of_the_bot_is_no_answer() -> None:
    with pytest.raises(BotUnavailable):
        anyio.run(bots(answering(ANSWER, 500)).ask, {})


def test_what_is_no_json_is_no_answer() -> None:
    with pytest.raises(BotUnavailable):
        anyio.run(bots(lambda url: (200, b"<html>")).ask, {})


def test_one_that_is_silent_again_and_again_is_left_alone() -> None:
    calls: list[str] = []

    def handler(url: str) -> tuple[int, bytes]:
        calls.append(url)
        raise TimeoutError

    bot = bots(handler, URLS[:1])
    for _ in range(client.SILENCES_BEFORE_REST + 2):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    assert len(calls) == client.SILENCES_BEFORE_REST


def test_one_that_says_it_is_ready_is_asked_again() -> None:
    down = True

    def handler(url: str) -> tuple[int, bytes]:
        if down:
            raise TimeoutError
        return 200, orjson.dumps(ANSWER)

    bot = bots(handler, URLS[:1])
    for _ in range(client.SILENCES_BEFORE_REST):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    down = False
    assert anyio.run(bot.ready)
    assert anyio.run(bot.ask, {}) == ANSWER


def test_one_that_refuses_is_asked_every_time() -> None:
    calls: list[str] = []

    def handler(url: str) -> tuple[int, bytes]:
        calls.append(url)
        raise ConnectionRefusedError

    bot = bots(handler, URLS[:1])
    for _ in range(6):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    assert len(calls) == 6
