"""What editors have not published yet, and who reviewed the texts that answer danger."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class RecordDraft(Base):
    """A form put aside: a record to come, or changes of one that residents go on reading as it is."""

    __tablename__ = "record_draft"

    # No foreign key: the draft of a new record comes before it.
    record_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300), default="")
    departments: Mapped[list[str]] = mapped_column(default=list)
    # What was typed: {"input name": ["value", …]}; it may be incomplete.
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # The record's version when the form was opened; null for a new record.
    base_version: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class TextReview(Base):
    """A professional read a text that answers danger. A text that has changed since has another digest."""

    __tablename__ = "text_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The name of a response of the bot, or "help_line_rules".
    text_name: Mapped[str] = mapped_column(String(120), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    # The professional: function and organisation rather than a name, as they wish to be shown.
    reviewer: Mapped[str] = mapped_column(String(200))
    reviewed_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(String(1000))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
