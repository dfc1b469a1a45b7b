"""The search index: one row a published record, its words for spelling, and the revision that tells it changed.

The full-text side (FTS5 on SQLite, GIN on PostgreSQL) is no model: `create_search_index` makes it, in migrations and
whenever the tables are created from the metadata.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, ForeignKey, Index, LargeBinary, String, Table, Text, event, text
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class SearchDocument(Base):
    """What the search recalls a record by. `terms`: stems and structure tokens; `features`: what the ranker weighs."""

    __tablename__ = "search_document"
    __table_args__ = (Index("ix_search_document_kind_insee", "kind", "insee"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    insee: Mapped[str | None] = mapped_column(String(5))
    example: Mapped[bool]
    # Days of an event; null for what has none.
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    revision: Mapped[int]
    terms: Mapped[str] = mapped_column(Text)
    features: Mapped[dict[str, Any]]
    # The meaning of title and keywords as a sentence encoder sees it, one byte a dimension, and what it was made from.
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    vector_key: Mapped[str | None] = mapped_column(String(16))


class SearchWord(Base):
    """A word of titles, keywords or places as it is written (folded): what spelling is corrected against."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(String(60), primary_key=True)


class SearchState(Base):
    """One row: the number of the last change, and the vocabulary file the documents were made with."""

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(default=0)
    vocabulary: Mapped[str] = mapped_column(String(64), default="")


_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5("
    "terms, content='search_document', content_rowid='number', detail='none', tokenize='ascii')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts_terms USING fts5vocab('search_fts', 'row')",
    "CREATE TRIGGER IF NOT EXISTS search_document_insert AFTER INSERT ON search_document BEGIN "
    "INSERT INTO search_fts(rowid, terms) VALUES (new.number, new.terms); END",
    "CREATE TRIGGER IF NOT EXISTS search_document_delete AFTER DELETE ON search_document BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, terms) VALUES ('delete', old.number, old.terms); END",
    "CREATE TRIGGER IF NOT EXISTS search_document_update AFTER UPDATE OF terms ON search_document BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, terms) VALUES ('delete', old.number, old.terms); "
    "INSERT INTO search_fts(rowid, terms) VALUES (new.number, new.terms); END",
)
_POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS ix_search_document_terms ON search_document "
    "USING gin (to_tsvector('simple', terms)) WITH (fastupdate = off)",
)
_SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS search_document_insert",
    "DROP TRIGGER IF EXISTS search_document_delete",
    "DROP TRIGGER IF EXISTS search_document_update",
    "DROP TABLE IF EXISTS search_fts_terms",
    "DROP TABLE IF EXISTS search_fts",
)


def create_search_index(connection: Connection) -> None:
    """Make the full-text side of `search_document`, whose table exists; safe to run again."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.execute(text(statement))


def drop_search_index(connection: Connection) -> None:
    """Remove the full-text side; the tables stay."""
    statements = (
        _SQLITE_DROP if connection.dialect.name == "sqlite" else ("DROP INDEX IF EXISTS ix_search_document_terms",)
    )
    for statement in statements:
        connection.execute(text(statement))


@event.listens_for(SearchDocument.__table__, "after_create")
def _after_create(_table: Table, connection: Connection, **_options: Any) -> None:
    create_search_index(connection)


@event.listens_for(SearchDocument.__table__, "before_drop")
def _before_drop(_table: Table, connection: Connection, **_options: Any) -> None:
    drop_search_index(connection)
