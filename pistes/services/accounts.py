"""Staff accounts: who may do what, passwords, lockout, server-side sessions. No default password exists.

Passwords are hashed with argon2id (OWASP ASVS 5.0, 11.4.2); a session's token is only ever stored hashed.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pwdlib import PasswordHash
from sqlalchemy.orm import Session

from pistes.models import StaffSession, User
from pistes.repositories import people

# ASVS 5.0, 6.2.1: 8 characters at least, 15 recommended; no composition rules, long ones allowed.
MIN_PASSWORD = 12
MAX_PASSWORD = 200
ATTEMPTS_BEFORE_LOCK = 8
LOCK_MINUTES = 15

_hasher = PasswordHash.recommended()
# Verified when the account is unknown, so that an answer takes as long as for a known one.
_DECOY = _hasher.hash(secrets.token_hex(16))


class Role(StrEnum):
    """What an account may do; each role may also look things up."""

    RECEPTION = "reception"
    MANAGER = "manager"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


# Which roles may enter each part of the staff's pages.
ENTRANCE: dict[str, frozenset[Role]] = {
    "accueil": frozenset(Role),
    "pilotage": frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    "admin": frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
}


class AccountError(ValueError):
    """An account that cannot be made or changed; the message is French and may be shown."""


@dataclass(frozen=True)
class SignedIn:
    """The account behind a request. `token` is only known to the browser."""

    user_id: int
    login: str
    name: str
    role: Role
    departments: tuple[str, ...]
    csrf: str
    token_hash: str
    locked: bool

    def may_enter(self, part: str) -> bool:
        """Whether the role opens `accueil`, `pilotage` or `admin`."""
        return self.role in ENTRANCE[part]

    def covers(self, department_codes: Sequence[str]) -> bool:
        """Whether the account's départements (none: all) include one of these."""
        return not self.departments or not department_codes or bool(set(self.departments) & set(department_codes))


def create_user(
    session: Session, login: str, name: str, role: str, password: str | None, departments: Sequence[str] = ()
) -> User:
    """Add an account. Raises `AccountError` for a login taken, an unknown role or a weak password."""
    login = login.strip().lower()
    if not login or people.user_by_login(session, login):
        raise AccountError(f"Cet identifiant est vide ou déjà pris : {login!r}.")
    if role not in set(Role):
        raise AccountError(f"Rôle inconnu : {role}. Rôles : {', '.join(Role)}.")
    user = User(
        login=login,
        name=name.strip() or login,
        role=role,
        departments=list(departments),
        password_hash=hash_password(password, login) if password else None,
        created_at=datetime.now(UTC),
    )
    session.add(user)
    session.flush()
    return user


def waiting_user(session: Session, subject: str, name: str, email: str) -> User:
    """An account for somebody that an identity provider vouches for: reception at most, closed until it is opened.

    It is known by `subject` alone: an address that an account already bears gives no right to that account.
    """
    login = email[:120] or f"oidc-{hashlib.sha256(subject.encode()).hexdigest()[:12]}"
    if people.user_by_login(session, login):
        login = f"{login[:100]}-{hashlib.sha256(subject.encode()).hexdigest()[:12]}"
    user = create_user(session, login, name, Role.RECEPTION, None)
    user.oidc_subject, user.active = subject, False
    return user


def hash_password(password: str, login: str = "") -> str:
    """The argon2id hash of a password; raises `AccountError` when it is too short, too long or the login itself."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise AccountError(f"Le mot de passe doit compter de {MIN_PASSWORD} à {MAX_PASSWORD} caractères.")
    if (login and login.lower() in password.lower()) or len(set(password)) < 5:
        raise AccountError("Ce mot de passe est trop facile à deviner.")
    return _hasher.hash(password)


def check_password(session: Session, login: str, password: str) -> User | None:
    """The account when the password is right, the account active and not locked out; None otherwise, for any reason.

    Too many failures in a row lock the account for a quarter of an hour.
    """
    now = datetime.now(UTC)
    user = people.user_by_login(session, login)
    known = user is not None and user.password_hash is not None
    right = _hasher.verify(password[:MAX_PASSWORD], user.password_hash if known else _DECOY)  # type: ignore[union-attr, arg-type]
    if user is None or not known or not user.active:
        return None
    if user.locked_until and user.locked_until > now:
        return None
    if right:
        user.failed_attempts, user.locked_until = 0, None
        return user
    user.failed_attempts += 1
    if user.failed_attempts >= ATTEMPTS_BEFORE_LOCK:
        user.failed_attempts, user.locked_until = 0, now + timedelta(minutes=LOCK_MINUTES)
    return None


def open_session(session: Session, user: User, *, shared_computer: bool = False) -> str:
    """Open a session and give its token, for the cookie."""
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    session.add(
        StaffSession(
            token_hash=token_hash(token),
            user_id=user.id,
            csrf=secrets.token_urlsafe(32),
            created_at=now,
            last_at=now,
            shared_computer=shared_computer,
        )
    )
    return token


def signed_in(session: Session, token: str, *, minutes: int, lock_minutes: int) -> SignedIn | None:
    """Who holds `token`, or None when the session has ended; a shared computer's session locks when unused."""
    found = people.staff_session(session, token_hash(token))
    if found is None:
        return None
    row, user = found
    now = datetime.now(UTC)
    if not user.active or now - row.created_at > timedelta(minutes=minutes):
        people.end_session(session, row.token_hash)
        return None
    if row.shared_computer and now - row.last_at > timedelta(minutes=lock_minutes):
        row.locked = True
    if not row.locked and now - row.last_at > timedelta(seconds=30):
        row.last_at = now
    return SignedIn(
        user.id, user.login, user.name, Role(user.role), tuple(user.departments), row.csrf, row.token_hash, row.locked
    )


def token_hash(token: str) -> str:
    """What the database keeps of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
