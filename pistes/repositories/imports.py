"""Queries of imports: what is known of an origin, new records by the thousand, what closes, sources and runs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from pistes.models import (
    Flag,
    ImportedItem,
    ImportRun,
    ImportSource,
    ReceptionPoint,
    Record,
    RecordRevision,
)

BATCH = 1000


def known_items(session: Session, origin: str) -> Iterator[tuple[ImportedItem, Any]]:
    """Every row known of `origin`, with its record's id and edited fields (None when the record was deleted)."""
    query = (
        select(ImportedItem, Record.id, Record.edited_fields)
        .outerjoin(Record, Record.id == ImportedItem.record_id)
        .where(ImportedItem.origin == origin)
        .execution_options(yield_per=BATCH)
    )
    for item, record_id, edited in session.execute(query):
        yield item, None if record_id is None else list(edited or [])
        session.expunge(item)


def known_records(session: Session, ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """(origin, origin_id) of the records of `ids` that exist."""
    rows = session.execute(select(Record.id, Record.origin, Record.origin_id).where(Record.id.in_(ids)))
    return {record_id: (origin, origin_id) for record_id, origin, origin_id in rows}


def twins(session: Session) -> Iterator[tuple[str, str, str, list[dict[str, Any]], str | None]]:
    """(id, commune, title, telephones, origin) of every published reception point."""
    query = select(
        ReceptionPoint.id, ReceptionPoint.insee, ReceptionPoint.title, ReceptionPoint.phones, ReceptionPoint.origin
    ).where(ReceptionPoint.published, ~ReceptionPoint.example)
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        yield row.id, row.insee, row.title, row.phones, row.origin


def put_items(session: Session, rows: list[dict[str, Any]]) -> None:
    """Write what is known of rows of a source, new or not."""
    if not rows:
        return
    make = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    statement = make(ImportedItem.__table__)  # type: ignore[arg-type]
    names = ("record_id", "digest", "checked_on", "closed")
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["origin", "origin_id"], set_={name: statement.excluded[name] for name in names}
        ),
        rows,
    )


def put_flags(session: Session, rows: list[dict[str, Any]]) -> None:
    """Flag facts for an editor; one flagged before, even closed since, is not flagged again."""
    if not rows:
        return
    make = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(make(Flag.__table__).on_conflict_do_nothing(index_elements=["client_id"]), rows)  # type: ignore[arg-type]


def checked_later(session: Session, rows: Sequence[Mapping[str, Any]], origin: str) -> None:
    """Take over a later day of checking: rows {"origin_id", "record_id", "checked_on"}; nothing else changes."""
    for row in rows:
        session.execute(
            update(Record)
            .where(Record.id == row["record_id"], Record.checked_on < row["checked_on"])
            .values(checked_on=row["checked_on"])
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(ImportedItem)
            .where(ImportedItem.origin == origin, ImportedItem.origin_id == row["origin_id"])
            .values(checked_on=row["checked_on"])
            .execution_options(synchronize_session=False)
        )


def close_records(session: Session, origin: str, pairs: Sequence[tuple[str, str]], at: datetime) -> list[str]:
    """Unpublish the records of (origin_id, record_id) `pairs`; gives the ids that were published."""
    closed: list[str] = []
    for start in range(0, len(pairs), BATCH):
        part = pairs[start : start + BATCH]
        ids = [record_id for _, record_id in part]
        was = list(session.scalars(select(Record.id).where(Record.id.in_(ids), Record.published)))
        session.execute(
            update(Record)
            .where(Record.id.in_(was))
            .values(published=False, version=Record.version + 1, updated_at=at)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(ImportedItem)
            .where(ImportedItem.origin == origin, ImportedItem.origin_id.in_([origin_id for origin_id, _ in part]))
            .values(closed=True)
            .execution_options(synchronize_session=False)
        )
        if was:
            rows = [revision(record_id, origin, at, {"published": [True, False]}) for record_id in was]
            session.execute(insert(RecordRevision.__table__), rows)  # type: ignore[arg-type]
        closed += was
    return closed


def revision(record_id: str, origin: str, at: datetime, changes: dict[str, Any]) -> dict[str, Any]:
    """A line of a record's history, as written by an import."""
    return {
        "record_id": record_id,
        "at": at,
        "by": f"import:{origin}",
        "action": "import",
        "changes": changes,
        "reason": None,
    }


def add_run(session: Session, run: ImportRun) -> int:
    """Store a run; gives its number."""
    session.add(run)
    session.flush()
    return run.id


def runs(session: Session, *, limit: int = 50) -> list[ImportRun]:
    """The last runs, the latest first."""
    return list(session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(limit)))


def due_sources(session: Session, now: datetime, ids: Sequence[str] = ()) -> list[ImportSource]:
    """Sources to read now: those of `ids`, whenever they are due, else every enabled one that is due."""
    if ids:
        condition: Any = ImportSource.id.in_(ids)
    else:
        condition = and_(ImportSource.enabled, or_(ImportSource.next_at.is_(None), ImportSource.next_at <= now))
    query = select(ImportSource).where(condition).order_by(ImportSource.id).with_for_update(skip_locked=True)
    return list(session.scalars(query))


def sources(session: Session) -> list[ImportSource]:
    """Every configured source."""
    return list(session.scalars(select(ImportSource).order_by(ImportSource.id)))


def as_day(text: str) -> date:
    """A day written ISO."""
    return date.fromisoformat(text)
