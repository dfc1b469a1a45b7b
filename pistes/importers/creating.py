"""New records as rows for each table; on SQLite they are made ready apart, so that the database is held for a moment.

PostgreSQL has many writers: there the rows go straight in. SQLite has one: the rows wait in the staging file, in the
form the driver stores, and the transaction only copies them, table by table, in the database's own code.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import Connection, Dialect, Table

from pistes.importers.columns import RECORD, columns, kind_table
from pistes.importers.staging import Staged, Staging
from pistes.models import Flag, ImportedItem, RecordDepartment, SearchDocument, SearchWord
from pistes.repositories import imports as store

Rows = list[dict[str, Any]]

_LINKS, _DOCUMENTS, _WORDS, _ITEMS, _FLAGS = (
    cast("Table", model.__table__) for model in (RecordDepartment, SearchDocument, SearchWord, ImportedItem, Flag)
)


def new_rows(batch: Sequence[Staged], origin: str, now: datetime) -> Iterator[tuple[Table, Rows]]:
    """(table, rows) for the records of `batch`, in an order that the foreign keys allow."""
    common: Rows = []
    own: dict[str, Rows] = {}
    links: Rows = []
    flags: Rows = []
    documents: Rows = []
    words: set[str] = set()
    for row in batch:
        payload = orjson.loads(row.payload)
        values = payload["values"] | {
            "id": row.record_id,
            "kind": row.kind,
            "origin": origin,
            "origin_id": row.origin_id,
            "checked_on": row.checked_on,
            "published": payload["published"],
        }
        common.append(columns(RECORD, values) | {"updated_at": now})
        own.setdefault(row.kind, []).append(columns(kind_table(row.kind), values))
        links += [{"record_id": row.record_id, "department_code": code} for code in values["departments"]]
        flags += flags_of(row, payload, origin, now)
        if row.document is not None:
            made = orjson.loads(row.document)
            for name in ("begins_on", "ends_on"):
                made["row"][name] = store.as_day(made["row"][name]) if made["row"][name] else None
            documents.append(made["row"])
            words.update(made["words"])
    yield RECORD, common
    for kind, rows in own.items():
        yield kind_table(kind), rows
    yield _LINKS, links
    yield _DOCUMENTS, documents
    yield _WORDS, [{"word": word} for word in sorted(words) if not word.isdigit()]
    yield _ITEMS, [item_of(row, origin) for row in batch]
    yield _FLAGS, flags


def item_of(row: Staged, origin: str) -> dict[str, Any]:
    """What is remembered of a row of a source."""
    return {
        "origin": origin,
        "origin_id": row.origin_id,
        "record_id": row.record_id,
        "digest": row.digest,
        "checked_on": store.as_day(row.checked_on),
        "closed": False,
    }


def flags_of(row: Staged, payload: dict[str, Any], origin: str, now: datetime) -> Rows:
    """Facts of the row that an editor is asked to look at; the same fact said again is the same flag."""
    return [
        {
            "record_id": row.record_id,
            "field": name,
            "by": f"import:{origin}",
            "at": now,
            "client_id": hashlib.sha256(f"import:{row.record_id}:{name}:{row.digest}".encode()).hexdigest(),
            "state": "open",
        }
        for name in payload["flags"]
    ]


class ReadyRows:
    """Rows of new records waiting in the staging file, table by table, as SQLite stores them."""

    def __init__(self, staging: Staging, dialect: Dialect) -> None:
        self._staging = staging
        self._dialect = dialect
        self._names: dict[str, list[str]] = {}
        self.count = 0

    def add(self, batch: Sequence[Staged], origin: str, now: datetime) -> None:
        """Make the rows of `batch` ready."""
        for table, rows in new_rows(batch, origin, now):
            if rows:
                self._store(table, rows)
        self.count += len(batch)

    def _store(self, table: Table, rows: Rows) -> None:
        names = list(rows[0])
        if table.name not in self._names:
            self._names[table.name] = names
            self._staging.make_ready(table.name, names)
        convert = [table.c[name].type.dialect_impl(self._dialect).bind_processor(self._dialect) for name in names]
        self._staging.add_ready(
            table.name,
            ([one(row[name]) if one else row[name] for name, one in zip(names, convert, strict=True)] for row in rows),
        )

    def copy(self, connection: Connection, revision: int) -> None:
        """Copy everything into the database; the staging file is attached to `connection` as « stage »."""
        for table, names in self._names.items():
            into = ", ".join(f'"{name}"' for name in names)
            taken = into.replace('"revision"', str(int(revision))) if table == _DOCUMENTS.name else into
            # Words and flags may be known already.
            verb = "INSERT OR IGNORE" if table in (_WORDS.name, _FLAGS.name) else "INSERT"
            command = f'{verb} INTO main."{table}" ({into}) SELECT {taken} FROM stage."ready_{table}" ORDER BY rowid'  # noqa: S608
            connection.exec_driver_sql(command)
