"""Queries on records."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, with_polymorphic

from pistes.models import Event, Piste, Record

# One query for every kind: the joined tables are small and looked up by key.
_EVERY_KIND = with_polymorphic(Record, "*")
_BY_IDS = select(_EVERY_KIND).where(_EVERY_KIND.id.in_(bindparam("ids", expanding=True)))


def by_ids(session: Session, ids: Sequence[str]) -> list[Record]:
    """Records in the order of `ids`; unknown ids are left out."""
    if not ids:
        return []
    found = {r.id: r for r in session.scalars(_BY_IDS, {"ids": list(ids)})}
    return [found[record_id] for record_id in ids if record_id in found]


def published(session: Session, record_id: str, *, examples: bool) -> Record | None:
    """A published record, or None; examples only when they are shown here."""
    record = session.get(Record, record_id)
    if record is None or not record.published or (record.example and not examples):
        return None
    return record


def count_pistes_among_thirty(session: Session) -> int:
    """How many published pistes are documented as being among the 30 announced in 2019."""
    query = select(func.count()).select_from(Piste).where(Piste.among_thirty.is_(True), Piste.published, ~Piste.example)
    return session.scalar(query) or 0


def counts_by_kind(session: Session) -> dict[str, int]:
    """Number of records of each kind."""
    rows = session.execute(select(Record.kind, func.count()).group_by(Record.kind))
    return dict(rows.tuples().all())


def last_day(session: Session, event_id: str) -> date | None:
    """The last civil day of an event; None when it is not known."""
    return session.scalar(select(Event.ends_on).where(Event.id == event_id))
