"""What a message says, as Rasa entities: one for each key of `langue.understanding.read_message`.

Rules only, nothing trained. Values are not always strings (ages are numbers, candidates are lists), and one entity may
stand for several words, so entities carry no offsets.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, ENTITY_ATTRIBUTE_TYPE, ENTITY_ATTRIBUTE_VALUE, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components import places
from bot.components.duckling import DucklingServer, DucklingUnavailableError, NativeDuckling
from langue.dates import DateParser
from langue.understanding import read_message

logger = logging.getLogger(__name__)

PARIS = ZoneInfo("Europe/Paris")


def now_of(metadata: dict[str, Any] | None) -> datetime:
    """The instant that the API gave with the message, or the present one in Paris."""
    try:
        given = datetime.fromisoformat((metadata or {})["now"])
    except (KeyError, TypeError, ValueError):
        return datetime.now(PARIS)
    return given if given.tzinfo else given.replace(tzinfo=PARIS)


def date_parser(choice: str) -> DateParser | None:
    """« native » (Duckling in process), the address of a Duckling server, or « none »."""
    if choice == "none":
        return None
    if choice != "native":
        return DucklingServer(choice)
    try:
        return NativeDuckling()
    except DucklingUnavailableError as error:
        logger.warning("dates are read by our own rules only: %s", error)
        return None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CriteriaExtractor(GraphComponent, EntityExtractorMixin):
    """Puts the criteria of a message among its entities."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`date_parser`: see the function of that name."""
        return {"date_parser": "native"}

    def __init__(self, config: dict[str, Any]) -> None:
        self._dates = date_parser(config["date_parser"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CriteriaExtractor:
        """The component, ready to use."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message after those already there."""
        gazetteer = places.gazetteer() or places.NOWHERE
        for message in messages:
            found = read_message(message.get(TEXT) or "", now_of(message.get(METADATA)), gazetteer, self._dates)
            entities = [{ENTITY_ATTRIBUTE_TYPE: key, ENTITY_ATTRIBUTE_VALUE: value} for key, value in found.items()]
            present = message.get(ENTITIES, [])
            message.set(ENTITIES, present + self.add_extractor_name(entities), add_to_output=True)
        return messages
