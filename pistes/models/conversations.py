"""Conversations, their turns, and what managers may count. No raw text: masked text only, and none after danger."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class Conversation(Base):
    """A conversation; its id is a hash of the opaque token the resident holds, so a copy of the table opens nothing."""

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    site: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(index=True)
    last_at: Mapped[datetime]
    # Dialogue state after the last turn (see `langue.dialogue`); reset by danger.
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # After a message in danger nothing of later turns is stored.
    silent: Mapped[bool] = mapped_column(default=False)


class Turn(Base):
    """One message and its stored answer, so that a retry gets the same answer and changes nothing."""

    __tablename__ = "turn"
    __table_args__ = (UniqueConstraint("message_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    # Hash of the client's message id, with the conversation when the client named one.
    message_key: Mapped[str] = mapped_column(String(64))
    claimed_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    # The response body; null while another process is answering.
    answer: Mapped[dict[str, Any] | None] = mapped_column()


class Exchange(Base):
    """What managers count: one row an answered message. `text` is masked, follows later, and is purged first."""

    __tablename__ = "exchange"
    __table_args__ = (Index("ix_exchange_at_site", "at", "site"), UniqueConstraint("turn_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
    site: Mapped[str | None] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(10), default="chat")
    outcome: Mapped[str] = mapped_column(String(20), index=True)
    intent: Mapped[str | None] = mapped_column(String(40), index=True)
    confidence: Mapped[float | None]
    # Public criteria only: commune, department, theme, audience, procedure, ages, dates.
    criteria: Mapped[dict[str, Any]] = mapped_column(default=dict)
    insee: Mapped[str | None] = mapped_column(String(5), index=True)
    department_code: Mapped[str | None] = mapped_column(String(3))
    result_ids: Mapped[list[str]] = mapped_column(default=list)
    latency_ms: Mapped[int]
    register: Mapped[str | None] = mapped_column(String(12))
    plain: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None] = mapped_column(Text)
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)


class EmergencyCount(Base):
    """Dangers found, counted by day, site and kind: never by commune, never with a text."""

    __tablename__ = "emergency_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class Feedback(Base):
    """A resident's yes or no on an answer, with a reason from a closed list: no free text invites personal data."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("turn_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_key: Mapped[str] = mapped_column(String(64))
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    helpful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(30))
