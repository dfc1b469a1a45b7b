"""The channel's health check: ready only once a made-up question has been answered, or has failed."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel import TurnChannel


class Agent:
    """Remembers nothing."""

    tracker_store = SimpleNamespace(store={}, retrieve=None)

    def __init__(self) -> None:
        async def retrieve(sender: str) -> None:
            return None

        self.tracker_store = SimpleNamespace(store={}, retrieve=retrieve)


def warm_up(on_new_message: Any) -> None:
    asyncio.run(TurnChannel("secret")._warm_up(Agent(), on_new_message))


def test_one_question_is_answered_before_any_resident_s() -> None:
    asked: list[UserMessage] = []

    async def answer(message: UserMessage) -> None:
        asked.append(message)

    warm_up(answer)
    assert len(asked) == 1
    assert asked[0].sender_id == "turn-warm-up"
    assert asked[0].metadata["state"] == {}


def test_a_failure_does_not_keep_the_bot_from_serving() -> None:
    async def fail(message: UserMessage) -> None:
        raise RuntimeError("no action server yet")

    warm_up(fail)


def test_a_channel_needs_a_secret() -> None:
    with pytest.raises(ValueError, match="PASSERELLE_SECRET"):
        TurnChannel("")
