"""Staff accounts signed in on the real application, and one record with facts that residents must never read."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.context import Context
from pistes.database import Database
from pistes.models import ReceptionPoint, StaffSession, User
from pistes.search import index_records
from pistes.services.accounts import create_user

PASSWORD = "une phrase de passe longue"
RECORD = "lieu:essai-accueil"
NOTE = "zorglubique, note que seuls les agents lisent"
CONTACT = "Ligne directe xylophonesque"


class Signed:
    """A browser with a session; `post` sends the form with its token."""

    def __init__(self, client: TestClient, csrf: str) -> None:
        self.client = client
        self.csrf = csrf

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(path, params=params, follow_redirects=False)

    def post(self, path: str, **data: Any) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **data}, follow_redirects=False)


@pytest.fixture
def record(database: Database) -> str:
    """A published reception point of Saint-Just-Malmont (43) with an internal note and a direct contact."""
    with database.write() as session:
        session.add(
            ReceptionPoint(
                id=RECORD,
                title="Relais d'essai du plateau",
                summary="Accueil des personnes âgées.",
                plain="On vous aide ici.",
                insee="43205",
                phones=[{"number": "04 65 71 00 00", "label": "Accueil"}],
                address="1 place de l'Essai",
                postcode="43240",
                opening_hours="Mo-Fr 09:00-12:00",
                audiences=["elderly"],
                receives_from=["43"],
                departments=["43"],
                what_to_bring=["une pièce d'identité"],
                source_name="Essai",
                checked_on=date(2026, 11, 1),
                internal_note=NOTE,
                direct_contact=CONTACT,
            )
        )
        session.flush()
        index_records(session, [RECORD])
    return RECORD


@pytest.fixture
def sign_in(context: Context, database: Database) -> Iterator[Callable[..., Signed]]:
    """Makes an account and signs it in; arguments: role, départements."""
    opened: list[TestClient] = []

    def enter(role: str = "reception", departments: tuple[str, ...] = ()) -> Signed:
        login = f"agent{len(opened)}"
        with database.write() as session:
            create_user(session, login, login, role, PASSWORD, departments)
        client = TestClient(create_app(context))
        opened.append(client)
        answer = client.post(
            "/connexion", data={"identifiant": login, "mot_de_passe": PASSWORD}, follow_redirects=False
        )
        assert answer.status_code == 303
        with database.read() as session:
            csrf = session.scalar(select(StaffSession.csrf).join(User).where(User.login == login))
        return Signed(client, str(csrf))

    yield enter
    for client in opened:
        client.close()


@pytest.fixture
def agent(sign_in: Callable[..., Signed]) -> Signed:
    """A member of reception staff, for both départements."""
    return sign_in()
