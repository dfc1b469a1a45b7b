"""What came in from elsewhere: configured sources, runs with their reports, and the link from a source's row to a record."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class ImportSource(Base):
    """A source that is read again by itself. `location`: an address or a path; `format` empty: recognised."""

    __tablename__ = "import_source"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    location: Mapped[str] = mapped_column(String(1000))
    format: Mapped[str | None] = mapped_column(String(40))
    every_hours: Mapped[int] = mapped_column(default=24)
    # Greatest share of its records that a refresh may close, from 0 to 1.
    most_lost: Mapped[float] = mapped_column(default=0.2)
    enabled: Mapped[bool] = mapped_column(default=True)
    # What the server said of the file last taken, to ask for it only when it changed.
    etag: Mapped[str | None] = mapped_column(String(200))
    last_modified: Mapped[str | None] = mapped_column(String(80))
    checksum: Mapped[str | None] = mapped_column(String(64))
    last_try_at: Mapped[datetime | None]
    last_good_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)


class ImportRun(Base):
    """One import: what it did, for editors. `status`: done, refused or failed."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(60), index=True)
    format: Mapped[str] = mapped_column(String(40))
    location: Mapped[str] = mapped_column(String(1000))
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(12))
    message: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The report's notes, the first ones.
    notes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    # Whether an editor has read the summary of changes.
    seen: Mapped[bool] = mapped_column(default=False)


class ImportedItem(Base):
    """A row of a source and the record it became. `digest`: of the values last written; `closed`: gone from the source."""

    __tablename__ = "imported_item"
    __table_args__ = (Index("ix_imported_item_record", "record_id"),)

    origin: Mapped[str] = mapped_column(String(60), primary_key=True)
    origin_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    # No foreign key: a record that an editor deleted is not made again.
    record_id: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(40))
    checked_on: Mapped[date]
    closed: Mapped[bool] = mapped_column(default=False)
