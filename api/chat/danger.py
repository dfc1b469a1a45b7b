"""The answer to danger: from memory when the database is down, never stored, never asked of the bot."""

import logging
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.late_writes import LateWrites
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


def record(database: Database, late: LateWrites, danger: Danger, site: str | None, conversation_id: str | None) -> None:
    """Count the kind for the day and the site, and silence the conversation; later when the database is down."""
    day = datetime.now(UTC).date()

    def write(session: Session) -> None:
        conversations.count_emergency(session, day, site, danger.kind)
        if conversation_id:
            conversations.silence(session, conversation_id)

    try:
        with database.write() as session:
            write(session)
    except SQLAlchemyError as error:
        log.warning("emergency counted later (%s)", type(error).__name__)
        late.put(write)
