"""The state of a conversation: one small JSON a turn, kept by the API, carried through the bot and back."""

from dataclasses import asdict, dataclass, field
from typing import Any

# Which topic each intent belongs to; the other intents leave the topic as it is.
TOPIC_OF_INTENT = {
    "find_reception_point": "reception_point",
    "reception_point_details": "reception_point",
    "find_activity": "activity",
    "find_event": "event",
    "find_piste": "piste",
    "piste_details": "piste",
    "ask_cooperation": "cooperation",
    "ask_procedure": "procedure",
    "ask_road": "road",
}

# The intent that answers a topic when a message only changes a criterion.
SEARCH_OF_TOPIC = {
    "reception_point": "find_reception_point",
    "activity": "find_activity",
    "event": "find_event",
    "piste": "find_piste",
    "cooperation": "ask_cooperation",
    "procedure": "ask_procedure",
    "road": "ask_road",
}

MAX_SHOWN = 10


@dataclass
class Question:
    """What the assistant asked and waits for: a criterion (`commune`, `topic`…) or a yes to `offer`."""

    about: str
    # The intent to run again once it is answered.
    intent: str | None = None
    # INSEE codes to choose from, for an ambiguous commune (two communes may bear the very same name).
    candidates: list[str] = field(default_factory=list)
    # The message that "oui" stands for.
    offer: str | None = None


@dataclass
class State:
    """Everything that later turns need; never the text of a message."""

    topic: str | None = None
    # Criteria in force, by topic, with the keys of the labels plus `insee`.
    criteria: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Ids of the records in the last list shown, in order, and of the one spoken of.
    shown: list[str] = field(default_factory=list)
    focus: str | None = None
    asked: Question | None = None
    # Questions already put, so that none is put twice for one search.
    asked_before: list[str] = field(default_factory=list)
    # The intent that gave the last answer, and the detail asked with it.
    last_intent: str | None = None
    last_detail: str | None = None
    # Turns in a row that were not understood.
    misses: int = 0
    # Responses and records of the last answer, to say them again more simply.
    last_answer: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, raw: dict[str, Any] | None) -> "State":
        """Read a stored state; an unknown or broken one starts afresh rather than fail a resident."""
        if not isinstance(raw, dict):
            return cls()
        known = {key: value for key, value in raw.items() if key in cls.__dataclass_fields__}
        asked = known.pop("asked", None)
        try:
            state = cls(**known)
            state.asked = Question(**asked) if isinstance(asked, dict) else None
        except TypeError:
            return cls()
        return state

    def dump(self) -> dict[str, Any]:
        """The JSON to store; empty fields are left out to keep it small."""
        return {key: value for key, value in asdict(self).items() if value not in (None, [], {}, 0)}

    @property
    def in_force(self) -> dict[str, Any]:
        """Criteria of the current topic."""
        return self.criteria.get(self.topic or "", {})
