"""Staff accounts, their sessions, what they did, what they flagged and the answers they gave at the counter."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class User(Base):
    """A staff account. `role`: reception, manager, editor or administrator. `departments` empty: all."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(20))
    departments: Mapped[list[str]] = mapped_column(default=list)
    # argon2id; null for accounts that sign in by OIDC only.
    password_hash: Mapped[str | None] = mapped_column(String(300))
    oidc_subject: Mapped[str | None] = mapped_column(String(300), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class StaffSession(Base):
    """A server-side session; the cookie holds the token, the table its hash. A locked one asks for the password again."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    last_at: Mapped[datetime]
    locked: Mapped[bool] = mapped_column(default=False)
    shared_computer: Mapped[bool] = mapped_column(default=False)


class AuditEvent(Base):
    """Every sign-in and every change, kept apart from the records they touch."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(60))
    target: Mapped[str | None] = mapped_column(String(160))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Flag(Base):
    """A fact said to be wrong at the counter; open until an editor resolves or refuses it with a reason."""

    __tablename__ = "flag"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), index=True)
    # phone, hours, address, closed, other: a closed list, no free text.
    field: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="open", index=True)
    closed_by: Mapped[str | None] = mapped_column(String(120))
    closed_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)


class GivenAnswer(Base):
    """« Réponse donnée »: a demand met at the counter or on the phone, without personal data."""

    __tablename__ = "given_answer"
    __table_args__ = (UniqueConstraint("client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(40))
    insee: Mapped[str | None] = mapped_column(String(5))
    department_code: Mapped[str | None] = mapped_column(String(3))
    record_id: Mapped[str | None] = mapped_column(String(120))
    solved: Mapped[bool]
