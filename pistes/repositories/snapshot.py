"""Queries behind the snapshot of public data that a counter keeps for when the network is down."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pistes.models import Flag, Record, SearchDocument, SearchState

AT_ONCE = 100


def version(session: Session) -> tuple[Any, ...]:
    """Changes whenever a published record, its index or an open flag does."""
    revision = session.scalar(select(func.max(SearchState.revision)))
    records = session.execute(
        select(func.count(), func.max(Record.updated_at), func.sum(Record.version)).where(
            Record.published, ~Record.example
        )
    ).one()
    flags = session.execute(select(func.count(), func.max(Flag.id)).where(Flag.state == "open")).one()
    return (revision, *records, *flags)


def public_ids(session: Session) -> list[str]:
    """Ids of what is published and no example, in a fixed order."""
    return list(session.scalars(select(Record.id).where(Record.published, ~Record.example).order_by(Record.id)))


def stems_of(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """The words a record is found by, as stems and concepts, the heaviest first."""
    rows = session.execute(
        select(SearchDocument.record_id, SearchDocument.features).where(SearchDocument.record_id.in_(ids))
    )
    return {row.record_id: sorted(row.features.get("w", {}), key=lambda stem: -row.features["w"][stem]) for row in rows}


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """`ids` by as many as are read at once."""
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]
