"""From the bot's payload to the response body: sentences from the wording, cards from the database."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.chat.wording import Wording
from pistes.services.cards import load_cards

# What the contract lists of `understood` and `criteria`; the rest is ours and stays inside.
PUBLIC_CRITERIA = (
    "commune",
    "insee",
    "commune_candidates",
    "department",
    "area",
    "date_from",
    "date_to",
    "theme",
    "age",
    "age_max",
    "audience",
    "procedure",
    "ordinal",
    "detail",
    "free",
    "joint",
)


def public(criteria: dict[str, Any]) -> dict[str, Any]:
    """Only the criteria that the contract names."""
    return {key: criteria[key] for key in PUBLIC_CRITERIA if criteria.get(key) is not None}


def render(session: Session, wording: Wording, output: dict[str, Any], now: datetime, *, plain: bool) -> dict[str, Any]:
    """`{messages, results, suggestions}` of an action's payload."""
    plain = plain or bool(output.get("plain"))
    shown = {result["id"]: result for result in output.get("results", [])}
    results = load_cards(
        session,
        list(shown),
        now,
        plain=plain,
        distances={key: result.get("distance_km") for key, result in shown.items()},
        whys={key: tuple(result.get("why", ())) for key, result in shown.items()},
    )
    sentences = [wording.say(m["name"], m["values"], plain=plain) for m in output.get("messages", [])]
    suggestions = [wording.suggestion(s["name"], s["values"], plain=plain) for s in output.get("suggestions", [])]
    return {
        "messages": [{"text": sentence} for sentence in sentences if sentence],
        "results": results,
        "suggestions": suggestions,
    }
