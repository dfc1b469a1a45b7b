"""Queries on accounts, sessions and the audit log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pistes.models import AuditEvent, StaffSession, User


def user_by_login(session: Session, login: str) -> User | None:
    """An account by its login, whatever the case."""
    return session.scalar(select(User).where(User.login == login.strip().lower()))


def user_by_subject(session: Session, subject: str) -> User | None:
    """An account by its OpenID Connect subject (issuer and sub)."""
    return session.scalar(select(User).where(User.oidc_subject == subject))


def users(session: Session) -> list[User]:
    """Every account, by login."""
    return list(session.scalars(select(User).order_by(User.login)))


def staff_session(session: Session, token_hash: str) -> tuple[StaffSession, User] | None:
    """A session and its account."""
    found = session.execute(
        select(StaffSession, User)
        .join(User, User.id == StaffSession.user_id)
        .where(StaffSession.token_hash == token_hash)
    ).first()
    return (found[0], found[1]) if found else None


def end_sessions(session: Session, user_id: int) -> None:
    """End every session of an account."""
    session.execute(delete(StaffSession).where(StaffSession.user_id == user_id))


def end_session(session: Session, token_hash: str) -> None:
    """End one session."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == token_hash))


def audit(
    session: Session,
    at: datetime,
    who: str,
    action: str,
    target: str | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Write one line of the audit log."""
    session.add(AuditEvent(at=at, who=who, action=action, target=target, details=details or {}))


def audit_of(session: Session, target: str) -> Sequence[AuditEvent]:
    """What was done to `target`, the latest first."""
    return session.scalars(select(AuditEvent).where(AuditEvent.target == target).order_by(AuditEvent.at.desc())).all()
