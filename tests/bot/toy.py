"""Twelve short sentences of three intents, and what Rasa's components need to be built without Rasa's engine."""

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SENTENCES = [
    ("bonjour", "greet"),
    ("bonjour à vous", "greet"),
    ("bonsoir madame", "greet"),
    ("salut bonjour", "greet"),
    ("la route est-elle fermée", "ask_road"),
    ("y a-t-il de la neige sur la route", "ask_road"),
    ("route coupée par la neige", "ask_road"),
    ("déneigement de la route", "ask_road"),
    ("un marché ce week-end", "find_event"),
    ("quel concert au marché samedi", "find_event"),
    ("concert ce week-end", "find_event"),
    ("un concert et un marché", "find_event"),
]
TEXTS = [text for text, _ in SENTENCES]
INTENTS = [intent for _, intent in SENTENCES]


def training_data() -> TrainingData:
    """The sentences as Rasa's importer gives them."""
    return TrainingData([Message(data={TEXT: text, INTENT: intent}) for text, intent in SENTENCES])


def graph_parts(folder: Path) -> dict[str, Any]:
    """What Rasa hands to `create` and `load`, keeping models under `folder`."""
    return {
        "model_storage": LocalModelStorage(folder),
        "resource": Resource("component"),
        "execution_context": ExecutionContext(GraphSchema({})),
    }


def message(text: str, **more: Any) -> Message:
    """A message as it comes to the pipeline."""
    return Message(data={TEXT: text, **more})
