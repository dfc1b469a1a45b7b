"""The Rasa component: trains, is loaded again, ranks every intent, and says when it is unsure."""

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES

from bot.components.intents import UNSURE, IntentClassifier, with_rejection, without_doubtful_danger
from tests.bot.toy import INTENTS, graph_parts, message, training_data

CONFIG = {**IntentClassifier.get_default_config(), "epochs": 0}


def ranking(*confidences: float) -> list[dict[str, Any]]:
    return [{"name": f"intent{number}", "confidence": value} for number, value in enumerate(confidences)]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    parts = graph_parts(tmp_path_factory.mktemp("model"))
    IntentClassifier.create(CONFIG, **parts).train(training_data())
    return parts


def load(parts: dict[str, Any], **changed: Any) -> IntentClassifier:
    return IntentClassifier.load({**CONFIG, **changed}, **parts)


class TestComponent:
    def test_a_loaded_component_names_the_intent(self, trained: dict[str, Any]) -> None:
        (parsed,) = load(trained).process([message("de la neige sur la route")])
        assert parsed.get("intent")["name"] == "ask_road"

    def test_the_ranking_holds_every_intent_best_first(self, trained: dict[str, Any]) -> None:
        (parsed,) = load(trained, threshold=0.0, ambiguity=0.0).process([message("bonjour")])
        ranked = parsed.get("intent_ranking")
        assert sorted(one["name"] for one in ranked) == sorted(set(INTENTS))
        assert [one["confidence"] for one in ranked] == sorted((one["confidence"] for one in ranked), reverse=True)

    def test_an_unsure_message_is_refused_with_the_true_ranking_behind(self, trained: dict[str, Any]) -> None:
        (parsed,) = load(trained, threshold=1.1).process([message("bonjour")])
        assert [one["name"] for one in parsed.get("intent_ranking")][:2] == [UNSURE, "greet"]

    def test_the_intent_is_the_first_of_the_ranking(self, trained: dict[str, Any]) -> None:
        (parsed,) = load(trained).process([message("un concert")])
        assert parsed.get("intent") == parsed.get("intent_ranking")[0]

    @pytest.mark.parametrize("text", ["", "???", "😀", "a" * 8_000], ids=["nothing", "marks", "emoji", "one word"])
    def test_a_message_empty_of_meaning_has_an_intent(self, trained: dict[str, Any], text: str) -> None:
        (parsed,) = load(trained).process([message(text)])
        assert parsed.get("intent")["name"]

    def test_criteria_found_before_are_used(self, trained: dict[str, Any]) -> None:
        (parsed,) = load(trained).process([message("le 2", **{ENTITIES: [{"entity": "ordinal", "value": 2}]})])
        assert parsed.get("intent")["name"]

    def test_nothing_kept_cannot_be_loaded(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="component"):
            load(graph_parts(tmp_path))


class TestRejection:
    def test_a_sure_ranking_is_left_alone(self) -> None:
        assert with_rejection(ranking(0.8, 0.1), 0.3, 0.05) == ranking(0.8, 0.1)

    def test_a_low_confidence_is_refused(self) -> None:
        assert with_rejection(ranking(0.2, 0.1), 0.3, 0.05)[0]["name"] == UNSURE

    def test_two_close_intents_are_refused(self) -> None:
        assert with_rejection(ranking(0.46, 0.44), 0.3, 0.05)[0]["name"] == UNSURE

    def test_the_true_ranking_stays_behind(self) -> None:
        assert with_rejection(ranking(0.2, 0.1), 0.3, 0.05)[1:] == ranking(0.2, 0.1)

    def test_one_intent_alone_is_compared_with_none(self) -> None:
        assert with_rejection(ranking(1.0), 0.3, 0.05) == ranking(1.0)


def test_doubtful_danger_gives_way_to_the_next_intent() -> None:
    ranking = [{"name": "emergency", "confidence": 0.5}, {"name": "ask_procedure", "confidence": 0.4}]
    assert [one["name"] for one in without_doubtful_danger(ranking, 0.6)] == ["ask_procedure", "emergency"]


def test_danger_that_is_sure_stays_first() -> None:
    ranking = [{"name": "emergency", "confidence": 0.7}, {"name": "ask_procedure", "confidence": 0.3}]
    assert without_doubtful_danger(ranking, 0.6) == ranking
