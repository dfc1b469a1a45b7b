"""The bot is killed, hangs, is slow, or its model is broken: the resident is answered all the same."""

import signal
import threading
import time

import pytest

from .life import Life

pytestmark = pytest.mark.faults


def test_killed_while_it_answers(life: Life) -> None:
    bot = life.process("rasa")
    bot.suspend()
    answers: list[dict] = []
    asking = threading.Thread(target=lambda: answers.append(life.client.ask()))
    asking.start()
    # The question is with the bot now.
    time.sleep(1)
    bot.kill()
    asking.join()
    assert answers[0]["outcome"] == "unavailable"
    assert answers[0]["results"]
    life.client.danger()
    life.healed()


def test_hung(life: Life) -> None:
    bot = life.process("rasa")
    # The supervisor has seen it well: one that hangs while it starts is given more time.
    time.sleep(3)
    bot.suspend()
    started = time.monotonic()
    answer = life.client.ask()
    assert answer["outcome"] == "unavailable"
    assert answer["results"]
    assert time.monotonic() - started < 6
    life.client.danger()
    # After a few failures nobody waits for it any more.
    for _ in range(2):
        life.client.ask()
    started = time.monotonic()
    life.client.ask()
    assert time.monotonic() - started < 1
    # Killed by the supervisor, and started again.
    life.waits_for(lambda: not bot.is_running() or bot.status() == "zombie", 60)
    life.healed()


def test_slow(life: Life) -> None:
    bot = life.process("rasa")
    stop = threading.Event()

    def slow_down() -> None:
        while not stop.is_set():
            bot.send_signal(signal.SIGSTOP)
            stop.wait(0.5)
            bot.send_signal(signal.SIGCONT)
            stop.wait(0.5)

    brake = threading.Thread(target=slow_down)
    brake.start()
    try:
        answers = [life.client.ask() for _ in range(5)]
    finally:
        stop.set()
        brake.join()
    assert [answer["outcome"] for answer in answers] == ["answered"] * 5
    life.healed()


def test_its_model_file_is_broken(life: Life) -> None:
    bot = life.process("rasa")
    model = next(arg for arg in bot.cmdline() if arg.endswith(".tar.gz"))
    with open(model, "r+b") as file:  # noqa: PTH123
        file.write(b"\0" * 4_096)
    bot.kill()
    assert life.client.ask()["outcome"] in ("unavailable", "answered")
    life.client.danger()
    life.healed()
