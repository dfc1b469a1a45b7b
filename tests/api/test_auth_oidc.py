"""Signing in by OpenID Connect against a provider of ours, in the shapes of Keycloak and ProConnect."""

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from sqlalchemy import select, update

from api.app import create_app
from api.auth.routes import safe_path
from api.context import Context
from passerelle.settings import Settings
from pistes.database import Database
from pistes.models import AuditEvent, StaffSession, User
from pistes.services.accounts import create_user
from tests.api.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider


@pytest.fixture(params=["keycloak", "proconnect"])
def provider(request: pytest.FixtureRequest) -> Iterator[IdentityProvider]:
    made = IdentityProvider(request.param)
    yield made
    made.stop()


@pytest.fixture
def browser(provider: IdentityProvider, make_context: Callable[..., Context]) -> Iterator[TestClient]:
    settings = Settings(
        env="test", oidc_issuer=provider.issuer, oidc_client_id=CLIENT_ID, oidc_client_secret=CLIENT_SECRET
    )
    with TestClient(create_app(make_context(settings=settings)), follow_redirects=False) as made:
        yield made


@pytest.fixture
def known(database: Database, provider: IdentityProvider) -> str:
    """An editor whom an administrator has tied to the provider's subject."""
    with database.write() as session:
        user = create_user(session, "camille", "Camille", "editor", None)
        user.oidc_subject = f"{provider.issuer}|{provider.subject}"
    return "camille"


def begin(browser: TestClient, **query: str) -> str:
    return str(browser.get("/connexion/oidc", params=query).headers["location"])


def sign_in(browser: TestClient, provider: IdentityProvider, **changes: str) -> Any:
    """The whole way, and back with an answer that `changes` may bend."""
    location = begin(browser, suite="/admin")
    return browser.get("/connexion/oidc/retour", params={**provider.approve(location), **changes})


def users(database: Database) -> list[User]:
    with database.read() as session:
        return list(session.scalars(select(User)))


class TestKnownPerson:
    @pytest.mark.usefixtures("known")
    def test_enters_with_the_rights_of_their_account(self, browser: TestClient, provider: IdentityProvider) -> None:
        assert sign_in(browser, provider).headers["location"] == "/admin"
        assert browser.get("/admin").status_code == 200

    @pytest.mark.usefixtures("known")
    def test_is_in_the_audit_log(self, browser: TestClient, provider: IdentityProvider, database: Database) -> None:
        sign_in(browser, provider)
        with database.read() as session:
            event = session.scalar(select(AuditEvent).where(AuditEvent.action == "sign-in"))
        assert event is not None
        assert (event.who, event.details) == ("camille", {"by": "oidc"})

    def test_does_not_enter_once_the_account_is_closed(
        self, browser: TestClient, provider: IdentityProvider, database: Database, known: str
    ) -> None:
        with database.write() as session:
            session.execute(update(User).where(User.login == known).values(active=False))
        assert sign_in(browser, provider).status_code == 403

    @pytest.mark.usefixtures("known")
    def test_gets_a_new_session_and_the_old_one_ends(
        self, browser: TestClient, provider: IdentityProvider, database: Database
    ) -> None:
        sign_in(browser, provider)
        first = browser.cookies["passerelle-dev"]
        sign_in(browser, provider)
        assert browser.cookies["passerelle-dev"] != first
        with database.read() as session:
            assert len(session.scalars(select(StaffSession)).all()) == 1


class TestUnknownPerson:
    def test_waits_for_an_administrator(
        self, browser: TestClient, provider: IdentityProvider, database: Database
    ) -> None:
        answer = sign_in(browser, provider)
        assert answer.status_code == 403
        assert "attend l&#39;accord" in answer.text
        (user,) = users(database)
        assert (user.role, user.active, user.name) == ("reception", False, "Camille Essai")
        assert browser.get("/accueil").status_code == 303

    def test_is_asked_for_once(self, browser: TestClient, provider: IdentityProvider, database: Database) -> None:
        sign_in(browser, provider)
        sign_in(browser, provider)
        assert len(users(database)) == 1

    def test_takes_no_account_that_bears_the_same_address(
        self, browser: TestClient, provider: IdentityProvider, database: Database
    ) -> None:
        with database.write() as session:
            create_user(session, "camille.essai@loire.test", "Camille", "administrator", None)
        assert sign_in(browser, provider).status_code == 403
        roles = {user.login: (user.role, user.active) for user in users(database)}
        assert roles.pop("camille.essai@loire.test") == ("administrator", True)
        assert list(roles.values()) == [("reception", False)]

    def test_enters_once_the_account_is_opened(
        self, browser: TestClient, provider: IdentityProvider, database: Database
    ) -> None:
        sign_in(browser, provider)
        with database.write() as session:
            session.execute(update(User).values(active=True))
        sign_in(browser, provider)
        assert browser.get("/accueil").status_code == 200
        assert browser.get("/admin").status_code == 403


@pytest.mark.usefixtures("known")
class TestRefused:
    def refused(self, browser: TestClient, provider: IdentityProvider, **changes: str) -> None:
        assert sign_in(browser, provider, **changes).status_code == 401
        assert browser.get("/admin").status_code == 303

    def test_another_state(self, browser: TestClient, provider: IdentityProvider) -> None:
        self.refused(browser, provider, state="volé")

    def test_another_code(self, browser: TestClient, provider: IdentityProvider) -> None:
        self.refused(browser, provider, code="volé")

    def test_the_answer_of_another_provider(self, browser: TestClient, provider: IdentityProvider) -> None:
        self.refused(browser, provider, iss="https://autre.test")

    @pytest.mark.parametrize(
        "claims",
        [
            {"nonce": "autre"}, {"aud": "autre"}, {"iss": "https://autre.test"}, {"exp": 1}, {"azp": "autre"},
            {"aud": ["autre"]},
        ],
    )  # fmt: skip
    def test_a_token_that_is_not_for_us(
        self, browser: TestClient, provider: IdentityProvider, claims: dict[str, Any]
    ) -> None:
        provider.claims = claims
        self.refused(browser, provider)

    def test_a_token_signed_by_somebody_else(self, browser: TestClient, provider: IdentityProvider) -> None:
        provider.signing_key = RSAKey.generate_key(2048, {"kid": "un"})
        self.refused(browser, provider)

    def test_the_facts_of_somebody_else(self, browser: TestClient, provider: IdentityProvider) -> None:
        provider.userinfo = {"sub": "quelqu'un d'autre"}
        self.refused(browser, provider)

    def test_a_provider_of_another_name(self, browser: TestClient, provider: IdentityProvider) -> None:
        provider.about = {"issuer": "https://autre.test"}
        assert browser.get("/connexion/oidc").status_code == 401

    def test_a_provider_over_plain_http_elsewhere(self, browser: TestClient, provider: IdentityProvider) -> None:
        provider.about = {"authorization_endpoint": "http://autre.test/authorize"}
        assert browser.get("/connexion/oidc").status_code == 401

    def test_an_answer_in_another_browser(self, browser: TestClient, provider: IdentityProvider) -> None:
        answer = provider.approve(begin(browser))
        browser.cookies.clear()
        assert browser.get("/connexion/oidc/retour", params=answer).status_code == 401

    def test_an_attempt_that_is_too_old(
        self, browser: TestClient, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answer = provider.approve(begin(browser))
        later = time.time() + 700
        monkeypatch.setattr("api.auth.oidc.time.time", lambda: later)
        assert browser.get("/connexion/oidc/retour", params=answer).status_code == 401

    def test_an_answer_used_twice(self, browser: TestClient, provider: IdentityProvider) -> None:
        answer = provider.approve(begin(browser))
        assert browser.get("/connexion/oidc/retour", params=answer).status_code == 303
        assert browser.get("/connexion/oidc/retour", params=answer).status_code == 401

    def test_a_person_who_gave_up(self, browser: TestClient, provider: IdentityProvider) -> None:
        state = provider.approve(begin(browser))["state"]
        answer = browser.get("/connexion/oidc/retour", params={"error": "access_denied", "state": state})
        assert answer.status_code == 401


class TestRequest:
    def test_asks_with_proof_state_and_nonce(self, browser: TestClient, provider: IdentityProvider) -> None:
        query = parse_qs(urlsplit(begin(browser)).query)
        assert query["code_challenge_method"] == ["S256"]
        assert {"state", "nonce", "code_challenge"} <= set(query)
        assert query["redirect_uri"] == ["http://testserver/connexion/oidc/retour"]
        expected = {
            "keycloak": "openid profile email given_name usual_name",
            "proconnect": "openid email given_name usual_name",
        }
        assert query["scope"] == [expected[provider.shape]]

    @pytest.mark.usefixtures("known")
    def test_a_locked_session_asks_for_the_password_again(
        self, browser: TestClient, provider: IdentityProvider, database: Database
    ) -> None:
        sign_in(browser, provider)
        with database.write() as session:
            session.execute(update(StaffSession).values(locked=True))
        query = parse_qs(urlsplit(begin(browser)).query)
        assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
        assert sign_in(browser, provider).status_code == 401, "the provider did not say that the person signed in again"
        provider.claims = {"auth_time": int(time.time())}
        assert sign_in(browser, provider).status_code == 303
        with database.read() as session:
            assert session.scalars(select(StaffSession.shared_computer)).all() == [True]

    @pytest.mark.usefixtures("known")
    def test_never_leads_to_another_site(self, browser: TestClient, provider: IdentityProvider) -> None:
        answer = provider.approve(begin(browser, suite="https://voleur.test"))
        assert browser.get("/connexion/oidc/retour", params=answer).headers["location"] == "/accueil"


def test_without_a_provider_there_is_no_such_way_in(client: TestClient) -> None:
    assert client.get("/connexion/oidc").status_code == 404
    assert "oidc" not in client.get("/connexion").text


@pytest.mark.parametrize(
    "path", ["//voleur.test", "/\\voleur.test", "/\t/voleur.test", "https://voleur.test", "/\r\n/x", ""]
)
def test_an_address_elsewhere_leads_to_the_counter(path: str) -> None:
    assert safe_path(path) == "/accueil"
