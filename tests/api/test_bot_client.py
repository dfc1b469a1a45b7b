"""The client of the bots: the next one is asked when one fails, and one that keeps failing is left alone for a while."""

from collections.abc import Callable

import anyio
import httpx
import pytest

from api.chat import bot as client
from api.chat.bot import Bot, BotUnavailable

ANSWER = {"intent": {"name": "greet", "confidence": 1.0}, "ranking": [], "understood": {}, "output": {"outcome": "x"}}
URLS = ["http://one", "http://two"]
Handler = Callable[[httpx.Request], httpx.Response]


def bots(handler: Handler, urls: list[str] = URLS) -> Bot:
    return Bot(urls, "secret", 1.0, httpx.AsyncClient(transport=httpx.MockTransport(handler)))


def test_the_next_bot_is_asked() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.host == "one":
            raise httpx.ConnectError("refused")
        return httpx.Response(200, json=ANSWER)

    bot = bots(handler)
    for _ in range(4):
        assert anyio.run(bot.ask, {}) == ANSWER


def test_a_connection_closed_by_a_restart_is_opened_again() -> None:
    calls: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.host)
        if len(calls) == 1:
            raise httpx.RemoteProtocolError("closed")
        return httpx.Response(200, json=ANSWER)

    assert anyio.run(bots(handler, URLS[:1]).ask, {}) == ANSWER


def test_an_answer_without_output_is_no_answer() -> None:
    with pytest.raises(BotUnavailable):
        anyio.run(bots(lambda request: httpx.Response(200, json={**ANSWER, "output": None})).ask, {})


def test_one_that_is_silent_again_and_again_is_left_alone() -> None:
    calls: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.host)
        raise httpx.ReadTimeout("silent")

    bot = bots(handler, URLS[:1])
    for _ in range(client.SILENCES_BEFORE_REST + 2):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    assert len(calls) == client.SILENCES_BEFORE_REST


def test_one_that_says_it_is_ready_is_asked_again() -> None:
    down = True

    def handler(request: httpx.Request) -> httpx.Response:
        if down:
            raise httpx.ReadTimeout("silent")
        return httpx.Response(200, json=ANSWER)

    bot = bots(handler, URLS[:1])
    for _ in range(client.SILENCES_BEFORE_REST):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    down = False
    assert anyio.run(bot.ready)
    assert anyio.run(bot.ask, {}) == ANSWER


def test_one_that_refuses_is_asked_every_time() -> None:
    calls: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.host)
        raise httpx.ConnectError("refused")

    bot = bots(handler, URLS[:1])
    for _ in range(6):
        with pytest.raises(BotUnavailable):
            anyio.run(bot.ask, {})
    assert len(calls) == 6
