"""The channel: what it reads of a message, and a health check that is ready only once a made-up question was read."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel import COMMAND_PREFIXES, TurnChannel


class Processor:
    """Reads a greeting in everything; its rules answer it."""

    domain = SimpleNamespace(slots=[])

    def __init__(self) -> None:
        self.read: list[UserMessage] = []

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        self.read.append(message)
        intent = {"name": "greet", "confidence": 0.9}
        entities = [{"entity": "commune", "value": "Firminy", "extractor": "x"}]
        return {"text": message.text, "intent": intent, "intent_ranking": [intent] * 9, "entities": entities}

    def predict_next_with_tracker_if_should(self, tracker: Any) -> tuple[Any, None]:
        return SimpleNamespace(name=lambda: "action_greet"), None


def answer(processor: Any, text: str) -> dict[str, Any]:
    body = {"text": text, "now": "2026-11-25T10:00:00+01:00"}
    return asyncio.run(TurnChannel("secret")._answer(SimpleNamespace(processor=processor), body))


def test_a_turn_gives_what_was_read_and_the_action_to_run() -> None:
    processor = Processor()
    intent = {"name": "greet", "confidence": 0.9}
    assert answer(processor, "bonjour Firminy") == {
        "text": "bonjour Firminy",
        "intent": intent,
        "ranking": [intent] * 5,
        "understood": {"commune": "Firminy"},
        "action": "action_greet",
    }
    assert processor.read[0].metadata == {"now": "2026-11-25T10:00:00+01:00"}


@pytest.mark.parametrize(
    "text", ["/restart", " /session_start", "//greet{}", *(f"{c}/restart" for c in COMMAND_PREFIXES)]
)
def test_a_slash_is_no_command(text: str) -> None:
    assert not answer(Processor(), text)["text"].startswith("/")


def test_one_question_is_read_before_any_resident_s() -> None:
    processor = Processor()
    asyncio.run(TurnChannel("secret")._warm_up(SimpleNamespace(processor=processor)))
    assert len(processor.read) == 1


def test_a_failure_does_not_keep_the_bot_from_serving() -> None:
    asyncio.run(TurnChannel("secret")._warm_up(SimpleNamespace(processor=None)))


def test_another_model_brings_its_own_rules() -> None:
    channel = TurnChannel("secret")
    first, second = Processor(), Processor()
    assert channel._rules_of(first) is channel._rules_of(first)
    assert channel._rules_of(second).processor is second


def test_a_channel_needs_a_secret() -> None:
    with pytest.raises(ValueError, match="PASSERELLE_SECRET"):
        TurnChannel("")
