"""What the rules choose depends on the intent alone, and Rasa's policy is asked once an intent."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

from bot.rules import Rules

ROOT = Path(__file__).parents[2]


class Processor:
    """Chooses `action_<intent>` and counts how often it is asked."""

    domain = SimpleNamespace(slots=[])

    def __init__(self) -> None:
        self.asked: list[str] = []

    def predict_next_with_tracker_if_should(self, tracker: Any) -> tuple[Any, None]:
        intent = tracker.latest_message.intent["name"]
        assert tracker.latest_action_name == "action_listen"
        self.asked.append(intent)
        return SimpleNamespace(name=lambda: f"action_{intent}"), None


def test_the_policy_is_asked_once_an_intent() -> None:
    processor = Processor()
    rules = Rules(processor)
    assert [rules.action(intent) for intent in ("greet", "thank", "greet")] == [
        "action_greet", "action_thank", "action_greet",
    ]  # fmt: skip
    assert processor.asked == ["greet", "thank"]


def test_a_rule_is_an_intent_and_its_action_and_nothing_else() -> None:
    steps = [
        rule["steps"]
        for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]
    assert [[sorted(step) for step in rule] for rule in steps] == [[["intent"], ["action"]]] * len(steps)


def test_no_intent_shows_its_entities_to_the_policies() -> None:
    intents = yaml.safe_load((ROOT / "bot" / "domain" / "domain.yml").read_text(encoding="utf-8"))["intents"]
    shown = [
        intent
        for intent in intents
        if not isinstance(intent, dict) or any(v != {"use_entities": []} for v in intent.values())
    ]
    assert shown == []
