"""What an administrator does with accounts: add, change, close. Nobody takes their own rights away by mistake."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from pistes.models import User
from pistes.repositories import people
from pistes.services.accounts import AccountError, Role, SignedIn, create_user, hash_password

ROLE_NAMES = {
    Role.RECEPTION: "Accueil",
    Role.MANAGER: "Pilotage",
    Role.EDITOR: "Rédaction",
    Role.ADMINISTRATOR: "Administration",
}


def add(
    session: Session,
    who: SignedIn,
    login: str,
    name: str,
    role: str,
    departments: Sequence[str],
    password: str,
    now: datetime,
) -> User:
    """Add an account with a first password. Raises `AccountError`."""
    if not password:
        raise AccountError("Donnez un premier mot de passe.")
    user = create_user(session, login[:120], name[:120], role, password, sorted(set(departments)))
    people.audit(session, now, who.login, "account create", user.login, {"role": role, "departments": user.departments})
    return user


def change(
    session: Session,
    who: SignedIn,
    user_id: int,
    role: str,
    departments: Sequence[str],
    active: bool,
    password: str,
    now: datetime,
) -> User:
    """Change an account; its sessions end, so that it works with its new rights at once. Raises `AccountError`."""
    user = session.get(User, user_id, with_for_update=True)
    if user is None or role not in set(Role):
        raise AccountError("Ce compte ou ce rôle n'existe pas.")
    if user.id == who.user_id and (role != user.role or not active):
        raise AccountError("Demandez à une autre personne d'administrer votre propre compte.")
    before = [user.role, list(user.departments), user.active]
    user.role, user.departments, user.active = role, sorted(set(departments)), active
    details = {"before": before, "after": [user.role, list(user.departments), user.active]}
    if password:
        user.password_hash = hash_password(password, user.login)
        user.failed_attempts, user.locked_until = 0, None
        details["password"] = ["changed"]
    if user.id != who.user_id:
        people.end_sessions(session, user.id)
    people.audit(session, now, who.login, "account change", user.login, details)
    return user
