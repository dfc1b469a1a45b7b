"""The API is killed or hangs, clients vanish or send nothing: no answer is lost, none is counted twice."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import httpx
import orjson
import pytest

from passerelle.processes import WATCH

from .life import QUESTION, Life

pytestmark = pytest.mark.faults


@contextmanager
def asked(life: Life, message_id: str) -> Iterator[dict]:
    """A question under way in another thread; what was answered is in the dictionary after the block."""
    found: dict = {}
    asking = threading.Thread(target=lambda: found.update(life.client.ask(message_id=message_id)))
    asking.start()
    yield found
    asking.join()


def test_killed_while_the_bot_answers(life: Life) -> None:
    bot = life.process("rasa")
    bot.suspend()
    with asked(life, str(uuid4())) as answer:
        time.sleep(1)
        life.process("uvicorn").kill()
        bot.resume()
    assert answer["outcome"] == "answered"
    life.healed()


def test_killed_between_answer_and_storage(life: Life) -> None:
    bot = life.process("rasa")
    bot.suspend()
    with asked(life, str(uuid4())) as answer:
        time.sleep(1)
        # The turn is claimed, the bot is asked. Its answer will find the database locked.
        with life.locked():
            bot.resume()
            time.sleep(1)
            life.process("uvicorn").kill()
    assert answer["outcome"] == "answered"
    life.healed()


def test_hung(life: Life) -> None:
    # A process that the supervisor has never seen well is given longer; the test before this one has just had it started.
    time.sleep(3 * WATCH)
    api = life.process("uvicorn")
    api.suspend()
    # The supervisor kills it; the client tries again.
    life.waits_for(lambda: not api.is_running() or api.status() == "zombie", 60)
    assert life.client.ask()["outcome"] in ("answered", "unavailable")
    life.healed()


def test_a_hundred_connections_that_send_nothing(life: Life) -> None:
    host, port = life.url.removeprefix("http://").split(":")
    with ExitStack() as idle:
        for _ in range(100):
            idle.enter_context(socket.create_connection((host, int(port))))
        started = time.monotonic()
        assert life.client.ask()["outcome"] == "answered"
        assert time.monotonic() - started < 2
        life.client.danger()
    life.healed()


def test_requests_that_stop_half_way(life: Life) -> None:
    host, port = life.url.removeprefix("http://").split(":")
    with ExitStack() as cut:
        for _ in range(20):
            connection = cut.enter_context(socket.create_connection((host, int(port))))
            connection.sendall(b"POST /api/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 400\r\n\r\n{")
        assert life.client.ask()["outcome"] == "answered"
    life.healed()


def test_a_client_that_leaves_before_its_answer_finds_it_again(life: Life) -> None:
    host, port = life.url.removeprefix("http://").split(":")
    message_id = str(uuid4())
    body = orjson.dumps({"message": QUESTION, "message_id": message_id})
    head = (
        f"POST /api/chat HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(head.encode() + body)
        time.sleep(0.02)
    assert life.client.ask(message_id=message_id)["outcome"] == "answered"
    life.healed()


def test_three_times_what_it_carries_is_shed_and_nothing_is_lost(life: Life) -> None:
    """Everything at once, far beyond what one process takes: 200 or 503, never anything else, and each 200 counted."""
    statuses: list[int] = []

    def one(number: int) -> None:
        message_id = str(uuid4())
        response = httpx.post(
            f"{life.url}/api/chat",
            json={"message": f"{QUESTION} {'?' * (number % 9)}", "message_id": message_id},
            timeout=60,
        )
        statuses.append(response.status_code)
        if response.status_code == 200:
            life.client.sent.append(message_id)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(400)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    life.client.danger()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= 128
    life.healed()
