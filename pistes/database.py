"""Engines and sessions: SQLite by default, PostgreSQL by URL, the same code above.

SQLite runs in WAL mode with `BEGIN IMMEDIATE` for writers: a reader never waits for the one writer.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

# Milliseconds a writer waits for the other writer before « database is locked ».
BUSY_TIMEOUT_MS = 5_000
# Seconds to wait for a free connection of the pool, and for PostgreSQL to accept a new one.
POOL_SECONDS = 5
CONNECT_SECONDS = 3


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """An engine for `url` (`sqlite:///path` or `postgresql+psycopg://…`).

    The folder of a SQLite file is created. Writers of SQLite take the write lock when they begin: call
    `write_session` for them, so that a deferred lock is never upgraded half-way.
    """
    parsed = make_url(url)
    # What was written never appears in an error's text: it may be a resident's.
    pool: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": pool_size,
        "pool_timeout": POOL_SECONDS,
        "hide_parameters": True,
    }
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, **pool, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if parsed.database and parsed.database != ":memory:":
        _follow_file(engine, Path(parsed.database))
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # WAL with NORMAL loses at most the last transactions on power loss, never the file.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.close()


def _follow_file(engine: Engine, path: Path) -> None:
    """Never write to a file that was moved away, nor make an empty one in its place: fail until it is back."""
    opened = False
    # A text, not a path: this is asked at every session.
    name = str(path)

    @event.listens_for(engine, "do_connect")
    def refuse_missing(*_: Any) -> None:
        nonlocal opened
        if opened and not path.exists():
            raise sqlite3.OperationalError("the database file is missing")
        opened = True

    @event.listens_for(engine, "connect")
    def remember(_connection: Any, record: Any) -> None:
        record.info["inode"] = path.stat().st_ino

    @event.listens_for(engine, "checkout")
    def same_file(_connection: Any, record: Any, _proxy: Any) -> None:
        try:
            same = os.stat(name).st_ino == record.info.get("inode")  # noqa: PTH116
        except FileNotFoundError:
            same = False
        if not same:
            raise DisconnectionError("the database file was replaced")


def _begin_sqlite(connection: Any) -> None:
    immediate = connection.get_execution_options().get("passerelle_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


class Database:
    """The engine and its two ways in: `read()` and `write()`. Nothing else opens a session."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = sessionmaker(engine, expire_on_commit=False)
        self._writers = sessionmaker(engine.execution_options(passerelle_write=True), expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; whatever it changed is rolled back."""
        with self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session for writing: committed when the block ends well, rolled back when it raises."""
        with self._writers() as session, session.begin():
            yield session

    @contextmanager
    def write_beside(self, file: Path) -> Iterator[Session]:
        """Like `write`, on SQLite, with another SQLite file attached as « stage » to copy from."""
        with self.engine.execution_options(passerelle_write=True).connect() as connection:
            # Attaching is no part of a transaction, so it is done below SQLAlchemy, which begins one.
            raw: Any = connection.connection.driver_connection
            raw.execute("ATTACH DATABASE ? AS stage", (str(file),))
            try:
                with Session(connection, expire_on_commit=False) as session, session.begin():
                    yield session
            finally:
                raw.execute("DETACH DATABASE stage")

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()
