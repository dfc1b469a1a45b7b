"""Signing in with a password: lockout, fixation, the shared counter, forged forms, roles, the audit log."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from api.app import create_app
from api.context import Context
from pistes.database import Database
from pistes.models import AuditEvent, StaffSession, User
from pistes.services.accounts import ATTEMPTS_BEFORE_LOCK, LOCK_MINUTES, create_user

LOGIN, PASSWORD = "camille", "une phrase de passe longue"
COOKIE = "passerelle-dev"


@pytest.fixture
def browser(context: Context, database: Database) -> Iterator[TestClient]:
    with database.write() as session:
        create_user(session, LOGIN, "Camille", "reception", PASSWORD)
    with TestClient(create_app(context), follow_redirects=False) as made:
        yield made


def enter(browser: TestClient, password: str = PASSWORD, login: str = LOGIN, **more: str) -> Any:
    return browser.post("/connexion", data={"identifiant": login, "mot_de_passe": password, **more})


def sessions(database: Database) -> list[StaffSession]:
    with database.read() as session:
        return list(session.scalars(select(StaffSession)))


def actions(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        return [(event.who, event.action) for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))]


class TestPassword:
    def test_opens_a_session(self, browser: TestClient) -> None:
        assert enter(browser, suite="/accueil?q=apa").headers["location"] == "/accueil?q=apa"
        assert browser.get("/accueil").status_code == 200

    def test_the_login_may_be_in_capitals(self, browser: TestClient) -> None:
        assert enter(browser, login=" CAMILLE ").status_code == 303

    def test_an_unknown_login_is_refused_in_the_same_words(self, browser: TestClient) -> None:
        wrong, unknown = enter(browser, "faux"), enter(browser, "faux", login="inconnue")
        assert (wrong.status_code, unknown.status_code) == (401, 401)
        assert wrong.text.replace(LOGIN, "") == unknown.text.replace("inconnue", "")

    def test_no_account_has_a_default_password(self, client: TestClient, database: Database) -> None:
        with database.read() as session:
            assert session.scalars(select(User)).all() == []
        for password in ("admin", "passerelle", ""):
            assert enter(client, password, login="admin").status_code in (401, 422)

    def test_is_stored_as_argon2id(self, browser: TestClient, database: Database) -> None:
        with database.read() as session:
            stored = session.scalar(select(User.password_hash))
        assert str(stored).startswith("$argon2id$")
        assert PASSWORD not in str(stored)

    def test_an_account_by_oidc_only_has_no_password_that_works(self, browser: TestClient, database: Database) -> None:
        with database.write() as session:
            create_user(session, "organisme", "", "editor", None)
        assert enter(browser, "", login="organisme").status_code in (401, 422)
        assert enter(browser, "None", login="organisme").status_code == 401


class TestLockout:
    def test_too_many_failures_lock_the_account(self, browser: TestClient) -> None:
        for _ in range(ATTEMPTS_BEFORE_LOCK):
            enter(browser, "faux")
        assert enter(browser).status_code == 401

    def test_the_lock_opens_by_itself(self, browser: TestClient, database: Database) -> None:
        for _ in range(ATTEMPTS_BEFORE_LOCK):
            enter(browser, "faux")
        past = datetime.now(UTC) - timedelta(minutes=LOCK_MINUTES, seconds=1)
        with database.write() as session:
            session.execute(update(User).values(locked_until=past + timedelta(minutes=LOCK_MINUTES)))
        assert enter(browser).status_code == 303

    def test_a_success_forgets_the_failures(self, browser: TestClient, database: Database) -> None:
        enter(browser, "faux")
        enter(browser)
        with database.read() as session:
            assert session.scalar(select(User.failed_attempts)) == 0

    def test_another_account_is_not_locked(self, browser: TestClient, database: Database) -> None:
        with database.write() as session:
            create_user(session, "dominique", "", "reception", PASSWORD)
        for _ in range(ATTEMPTS_BEFORE_LOCK):
            enter(browser, "faux")
        assert enter(browser, login="dominique").status_code == 303

    def test_the_rate_of_tries_is_limited(self, make_context: Callable[..., Context], database: Database) -> None:
        class Full:
            def wait(self, client: str, conversation: str | None) -> int | None:
                return 30 if client.startswith("sign-in ") else None

        with TestClient(create_app(make_context(limits=Full()))) as limited:
            answer = enter(limited)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")


class TestSession:
    def test_a_session_chosen_by_somebody_else_is_never_used(self, browser: TestClient) -> None:
        browser.cookies.set(COOKIE, "choisi-par-un-autre")
        answer = enter(browser)
        assert answer.cookies[COOKIE] != "choisi-par-un-autre"

    def test_signing_in_again_ends_the_session_before(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        first = browser.cookies[COOKIE]
        enter(browser)
        assert len(sessions(database)) == 1
        browser.cookies.set(COOKIE, first)
        assert browser.get("/accueil").status_code == 303

    def test_the_database_never_holds_the_token(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        assert sessions(database)[0].token_hash != browser.cookies[COOKIE]

    def test_the_cookie_is_kept_from_scripts_and_other_sites(self, browser: TestClient) -> None:
        cookie = enter(browser).headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert "max-age" not in cookie

    def test_behind_tls_the_cookie_belongs_to_this_host(
        self, make_context: Callable[..., Context], database: Database
    ) -> None:
        with database.write() as session:
            create_user(session, LOGIN, "", "reception", PASSWORD)
        with TestClient(create_app(make_context(behind_tls=True)), follow_redirects=False) as secure:
            cookie = enter(secure).headers["set-cookie"]
        assert cookie.startswith("__Host-passerelle=")
        assert "Secure" in cookie
        assert "Domain" not in cookie

    def test_ends_after_its_time(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        with database.write() as session:
            session.execute(update(StaffSession).values(created_at=datetime.now(UTC) - timedelta(hours=9)))
        assert browser.get("/accueil").status_code == 303
        assert sessions(database) == []

    def test_signing_out_ends_it(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        token = browser.cookies[COOKIE]
        browser.post("/deconnexion", data={"csrf": sessions(database)[0].csrf})
        browser.cookies.set(COOKIE, token)
        assert browser.get("/accueil").status_code == 303

    def test_a_closed_account_is_out_at_once(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        with database.write() as session:
            session.execute(update(User).values(active=False))
        assert browser.get("/accueil").status_code == 303


class TestSharedComputer:
    def idle(self, database: Database, minutes: int) -> None:
        with database.write() as session:
            session.execute(update(StaffSession).values(last_at=datetime.now(UTC) - timedelta(minutes=minutes)))

    def test_locks_when_it_is_not_used(self, browser: TestClient, database: Database) -> None:
        enter(browser, poste_partage="true")
        self.idle(database, 11)
        assert browser.get("/accueil").headers["location"].endswith("&verrou=1")

    def test_stays_locked_when_used_again(self, browser: TestClient, database: Database) -> None:
        enter(browser, poste_partage="true")
        self.idle(database, 11)
        browser.get("/accueil")
        self.idle(database, 0)
        assert browser.get("/accueil").status_code == 303

    def test_a_locked_session_asks_for_the_password_of_its_account(
        self, browser: TestClient, database: Database
    ) -> None:
        enter(browser, poste_partage="true")
        browser.post("/verrouiller", data={"csrf": sessions(database)[0].csrf})
        page = browser.get("/connexion").text
        assert "Session verrouillée" in page
        assert f'value="{LOGIN}"' in page
        assert enter(browser).status_code == 303
        assert browser.get("/accueil").status_code == 200

    def test_a_locked_session_sends_no_form(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        csrf = sessions(database)[0].csrf
        browser.post("/verrouiller", data={"csrf": csrf})
        form = {"csrf": csrf, "fiche": "aide:119", "demande": "6f2b1f9e-0a51-4c7e-9d3e-6f9a3c1d2e4f", "champ": "phone"}
        assert browser.post("/accueil/signalement", data=form).status_code == 303
        assert "flag" not in {action for _, action in actions(database)}

    def test_one_s_own_computer_does_not_lock(self, browser: TestClient, database: Database) -> None:
        enter(browser)
        self.idle(database, 60)
        assert browser.get("/accueil").status_code == 200


class TestForgedForms:
    @pytest.mark.parametrize("path", ["/deconnexion", "/verrouiller", "/accueil/signalement", "/accueil/reponse"])
    @pytest.mark.parametrize("csrf", [None, "", "faux"])
    def test_a_form_without_the_session_s_token_is_refused(
        self, browser: TestClient, path: str, csrf: str | None
    ) -> None:
        enter(browser)
        assert browser.post(path, data={"csrf": csrf} if csrf is not None else {}).status_code in (403, 422)
        assert browser.get("/accueil").status_code == 200

    def test_the_token_of_another_session_is_refused(
        self, browser: TestClient, context: Context, database: Database
    ) -> None:
        with database.write() as session:
            create_user(session, "dominique", "", "reception", PASSWORD)
        with TestClient(create_app(context), follow_redirects=False) as other:
            enter(other, login="dominique")
            csrf = sessions(database)[0].csrf
        enter(browser)
        assert browser.post("/deconnexion", data={"csrf": csrf}).status_code == 403

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_a_sign_in_sent_by_another_site_is_refused(self, browser: TestClient, site: str) -> None:
        form = {"identifiant": LOGIN, "mot_de_passe": PASSWORD}
        assert browser.post("/connexion", data=form, headers={"sec-fetch-site": site}).status_code == 403


class TestRoles:
    @pytest.mark.parametrize(
        ("role", "opened"),
        [
            ("reception", {"/accueil"}),
            ("manager", {"/accueil", "/pilotage"}),
            ("editor", {"/accueil", "/admin"}),
            ("administrator", {"/accueil", "/pilotage", "/admin", "/admin/comptes"}),
        ],
    )
    def test_each_opens_its_own_doors(
        self, browser: TestClient, database: Database, role: str, opened: set[str]
    ) -> None:
        with database.write() as session:
            session.execute(update(User).values(role=role))
        enter(browser)
        paths = ("/accueil", "/pilotage", "/admin", "/admin/comptes")
        answers = {path: browser.get(path).status_code for path in paths}
        assert {path for path, status in answers.items() if status == 200} == opened
        assert set(answers.values()) <= {200, 403}


class TestAudit:
    def test_every_sign_in_and_out_is_written(self, browser: TestClient, database: Database) -> None:
        enter(browser, "faux")
        enter(browser)
        browser.post("/deconnexion", data={"csrf": sessions(database)[0].csrf})
        assert actions(database) == [(LOGIN, "sign-in refused"), (LOGIN, "sign-in"), (LOGIN, "sign-out")]

    def test_no_password_is_ever_written(self, browser: TestClient, database: Database) -> None:
        enter(browser, "un mot de passe raté")
        with database.read() as session:
            events = [(event.who, event.target, event.details) for event in session.scalars(select(AuditEvent))]
        assert "raté" not in str(events)
