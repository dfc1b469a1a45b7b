"""The one transaction of an import: new records by the thousand, changed ones field by field, gone ones closed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import insert
from sqlalchemy.orm import Session

from pistes.importers.columns import typed
from pistes.importers.creating import ReadyRows, flags_of, item_of, new_rows
from pistes.importers.notes import Level, Note, Report
from pistes.importers.staging import Staged, Staging
from pistes.models import Record, RecordRevision
from pistes.repositories import imports as store
from pistes.repositories.records import by_ids
from pistes.search.index import add_documents, index_records, next_revision

Advance = Callable[[int], None]


class Applying:
    """Writes the staged rows of `origin` in `session`, at instant `now`; commits nothing."""

    def __init__(self, session: Session, staging: Staging, report: Report, now: datetime, advance: Advance) -> None:
        self._session = session
        self._staging = staging
        self._report = report
        self._origin = report.origin
        self._now = now
        self._advance = advance
        self._changed: list[str] = []

    def write(self, closing: Sequence[tuple[str, str]], ready: ReadyRows | None = None) -> None:
        """Create (`ready`: rows made ready before), update, check later, close, and bring the index up to date."""
        revision = next_revision(self._session)
        if ready is not None:
            ready.copy(self._session.connection(), revision)
            self._report.counts["created"] += ready.count
        else:
            for rows in self._staging.batches("create"):
                self._create(rows, revision)
                self._advance(len(rows))
        for rows in self._staging.batches("update"):
            self._update(rows)
            self._advance(len(rows))
        for rows in self._staging.batches("newer"):
            later = [
                {"origin_id": r.origin_id, "record_id": r.record_id, "checked_on": store.as_day(r.checked_on)}
                for r in rows
            ]
            store.checked_later(self._session, later, self._origin)
            self._report.counts["unchanged"] += len(rows)
            self._advance(len(rows))
        closed = store.close_records(self._session, self._origin, closing, self._now)
        self._report.counts["closed"] += len(closed)
        for record_id in closed:
            self._report.add(
                Note(Level.INFO, "published", "absent de la source", "retiré de la publication", None, record_id)
            )
        if self._changed or closed:
            index_records(self._session, [*self._changed, *closed])

    def _create(self, rows: Sequence[Staged], revision: int) -> None:
        for table, new in new_rows(rows, self._origin, self._now):
            if table.name == "search_document":
                add_documents(self._session, new, (), revision)
            elif table.name == "search_word":
                add_documents(self._session, (), (row["word"] for row in new), revision)
            elif table.name == "imported_item":
                store.put_items(self._session, new)
            elif table.name == "flag":
                store.put_flags(self._session, new)
            elif new:
                self._session.execute(insert(table), new)
        self._report.counts["created"] += len(rows)

    def _update(self, rows: Sequence[Staged]) -> None:
        known = {record.id: record for record in by_ids(self._session, [row.record_id for row in rows])}
        history: list[dict[str, Any]] = []
        flags: list[dict[str, Any]] = []
        for row in rows:
            record = known.get(row.record_id)
            if record is None:
                # Deleted by an editor since it was compared.
                self._report.counts["unchanged"] += 1
                continue
            payload = orjson.loads(row.payload)
            closed = self._reopen(record, row)
            changes = self._merge(record, payload["values"], row)
            day = store.as_day(row.checked_on)
            if day > record.checked_on and "checked_on" not in record.edited_fields:
                record.checked_on = day
            if closed:
                changes["published"] = [False, True]
            if changes:
                record.updated_at = self._now
                history.append(store.revision(record.id, self._origin, self._now, changes))
                self._changed.append(record.id)
                flags += flags_of(row, payload, self._origin, self._now)
            self._report.counts["reopened" if closed else "updated" if changes else "unchanged"] += 1
        self._session.flush()
        if history:
            self._session.execute(insert(RecordRevision.__table__), history)  # type: ignore[arg-type]
        store.put_flags(self._session, flags)
        store.put_items(self._session, [item_of(row, self._origin) for row in rows])
        self._session.expunge_all()

    def _reopen(self, record: Record, row: Staged) -> bool:
        if record.published or not self._staging.was_closed(row.origin_id):
            return False
        if "published" in record.edited_fields:
            return False
        record.published = True
        return True

    def _merge(self, record: Record, values: dict[str, Any], row: Staged) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name, written in values.items():
            value = typed(record.kind, name, written)
            before = getattr(record, name)
            if _same(before, value):
                continue
            if name in record.edited_fields:
                note = "corrigé par un éditeur, la source dit autre chose"
                done = "la correction est gardée, à comparer"
                self._report.add(Note(Level.CONFLICT, name, note, done, row.line, record.id, _shown(written)))
                continue
            setattr(record, name, value)
            changes[name] = [_shown_json(before), written]
        return changes


def _same(before: Any, value: Any) -> bool:
    return bool(before == value or (before in (None, "", [], {}) and value in (None, "", [], {})))


def _shown(value: Any) -> str:
    return str(value)[:200]


def _shown_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
