"""Queries on conversations, their turns and exchanges."""

from datetime import date, datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from pistes.models import Conversation, EmergencyCount, Exchange, Feedback, Turn

# What every message runs is built once, and on tables: an update that SQLAlchemy makes anew and carries over to the objects
# of the session costs three times as much. Who uses these reads no object afterwards.
_CONVERSATIONS = cast(Table, Conversation.__table__)
_TURNS, _EXCHANGES = cast(Table, Turn.__table__), cast(Table, Exchange.__table__)
_CONVERSATION = select(*(_CONVERSATIONS.c[name] for name in ("id", "site", "last_at", "state", "silent"))).where(
    _CONVERSATIONS.c.id == bindparam("key")
)
_OPEN = insert(_CONVERSATIONS)
_TURN_BY_KEY = select(*(_TURNS.c[name] for name in ("conversation_id", "claimed_at", "answer"))).where(
    _TURNS.c.message_key == bindparam("key")
)
_CLAIM = insert(_TURNS)
_ANSWER = (
    update(_TURNS)
    .where(_TURNS.c.message_key == bindparam("key"), _TURNS.c.answered_at.is_(None))
    .values(answer=bindparam("body"), answered_at=bindparam("now"))
)
_COUNTED = select(_EXCHANGES.c.id).where(_EXCHANGES.c.turn_key == bindparam("key"))
_COUNT = insert(_EXCHANGES)
_SAVE_STATE = (
    update(_CONVERSATIONS)
    .where(_CONVERSATIONS.c.id == bindparam("key"))
    .values(state=bindparam("dialogue"), last_at=bindparam("now"))
)
_ATTACH_TEXT = (
    update(_EXCHANGES)
    .where(_EXCHANGES.c.turn_key == bindparam("key"), _EXCHANGES.c.conversation_id.is_not(None))
    .values(text=bindparam("masked"), register=bindparam("written"))
)


class Known(NamedTuple):
    """A conversation as it is stored."""

    id: str
    site: str | None
    last_at: datetime
    state: dict[str, Any]
    silent: bool


class Asked(NamedTuple):
    """A turn as it is stored; `answer` is None while a process is answering."""

    conversation_id: str
    claimed_at: datetime
    answer: dict[str, Any] | None


def conversation(session: Session, conversation_id: str) -> Known | None:
    """A conversation by the hash of its token."""
    row = session.execute(_CONVERSATION, {"key": conversation_id}).one_or_none()
    return Known(*row) if row else None


def turn_by_key(session: Session, message_key: str) -> Asked | None:
    """The turn of a message already sent."""
    row = session.execute(_TURN_BY_KEY, {"key": message_key}).one_or_none()
    return Asked(*row) if row else None


def add_conversation(session: Session, conversation_id: str, site: str | None, now: datetime) -> Known:
    """A new conversation."""
    created = Known(conversation_id, site, now, {}, False)
    session.execute(_OPEN, {**created._asdict(), "started_at": now})
    return created


def claim_turn(session: Session, conversation_id: str, message_key: str, now: datetime) -> None:
    """Mark the message as being answered."""
    row = {"conversation_id": conversation_id, "message_key": message_key, "claimed_at": now, "answer": None}
    session.execute(_CLAIM, row)


def reclaim_turn(session: Session, message_key: str, now: datetime) -> None:
    """Take over a turn whose owner never answered."""
    session.execute(update(Turn).where(Turn.message_key == message_key).values(claimed_at=now))


def answer_turn(session: Session, message_key: str, answer: dict[str, Any], now: datetime) -> bool:
    """Store the answer of a claimed turn; False when another process has answered it already."""
    result = session.execute(_ANSWER, {"key": message_key, "body": answer, "now": now})
    return bool(result.rowcount)  # type: ignore[attr-defined]


def is_counted(session: Session, turn_key: str) -> bool:
    """Whether the exchange of a turn is there already."""
    return session.scalar(_COUNTED, {"key": turn_key}) is not None


def add_exchange(session: Session, values: dict[str, Any]) -> None:
    """Count an answered turn; `values` are columns of `Exchange`."""
    session.execute(_COUNT, values)


def save_state(session: Session, conversation_id: str, state: dict[str, Any], now: datetime) -> None:
    """Write the dialogue's state after a turn."""
    session.execute(_SAVE_STATE, {"key": conversation_id, "dialogue": state, "now": now})


def silence(session: Session, conversation_id: str) -> None:
    """After danger: stored turns and the texts of the conversation go; nothing of later turns is stored."""
    session.execute(delete(Turn).where(Turn.conversation_id == conversation_id))
    session.execute(
        update(Exchange).where(Exchange.conversation_id == conversation_id).values(text=None, conversation_id=None)
    )
    session.execute(update(Conversation).where(Conversation.id == conversation_id).values(silent=True))


def count_emergency(session: Session, day: date, site: str | None, kind: str) -> None:
    """Add one to the day's count of a kind of danger."""
    key = {"day": day, "site": site or "", "kind": kind}
    counted = session.get(EmergencyCount, (key["day"], key["site"], key["kind"]), with_for_update=True)
    if counted is None:
        session.add(EmergencyCount(**key, count=1))
    else:
        counted.count += 1


def erase(session: Session, conversation_id: str) -> bool:
    """Erase a conversation everywhere; the exchanges lose their text and their link. False when there was none."""
    session.execute(
        update(Exchange).where(Exchange.conversation_id == conversation_id).values(text=None, conversation_id=None)
    )
    session.execute(update(Feedback).where(Feedback.conversation_id == conversation_id).values(conversation_id=None))
    session.execute(delete(Turn).where(Turn.conversation_id == conversation_id))
    result = session.execute(delete(Conversation).where(Conversation.id == conversation_id))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def save_feedback(
    session: Session, turn_key: str, conversation_id: str, helpful: bool, reason: str | None, now: datetime
) -> None:
    """Write a resident's opinion on an answer; a second one replaces the first."""
    known = session.scalar(select(Feedback).where(Feedback.turn_key == turn_key))
    if known is None:
        known = Feedback(turn_key=turn_key, conversation_id=conversation_id, at=now)
        session.add(known)
    known.helpful, known.reason, known.at = helpful, reason, now


def attach_text(session: Session, turn_key: str, text: str, register: str) -> bool:
    """Write the masked text of an exchange; False when it was erased or silenced meanwhile."""
    result = session.execute(_ATTACH_TEXT, {"key": turn_key, "masked": text, "written": register})
    return bool(result.rowcount)  # type: ignore[attr-defined]
