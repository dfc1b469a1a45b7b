"""The answer to danger: from memory when the database is down, never stored, never asked of the bot."""

import logging
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from langue.guard import Danger
from pistes.database import Database
from pistes.repositories import conversations
from pistes.services.emergency import response_names

log = logging.getLogger(__name__)


def answer(desk: EmergencyDesk, wording: Wording, danger: Danger, now: datetime, *, plain: bool) -> dict[str, Any]:
    """`{emergency, messages, results, suggestions}`: the number first, three lines at most, no suggestion."""
    cards, values = desk.cards(danger, now, plain=plain)
    texts = [wording.say(name, values, plain=plain) for name in response_names(danger) if name in wording]
    return {
        "emergency": {"kind": danger.kind, "immediate": danger.immediate},
        "messages": [{"text": text} for text in texts],
        "results": cards,
        "suggestions": [],
    }


def record(database: Database, danger: Danger, site: str | None, conversation_id: str | None) -> None:
    """Count the kind for the day and the site, and silence the conversation; a failure never stops the answer."""
    try:
        with database.write() as session:
            conversations.count_emergency(session, datetime.now(UTC).date(), site, danger.kind)
            if conversation_id:
                conversations.silence(session, conversation_id)
    except SQLAlchemyError as error:
        log.error("emergency not counted: %s", type(error).__name__)
