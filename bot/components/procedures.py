"""Which aid or right is asked about, where no rule has read one: « Papa ne s'habille plus seul, qui paie ? » is the APA.

The names of the procedures are read by `langue.criteria.procedure`. What residents tell instead of a name is learnt here,
from the sentences of `ask_procedure`: those that name a procedure teach what stands around its name, those that only tell
the need carry it as `metadata: {procedure: …}`. Measured in docs/decisions/0006-understanding.md.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import places
from bot.components.features import Writing
from bot.components.intents import written_for_training
from bot.components.model import IntentModel, Settings
from langue.criteria.procedure import read_procedure

ASKED, PROCEDURE = "ask_procedure", "procedure"
# What is asked of none of the procedures: respite, adoption, coming of age in care…
OTHER = "other"


def procedure_of(example: Message) -> str | None:
    """The procedure of a training sentence: that of its metadata, else the one it names."""
    about = (example.get("metadata") or {}).get("example") or {}
    return about.get(PROCEDURE) or read_procedure(example.get(TEXT))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ProcedureClassifier(GraphComponent, EntityExtractorMixin):
    """Adds the entity `procedure` to a message of intent `ask_procedure` that has none, when it is plain enough."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of the machine, which is that of the intents without the tuned encoder, and the least probability."""
        return {**asdict(Settings(epochs=0, misspelt=0.0)), "threshold": 0.4}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProcedureClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ProcedureClassifier:
        """The trained component, or one that adds nothing when its training found too little to learn from."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder) if any(folder.iterdir()) else None
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit to the sentences whose procedure is known. One procedure or none in them: nothing is learnt."""
        asked = [one for one in training_data.intent_examples if one.get(INTENT) == ASKED and one.get(TEXT)]
        known = [(one.get(TEXT), found) for one in asked if (found := procedure_of(one))]
        texts, labels = [text for text, _ in known], [label for _, label in known]
        with self._storage.write_to(self._resource) as folder:
            if len(set(labels)) > 1:
                settings = Settings(**{key: self._config[key] for key in asdict(Settings())})
                masked = places.gazetteer() is not None
                self._model = IntentModel.fit(texts, written_for_training(texts), labels, settings, masks_places=masked)
                self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entity, with its probability, where it is missing and plain."""
        for message in messages:
            present = message.get(ENTITIES, [])
            said = {entity[ENTITY_ATTRIBUTE_TYPE] for entity in present}
            if self._model is None or PROCEDURE in said or (message.get(INTENT) or {}).get(INTENT_NAME_KEY) != ASKED:
                continue
            text = message.get(TEXT) or ""
            gazetteer = places.gazetteer() if self._model.masks_places else None
            probabilities = self._model.probabilities(text, Writing.of(text, gazetteer, said))
            best = int(np.argmax(probabilities))
            if self._model.names[best] != OTHER and probabilities[best] >= self._config["threshold"]:
                entity = {ENTITY_ATTRIBUTE_TYPE: PROCEDURE, ENTITY_ATTRIBUTE_VALUE: self._model.names[best]}
                message.set(ENTITIES, present + self.add_extractor_name([entity]), add_to_output=True)
        return messages
