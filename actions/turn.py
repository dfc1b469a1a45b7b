"""One turn as an action sees it: what the message says, what is in force, and the services to answer from."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.dialogue.state import State
from langue.gazetteer import Area, Gazetteer
from pistes.clock import PARIS
from pistes.database import Database
from pistes.search import Query, Results, SearchEngine


@dataclass(frozen=True)
class Services:
    """What every action may use; built once by the composition root."""

    database: Database
    search: SearchEngine
    gazetteer: Gazetteer
    show_examples: bool


@dataclass
class Turn:
    """A message under way. `text` never leaves this object: it is not stored, logged nor sent back."""

    text: str
    intent: str
    confidence: float
    ranking: list[tuple[str, float]]
    understood: dict[str, Any]
    now: datetime
    site: str | None
    plain: bool
    state: State
    services: Services
    session: Session
    # Criteria in force after this message; set when the turn begins.
    criteria: dict[str, Any] = field(default_factory=dict)

    @property
    def area(self) -> Area | None:
        """The area in force ("le Forez")."""
        return self.services.gazetteer.areas.get(self.criteria.get("area", ""))

    def place(self) -> str | None:
        """The name of the place in force, for a sentence: a commune or an area."""
        return self.criteria.get("commune") or (self.area.name if self.area else None)

    def find(self, *kinds: str, limit: int = 3, text: str | None = None, **changes: Any) -> Results:
        """Search records of `kinds` with the criteria in force; `changes` replace fields of the query."""
        return self.services.search.search(self.session, self.query(*kinds, limit=limit, text=text, **changes))

    def query(self, *kinds: str, limit: int = 3, text: str | None = None, **changes: Any) -> Query:
        """The search engine's query for the criteria in force."""
        criteria = self.criteria
        fields: dict[str, Any] = {
            "text": self.text if text is None else text,
            "kinds": kinds,
            "insee": criteria.get("insee"),
            "area_insees": tuple(self.area.insee) if self.area else (),
            "departments": (criteria["department"],) if criteria.get("department") else (),
            "date_from": criteria.get("date_from"),
            "date_to": criteria.get("date_to"),
            "age": criteria.get("age"),
            "age_max": criteria.get("age_max"),
            "themes": (criteria["theme"],) if criteria.get("theme") else (),
            "audience": criteria.get("audience"),
            "service": criteria.get("procedure"),
            "joint": criteria.get("joint"),
            "free": criteria.get("free"),
            "include_examples": self.services.show_examples,
            "now": self.now,
            "limit": limit,
        }
        return Query(**{**fields, **changes})


def read_tracker(raw: dict[str, Any], services: Services, session: Session) -> Turn:
    """Build a turn from the tracker that Rasa posts (`latest_message` with our channel's metadata)."""
    message = raw.get("latest_message") or {}
    metadata = message.get("metadata") or {}
    ranking = [(str(r["name"]), float(r["confidence"])) for r in message.get("intent_ranking") or []]
    named = [(name, confidence) for name, confidence in ranking if name != "nlu_fallback"]
    intent, confidence = named[0] if named else ("out_of_scope", 0.0)
    now = datetime.fromisoformat(metadata["now"]).astimezone(PARIS) if metadata.get("now") else datetime.now(PARIS)
    return Turn(
        text=str(message.get("text") or ""),
        intent=intent,
        confidence=confidence,
        ranking=named,
        understood={e["entity"]: e["value"] for e in message.get("entities") or []},
        now=now,
        site=metadata.get("site"),
        plain=bool(metadata.get("plain")),
        state=State.load(metadata.get("state")),
        services=services,
        session=session,
    )
