"""The procedure that is told and not named: learnt, added only to a question on a procedure that has none."""

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.procedures import ProcedureClassifier, procedure_of
from tests.bot.toy import graph_parts, message

CONFIG = ProcedureClassifier.get_default_config()
NEEDS = {
    "portage_repas": [
        "elle ne cuisine plus",
        "plus personne ne cuisine",
        "il ne cuisine plus rien",
        "cuisine trop dure",
    ],
    "teleassistance": [
        "peur de tomber la nuit",
        "si elle tombe la nuit",
        "il tombe souvent la nuit",
        "tombe et appelle",
    ],
    "other": ["adopter un enfant", "adopter, par où commencer", "on veut adopter", "adopter un bébé"],
}


def sentence(text: str, procedure: str | None = None, intent: str = "ask_procedure") -> Message:
    about = {"example": {"procedure": procedure}} if procedure else {}
    return Message(data={TEXT: text, INTENT: intent, "metadata": about})


def trained(folder: Path, sentences: list[Message]) -> ProcedureClassifier:
    parts = graph_parts(folder)
    ProcedureClassifier.create(CONFIG, **parts).train(TrainingData(sentences))
    return ProcedureClassifier.load(CONFIG, **parts)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> ProcedureClassifier:
    told = [sentence(text, procedure) for procedure, texts in NEEDS.items() for text in texts]
    return trained(tmp_path_factory.mktemp("model"), told)


def procedures(classifier: ProcedureClassifier, text: str, intent: str = "ask_procedure", **more: Any) -> list[Any]:
    (read,) = classifier.process([message(text, **{INTENT: {"name": intent}}, **more)])
    return [entity["value"] for entity in read.get(ENTITIES, []) if entity["entity"] == "procedure"]


def test_a_need_told_gives_the_procedure(classifier: ProcedureClassifier) -> None:
    assert procedures(classifier, "maman ne cuisine plus") == ["portage_repas"]
    assert procedures(classifier, "papa tombe la nuit") == ["teleassistance"]


def test_what_is_none_of_the_procedures_adds_nothing(classifier: ProcedureClassifier) -> None:
    assert procedures(classifier, "nous voulons adopter") == []


def test_a_message_of_another_intent_is_left_alone(classifier: ProcedureClassifier) -> None:
    assert procedures(classifier, "maman ne cuisine plus", intent="find_event") == []


def test_a_procedure_that_was_read_stays(classifier: ProcedureClassifier) -> None:
    read = [{"entity": "procedure", "value": "apa"}]
    assert procedures(classifier, "maman ne cuisine plus", **{ENTITIES: read}) == ["apa"]


def test_other_entities_stay(classifier: ProcedureClassifier) -> None:
    (read,) = classifier.process(
        [
            message(
                "maman ne cuisine plus",
                intent={"name": "ask_procedure"},
                entities=[{"entity": "commune", "value": "Tence"}],
            )
        ]
    )
    assert [entity["entity"] for entity in read.get(ENTITIES)] == ["commune", "procedure"]


@pytest.mark.parametrize("text", ["", "😀", "x" * 8_000], ids=["nothing", "emoji", "one word"])
def test_a_message_empty_of_meaning_adds_nothing(classifier: ProcedureClassifier, text: str) -> None:
    assert procedures(classifier, text) == []


@pytest.mark.parametrize(
    "sentences", [[], [sentence("de la neige", intent="ask_road")], [sentence("comment avoir l'apa")]]
)
def test_too_little_to_learn_from_adds_nothing(tmp_path: Path, sentences: list[Message]) -> None:
    assert procedures(trained(tmp_path, sentences), "comment faire ?") == []


def test_a_sentence_that_names_a_procedure_needs_no_metadata() -> None:
    assert procedure_of(sentence("comment demander l'APA")) == "apa"
    assert procedure_of(sentence("comment demander l'APA", "pch")) == "pch"
    assert procedure_of(sentence("comment faire")) is None
