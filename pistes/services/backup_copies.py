"""The two ways a database is copied out and in: SQLite's online backup API, PostgreSQL's own programs."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text

# Seconds that a restore waits for the writers of a running application to let it in.
LOCK_SECONDS = 30


class BackupError(RuntimeError):
    """A backup that cannot be made or used; the message is one clear line in French."""


Counts = Callable[[Connection], dict[str, int]]


def dump(engine: Engine, data: Path, counts: Counts) -> dict[str, int]:
    """Copy the database to the file `data`; the counts of rows are those of the copy, whatever is written meanwhile."""
    if engine.dialect.name == "sqlite":
        with closing(_sqlite(_file(engine))) as source, closing(_sqlite(data)) as copy:
            source.backup(copy)
            # One plain file: no journal beside it to forget.
            copy.execute("PRAGMA journal_mode=DELETE")
        check("sqlite", data)
        reader = create_engine(f"sqlite:///{data}")
        with reader.connect() as connection:
            rows = counts(connection)
        reader.dispose()
        return rows
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        _run(engine, "pg_dump", "-Fc", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "-f", str(data))
        return counts(connection)


def check(backend: str, data: Path) -> None:
    """Raise `BackupError` when the copied data are damaged."""
    if backend == "sqlite":
        try:
            with closing(_sqlite(data)) as copy:
                found = [row[0] for row in copy.execute("PRAGMA integrity_check")]
                broken = copy.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise BackupError(f"La copie de la base est abîmée : {error}") from None
        if found != ["ok"] or broken:
            raise BackupError(f"La copie de la base est abîmée : {found[0] if found != ['ok'] else broken}")
    else:
        _program("pg_restore", ["--list", str(data)], {})


def load(engine: Engine, data: Path) -> None:
    """Replace the database's content by `data`, in one transaction."""
    if engine.dialect.name != "sqlite":
        _run(engine, "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
             "--exit-on-error", "-d", str(engine.url.database), str(data))  # fmt: skip
        return
    target_file = _file(engine)
    target_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_sqlite(data)) as source, closing(_sqlite(target_file)) as target:
            target.execute("PRAGMA journal_mode=WAL")
            # SQLite tries for ever while another process writes: the call back is where we give up.
            source.backup(target, progress=_deadline())
    except sqlite3.DatabaseError as error:
        raise BackupError(f"La restauration n'a pas pu se faire, la base est inchangée : {error}") from None


def _deadline() -> Callable[[int, int, int], None]:
    ends = time.monotonic() + LOCK_SECONDS

    def check_time(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > ends:
            raise BackupError("La base est occupée par un autre programme : elle est inchangée, recommencez.")

    return check_time


def _file(engine: Engine) -> Path:
    if not engine.url.database or engine.url.database == ":memory:":
        raise BackupError("Une base en mémoire ne se sauvegarde pas.")
    return Path(engine.url.database)


def _sqlite(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=LOCK_SECONDS)


def _run(engine: Engine, program: str, *arguments: str) -> None:
    """A program of PostgreSQL on this database; the password travels in the environment, never in the list of processes."""
    _, found = engine.dialect.create_connect_args(engine.url)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
             "passfile": "PGPASSFILE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}  # fmt: skip
    environment = {names[key]: str(value) for key, value in found.items() if key in names and value is not None}
    # A restore that waits for ever on a lock would hold every resident behind it.
    environment["PGOPTIONS"] = f"-c lock_timeout={LOCK_SECONDS}s"
    _program(program, list(arguments), environment)


def _program(program: str, arguments: list[str], environment: dict[str, str]) -> None:
    if shutil.which(program) is None:
        raise BackupError(f"Il manque le programme {program} (paquet postgresql-client).")
    result = subprocess.run(
        [program, *arguments], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if result.returncode:
        lines = result.stderr.strip().splitlines()
        raise BackupError(f"{program} a échoué : {lines[0] if lines else result.returncode}")
