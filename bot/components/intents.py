"""Rasa's view of the intent model: trains it, keeps it, puts intent and ranking on a message, and says when it is unsure."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components import places
from bot.components.features import Writing
from bot.components.model import IntentModel, Settings
from bot.components.noise import misspelt
from langue import deep
from langue.tuned import DANGER
from langue.understanding import read_message

UNSURE = "nlu_fallback"
ANY_INSTANT = datetime(2026, 11, 25, 10, tzinfo=timezone.utc)
Ranking = list[dict[str, Any]]


def written_for_training(texts: Sequence[str]) -> list[Writing]:
    """Each text as `process` will see it; which criteria are said does not depend on the instant."""
    gazetteer = places.gazetteer()
    said = [read_message(text, ANY_INSTANT, gazetteer or places.NOWHERE) for text in texts]
    return [Writing.of(text, gazetteer, criteria) for text, criteria in zip(texts, said, strict=True)]


def class_of(example: Message) -> str:
    """The intent of a training example; that of a danger with its kind and moment, from the example's metadata."""
    intent, about = str(example.get(INTENT)), (example.get("metadata") or {}).get("example") or {}
    return f"{intent}:{about['kind']}:{about['when']}" if "kind" in about else intent


def with_slips(count: int, share: float, seed: int) -> list[int]:
    """The places of the sentences that are learnt a second time, misspelt."""
    return sorted(random.Random(seed).sample(range(count), int(share * count)))


def without_doubtful_danger(ranking: Ranking, threshold: float) -> Ranking:
    """`ranking` with danger moved to its end when it leads with less than `threshold`.

    The guard has read the message before; a second opinion that is unsure of itself would frighten people for nothing.
    """
    first = ranking[0]
    if first[INTENT_NAME_KEY] != DANGER or first[PREDICTED_CONFIDENCE_KEY] >= threshold or len(ranking) == 1:
        return ranking
    return [*ranking[1:], first]


def with_rejection(ranking: Ranking, threshold: float, ambiguity: float) -> Ranking:
    """`ranking` with `nlu_fallback` in front when the best is below `threshold` or within `ambiguity` of the second.

    The true ranking stays behind it, as with Rasa's FallbackClassifier.
    """
    best = ranking[0][PREDICTED_CONFIDENCE_KEY]
    second = ranking[1][PREDICTED_CONFIDENCE_KEY] if len(ranking) > 1 else 0.0
    if best >= threshold and best - second >= ambiguity:
        return ranking
    return [{INTENT_NAME_KEY: UNSURE, PREDICTED_CONFIDENCE_KEY: 1.0 - best}, *ranking]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Names the intent of a message, with calibrated probabilities for every intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of the model, and the two thresholds of the rejection rule."""
        return {**asdict(Settings()), "threshold": 0.3, "ambiguity": 0.05, "danger_threshold": 0.6}

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
    ) -> IntentClassifier:
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
    ) -> IntentClassifier:
        """The trained component. Raises ValueError when nothing was kept under `resource`."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder)
        path = os.environ.get("PASSERELLE_DEEP_ENCODER")
        model.deep = deep.open_if_there(Path(path) if path else None)
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model to the examples that carry an intent and keep it."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT)]
        settings = Settings(**{key: self._config[key] for key in asdict(Settings())})
        texts = [one.get(TEXT) for one in examples]
        intents = [one.get(INTENT) for one in examples]
        masked = places.gazetteer() is not None
        classes = [class_of(one) for one in examples]
        again = with_slips(len(texts), settings.misspelt, settings.seed)
        chance = random.Random(settings.seed)
        texts += [misspelt(texts[at], chance) for at in again]
        intents += [intents[at] for at in again]
        self._model = IntentModel.fit(
            texts,
            written_for_training(texts),
            intents,
            settings,
            masks_places=masked,
            classes=classes,
            originals=len(classes),
        )
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put `intent` and the full `intent_ranking` on each message."""
        for message in messages:
            ranking = without_doubtful_danger(self._rank(message), self._config["danger_threshold"])
            ranking = with_rejection(ranking, self._config["threshold"], self._config["ambiguity"])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> Ranking:
        assert self._model is not None, "Rasa loads a trained component before it processes messages"
        text = message.get(TEXT) or ""
        said = {entity[ENTITY_ATTRIBUTE_TYPE] for entity in message.get(ENTITIES, [])}
        gazetteer = places.gazetteer() if self._model.masks_places else None
        probabilities = self._model.probabilities(text, Writing.of(text, gazetteer, said))
        pairs = sorted(zip(self._model.names, probabilities.tolist(), strict=True), key=lambda pair: -pair[1])
        return [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence} for name, confidence in pairs]
