"""Sites, accounts, texts on danger, the audit log."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from pistes.database import Database
from pistes.models import AuditEvent, Site, TextReview, User
from pistes.services.editing.sites import contrast
from tests.api.admin.conftest import PASSWORD, Signed, text_of

SITE = {
    "name": "Département de la Loire",
    "greeting": "Bonjour, je suis une machine.",
    "position": "right",
    "accent": "#1d4f91",
    "on_accent": "#ffffff",
}


def site(database: Database, site_id: str = "42") -> Any:
    with database.read() as session:
        return session.get(Site, site_id)


def actions(database: Database) -> list[tuple[str, str | None]]:
    with database.read() as session:
        return [(event.action, event.target) for event in session.scalars(select(AuditEvent))]


class TestSite:
    def test_is_saved_and_audited(self, editor: Signed, database: Database) -> None:
        assert editor.post("/admin/sites/42", **SITE, quit_url="https://www.meteofrance.com/").status_code == 303
        found = site(database)
        assert found.greeting == "Bonjour, je suis une machine."
        assert found.theme["quit_url"] == "https://www.meteofrance.com/"
        assert ("site edit", "42") in actions(database)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"on_accent": "#2d5fa1"}, {"accent": "bleu"}, {"logo": "https://ailleurs.test/logo.png"},
            {"quit_url": "javascript:alert(1)"}, {"name": ""}, {"greeting": "Bonjour, ici Camille."},
        ],
    )  # fmt: skip
    def test_refuses_what_residents_could_not_read_or_should_not_open(
        self, editor: Signed, database: Database, wrong: dict[str, str]
    ) -> None:
        before = site(database).theme
        assert editor.post("/admin/sites/42", **{**SITE, **wrong}).status_code == 422
        assert site(database).theme == before

    def test_the_contrast_is_that_of_wcag(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    def test_an_administrator_changes_the_origins(self, administrator: Signed, database: Database) -> None:
        administrator.post("/admin/sites/42", **SITE, origins="https://www.loire.fr\nhttps://essai.loire.fr/")
        assert site(database).origins == ["https://www.loire.fr", "https://essai.loire.fr"]

    @pytest.mark.parametrize("origin", ["http://www.loire.fr", "*", "https://a.fr/page", "https://x@a.fr", "null"])
    def test_no_loose_origin_is_allowed(self, administrator: Signed, origin: str) -> None:
        assert administrator.post("/admin/sites/42", **SITE, origins=origin).status_code == 422

    def test_an_editor_does_not_change_the_origins(self, editor: Signed, database: Database) -> None:
        assert editor.post("/admin/sites/42", **SITE, origins="https://voleur.test").status_code == 403
        assert site(database).origins == ["https://www.loire.fr"]

    @pytest.mark.parametrize("site_id", ["43", "demo"])
    def test_an_editor_changes_the_site_of_their_department_only(
        self, sign_in: Callable[..., Signed], site_id: str
    ) -> None:
        assert sign_in("editor", ("42",)).post(f"/admin/sites/{site_id}", **SITE).status_code == 403

    def test_the_off_switch_is_audited_and_read_by_residents(self, editor: Signed, database: Database) -> None:
        editor.post("/admin/sites/42/interrupteur", etat="arret", message="De retour lundi.")
        answer = editor.client.post("/api/chat", json={"message": "un lieu d'accueil", "site": "42"})
        assert "De retour lundi." in answer.text
        editor.post("/admin/sites/42/interrupteur", etat="marche")
        assert site(database).off_message is None
        assert [action for action, _ in actions(database)][-2:] == ["site_off", "site_on"]


class TestDanger:
    def test_every_text_waits_for_its_review(self, editor: Signed) -> None:
        text = text_of(editor.get("/admin/danger").text)
        assert "textes à faire relire" in text
        assert "Enfant en danger" in text

    def test_an_editor_notes_no_review(self, editor: Signed) -> None:
        form = {"texte": "help_line_rules", "relecteur": "CRIP", "le": "2026-11-20"}
        assert editor.post("/admin/danger/relecture", **form).status_code == 403

    def test_a_review_holds_until_the_text_changes(self, administrator: Signed, database: Database) -> None:
        form = {"texte": "aide:119", "relecteur": "Médecin de PMI", "le": "2026-11-20"}
        administrator.post("/admin/danger/relecture", **form)
        assert "Relu par Médecin de PMI, le 20/11/2026" in text_of(administrator.get("/admin/danger").text)
        with database.write() as session:
            review = session.scalar(select(TextReview))
            assert review is not None
            assert review.reviewed_on == date(2026, 11, 20)
            review.digest = "0" * 64
        assert "Changé depuis sa relecture" in administrator.get("/admin/danger").text

    @pytest.mark.parametrize("wrong", [{"relecteur": " "}, {"le": "2027-01-01"}, {"le": "31/02"}])
    def test_a_review_says_who_and_when(self, administrator: Signed, wrong: dict[str, str]) -> None:
        form = {"texte": "aide:119", "relecteur": "CRIP", "le": "2026-11-20", **wrong}
        assert administrator.post("/admin/danger/relecture", **form).status_code == 422


class TestAccounts:
    def user(self, database: Database, login: str) -> Any:
        with database.read() as session:
            return session.scalar(select(User).where(User.login == login))

    @pytest.mark.parametrize("path", ["/admin/comptes", "/admin/journal"])
    def test_only_administrators_see_them(self, editor: Signed, path: str) -> None:
        assert editor.get(path).status_code == 403

    def test_an_account_is_added_and_audited(self, administrator: Signed, database: Database) -> None:
        form = {"identifiant": "nouvelle", "role": "editor", "departements": ["43"], "mot_de_passe": PASSWORD}
        assert administrator.post("/admin/comptes", **form).status_code == 303
        found = self.user(database, "nouvelle")
        assert (found.role, found.departments) == ("editor", ["43"])
        assert ("account create", "nouvelle") in actions(database)

    def test_a_weak_password_is_refused(self, administrator: Signed, database: Database) -> None:
        form = {"identifiant": "faible", "role": "editor", "mot_de_passe": "court"}
        assert administrator.post("/admin/comptes", **form).status_code == 422
        assert self.user(database, "faible") is None

    def test_closing_an_account_ends_its_sessions(
        self, administrator: Signed, sign_in: Callable[..., Signed], database: Database
    ) -> None:
        other = sign_in("editor")
        assert other.get("/admin").status_code == 200
        user = self.user(database, "agent1")
        administrator.post(f"/admin/comptes/{user.id}", role="editor")
        assert other.get("/admin").status_code == 303

    def test_nobody_takes_their_own_rights_away(self, administrator: Signed, database: Database) -> None:
        user = self.user(database, "agent0")
        assert administrator.post(f"/admin/comptes/{user.id}", role="reception", actif="yes").status_code == 422

    def test_the_journal_tells_who_did_what(self, administrator: Signed) -> None:
        administrator.post("/admin/sites/42", **SITE, origins="https://www.loire.fr")
        assert "site edit" in administrator.get("/admin/journal", action="site").text
