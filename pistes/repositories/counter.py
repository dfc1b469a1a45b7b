"""Queries on what staff flag and on the answers they give at the counter."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.models import Flag, GivenAnswer, Record, RecordRevision


def flag_by_client(session: Session, client_id: str) -> Flag | None:
    """The flag that a browser has sent already under this id."""
    return session.scalar(select(Flag).where(Flag.client_id == client_id))


def open_flag(session: Session, record_id: str, field: str) -> Flag | None:
    """The oldest open flag on this fact of the record."""
    query = select(Flag).where(Flag.record_id == record_id, Flag.field == field, Flag.state == "open")
    return session.scalar(query.order_by(Flag.at).limit(1))


def open_flags_of(session: Session, record_id: str) -> Sequence[Flag]:
    """Open flags of a record, the oldest first."""
    return session.scalars(
        select(Flag).where(Flag.record_id == record_id, Flag.state == "open").order_by(Flag.at)
    ).all()


def open_flags(session: Session) -> Sequence[tuple[Flag, Record]]:
    """Every open flag with its record, the oldest first: the editors' work list."""
    query = select(Flag, Record).join(Record, Record.id == Flag.record_id).where(Flag.state == "open")
    return [(flag, record) for flag, record in session.execute(query.order_by(Flag.at, Flag.id))]


def flag_for_update(session: Session, flag_id: int) -> Flag | None:
    """A flag, locked until the transaction ends, so that two editors cannot both close it."""
    return session.get(Flag, flag_id, with_for_update=True)


def answer_by_client(session: Session, client_id: str) -> GivenAnswer | None:
    """The « réponse donnée » that a browser has sent already under this id."""
    return session.scalar(select(GivenAnswer).where(GivenAnswer.client_id == client_id))


def revisions(session: Session, record_id: str, limit: int) -> Sequence[RecordRevision]:
    """The last changes of a record, the latest first."""
    query = select(RecordRevision).where(RecordRevision.record_id == record_id)
    return session.scalars(query.order_by(RecordRevision.at.desc(), RecordRevision.id.desc()).limit(limit)).all()
