"""How long things are kept: conversations for hours, masked texts for weeks, exchanges and the audit log for about a year.

Counts of dangers and everything published stay. The delays are settings; `docs/conformite/registre.md` says why these.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from pistes.models import AuditEvent, Conversation, Exchange, Feedback, StaffSession, Turn


@dataclass(frozen=True)
class Purged:
    """How many rows went, or lost their text."""

    conversations: int
    texts: int
    exchanges: int
    sessions: int
    audit: int


def purge(
    session: Session,
    now: datetime,
    *,
    conversation_hours: int,
    text_days: int,
    exchange_days: int,
    session_minutes: int,
    audit_days: int,
) -> Purged:
    """Apply the delays at `now` (aware); safe to run again."""
    quiet_since = now - timedelta(hours=conversation_hours)
    old = delete(Turn).where(Turn.claimed_at < quiet_since)
    session.execute(old)
    unlink = update(Exchange).where(Exchange.at < quiet_since, Exchange.conversation_id.is_not(None))
    session.execute(unlink.values(conversation_id=None))
    session.execute(update(Feedback).where(Feedback.at < quiet_since).values(conversation_id=None))
    conversations = session.execute(delete(Conversation).where(Conversation.last_at < quiet_since))
    texts = session.execute(
        update(Exchange)
        .where(Exchange.at < now - timedelta(days=text_days), Exchange.text.is_not(None))
        .values(text=None)
    )
    exchanges = session.execute(delete(Exchange).where(Exchange.at < now - timedelta(days=exchange_days)))
    sessions = session.execute(
        delete(StaffSession).where(StaffSession.created_at < now - timedelta(minutes=session_minutes))
    )
    audit = session.execute(delete(AuditEvent).where(AuditEvent.at < now - timedelta(days=audit_days)))
    counts = (result.rowcount for result in (conversations, texts, exchanges, sessions, audit))  # type: ignore[attr-defined]
    return Purged(*counts)
