"""Where an import waits before it is written: a SQLite file of its own, so that memory stays constant.

Rows in, compared with what the database knows of the origin, out again by what is to be done with them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Rows written at once.
BATCH = 1000

_TABLES = """
CREATE TABLE staged (
    seq INTEGER PRIMARY KEY, origin_id TEXT NOT NULL UNIQUE, record_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    line INTEGER NOT NULL, digest TEXT NOT NULL, checked_on TEXT NOT NULL, payload BLOB NOT NULL, document BLOB,
    action TEXT);
CREATE TABLE phone (number TEXT NOT NULL, seq INTEGER NOT NULL, insee TEXT NOT NULL, crew TEXT);
CREATE TABLE known (
    origin_id TEXT PRIMARY KEY, record_id TEXT NOT NULL, digest TEXT NOT NULL, checked_on TEXT NOT NULL,
    closed INTEGER NOT NULL, edited INTEGER NOT NULL, missing INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Staged:
    """A row that waits. `payload`, `document`: JSON; `document` None when it must be made from the saved record."""

    origin_id: str
    record_id: str
    kind: str
    line: int
    digest: str
    checked_on: str
    payload: bytes
    document: bytes | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of a row of the origin."""

    origin_id: str
    record_id: str
    digest: str
    checked_on: str
    closed: bool
    edited: bool
    missing: bool


class Staging:
    """The waiting room; `close` deletes nothing, its folder is its owner's."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, row: Staged) -> int | None:
        """Stage a row; gives its number, or None when its identifier is staged already."""
        try:
            cursor = self._db.execute(
                "INSERT INTO staged (origin_id, record_id, kind, line, digest, checked_on, payload, document)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row.origin_id,
                    row.record_id,
                    row.kind,
                    row.line,
                    row.digest,
                    row.checked_on,
                    row.payload,
                    row.document,
                ),
            )
        except sqlite3.IntegrityError:
            return None
        return cursor.lastrowid

    def line_of(self, origin_id: str) -> tuple[int, str] | None:
        """Line and digest of the row staged under an identifier."""
        found = self._db.execute("SELECT line, digest FROM staged WHERE origin_id = ?", (origin_id,)).fetchone()
        return (int(found[0]), str(found[1])) if found else None

    def add_phones(self, seq: int, insee: str, crew: str | None, numbers: Iterable[str]) -> None:
        """Remember the telephones of a staged place."""
        self._db.executemany("INSERT INTO phone VALUES (?, ?, ?, ?)", [(n, seq, insee, crew) for n in numbers])

    def shared_phones(self) -> list[tuple[str, list[int], bool]]:
        """(number, rows, same group) of numbers that exactly two communes give, in the order of the file."""
        self._db.execute("CREATE INDEX IF NOT EXISTS phone_number ON phone (number)")
        rows = self._db.execute(
            "SELECT number, group_concat(seq), count(DISTINCT coalesce(crew, '?' || seq)) FROM phone"
            " GROUP BY number HAVING count(DISTINCT insee) = 2 ORDER BY min(seq)"
        )
        return [(number, sorted(map(int, seqs.split(","))), crews == 1) for number, seqs, crews in rows]

    def rows(self, seqs: Sequence[int]) -> list[Staged]:
        """Staged rows by number."""
        marks = ",".join("?" * len(seqs))
        return [Staged(*row) for row in self._db.execute(f"{_SELECT} WHERE seq IN ({marks}) ORDER BY seq", seqs)]

    def replace(self, row: Staged) -> None:
        """Write a staged row again, under the same identifier."""
        self._db.execute(
            "UPDATE staged SET digest = ?, payload = ?, document = ? WHERE origin_id = ?",
            (row.digest, row.payload, row.document, row.origin_id),
        )

    def add_known(self, rows: Iterable[Known]) -> None:
        """Take down what the database knows."""
        self._db.executemany(
            "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((k.origin_id, k.record_id, k.digest, k.checked_on, k.closed, k.edited, k.missing) for k in rows),
        )

    def compare(self) -> dict[str, int]:
        """Decide what is to be done with each row; gives how many of each action.

        create · update (look at its fields) · same · newer (the same, checked later) · gone (an editor deleted it)
        """
        self._db.execute(
            "UPDATE staged SET action = coalesce((SELECT CASE WHEN k.missing THEN 'gone'"
            " WHEN k.closed OR k.edited OR k.digest <> staged.digest THEN 'update'"
            " WHEN k.checked_on < staged.checked_on THEN 'newer' ELSE 'same' END"
            " FROM known k WHERE k.origin_id = staged.origin_id), 'create')"
        )
        self._db.execute("CREATE INDEX staged_action ON staged (action)")
        return dict(self._db.execute("SELECT action, count(*) FROM staged GROUP BY action"))

    def make_ready(self, table: str, names: Sequence[str]) -> None:
        """Make the waiting place of a table of the database."""
        columns = ", ".join(f'"{name}"' for name in names)
        self._db.execute(f'CREATE TABLE "ready_{table}" ({columns})')

    def add_ready(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows in the form the driver stores."""
        first = self._db.execute(f'SELECT * FROM "ready_{table}" LIMIT 0')  # noqa: S608
        marks = ", ".join("?" * len(first.description))
        self._db.executemany(f'INSERT INTO "ready_{table}" VALUES ({marks})', rows)  # noqa: S608

    def settle(self) -> None:
        """Write everything to the file, for another connection to read; nothing is staged afterwards.

        No transaction follows: one that reads would keep the file locked, and the other connection could not commit.
        """
        self._db.execute("COMMIT")

    def closing(self) -> list[tuple[str, str]]:
        """(origin_id, record_id) of known open rows that are not staged."""
        query = (
            "SELECT k.origin_id, k.record_id FROM known k LEFT JOIN staged s ON s.origin_id = k.origin_id"
            " WHERE s.seq IS NULL AND NOT k.closed AND NOT k.missing ORDER BY k.record_id"
        )
        return [(str(a), str(b)) for a, b in self._db.execute(query)]

    def was_closed(self, origin_id: str) -> bool:
        """Whether an earlier import closed this row."""
        found = self._db.execute("SELECT closed FROM known WHERE origin_id = ?", (origin_id,)).fetchone()
        return bool(found and found[0])

    def unknown(self) -> Iterator[list[tuple[str, str]]]:
        """(origin_id, record_id) of staged rows that are not known of the origin, `BATCH` at a time."""
        cursor = self._db.cursor().execute(
            "SELECT origin_id, record_id FROM staged WHERE origin_id NOT IN (SELECT origin_id FROM known) ORDER BY seq"
        )
        while rows := cursor.fetchmany(BATCH):
            yield rows

    def count_open(self) -> int:
        """How many known rows were open."""
        return int(self._db.execute("SELECT count(*) FROM known WHERE NOT closed AND NOT missing").fetchone()[0])

    def batches(self, action: str) -> Iterator[list[Staged]]:
        """Staged rows to be treated one way, `BATCH` at a time, in the order of the file."""
        cursor = self._db.cursor().execute(f"{_SELECT} WHERE action = ? ORDER BY seq", (action,))
        while rows := cursor.fetchmany(BATCH):
            yield [Staged(*row) for row in rows]


_SELECT = "SELECT origin_id, record_id, kind, line, digest, checked_on, payload, document FROM staged"
