"""Records edited by hand: nothing is lost, nobody is overwritten, everything is told and can be undone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from pistes.database import Database
from pistes.models import AuditEvent, Event, Flag, ReceptionPoint, Record, RecordDraft, RecordRevision
from tests.api.admin.conftest import NOTE, Signed, text_of

Form = Callable[..., dict[str, Any]]


def get(database: Database, record_id: str) -> Any:
    with database.read() as session:
        found = session.get(Record, record_id)
        if found is not None:
            session.refresh(found)
        return found


def rows(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(model)))


class TestForm:
    def test_every_kind_has_an_empty_form(self, editor: Signed) -> None:
        kinds = ("reception_point", "activity", "event", "piste", "procedure", "answer", "help_line", "referral")
        assert [editor.get(f"/admin/nouvelle/{kind}").status_code for kind in kinds] == [200] * 8

    def test_an_unknown_kind_is_not_found(self, editor: Signed) -> None:
        assert editor.get("/admin/nouvelle/rien").status_code == 404

    def test_publishing_an_untouched_form_changes_nothing(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        answer = editor.post(f"/admin/fiches/{record}", **form_of(record))
        assert answer.headers["location"].endswith("?fait=inchange")
        assert (get(database, record).version, rows(database, RecordRevision)) == (1, [])

    def test_shows_the_answer_a_resident_will_get(self, editor: Signed, record: str, form_of: Form) -> None:
        form = form_of(record, action="preview", title="Relais tout neuf", **{"phones.number": ["0471000001"]})
        text = text_of(editor.post(f"/admin/fiches/{record}", **form).text)
        shown = text[text.index("Ce que lira un habitant") :]
        assert "Relais tout neuf" in shown
        assert "Appeler 04 71 00 00 01" in shown

    def test_the_preview_holds_nothing_internal(self, editor: Signed, record: str, form_of: Form) -> None:
        answer = editor.client.post("/admin/verifier/reception_point", data={"csrf": editor.csrf, **form_of(record)})
        assert NOTE not in answer.json()["preview"]

    def test_a_preview_writes_nothing(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, action="preview", title="Autre"))
        assert get(database, record).title == "Relais d'essai du plateau"

    def test_tells_errors_as_one_types(self, editor: Signed, record: str, form_of: Form) -> None:
        form = form_of(record, email="pas un courriel", postcode="42")
        answer = editor.client.post("/admin/verifier/reception_point", data={"csrf": editor.csrf, **form}).json()
        assert answer["errors"] == {
            "email": "Ce n'est pas une adresse de courriel.",
            "postcode": "Un code postal a cinq chiffres.",
        }

    def test_html_that_is_typed_is_never_markup(self, editor: Signed, record: str, form_of: Form) -> None:
        form = form_of(record, action="preview", title="<script>alert(1)</script>")
        assert "<script>alert" not in editor.post(f"/admin/fiches/{record}", **form).text


class TestPublish:
    def test_writes_the_field_its_history_and_the_audit_log(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        form = form_of(record, **{"phones.number": ["04.71.09.91.10"], "motif": "standard changé"})
        assert editor.post(f"/admin/fiches/{record}", **form).status_code == 303
        found = get(database, record)
        assert found.phones == [{"number": "04 71 09 91 10", "label": "Accueil"}]
        (revision,) = rows(database, RecordRevision)
        assert (revision.by, revision.action, revision.reason) == ("agent0", "edit", "standard changé")
        assert list(revision.changes) == ["phones"]
        assert ("agent0", "record edit", record) in {(e.who, e.action, e.target) for e in rows(database, AuditEvent)}

    def test_remembers_what_no_import_may_overwrite(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Un autre résumé."))
        assert get(database, record).edited_fields == ["summary"]

    def test_the_search_finds_the_new_words_at_once(self, editor: Signed, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, title="Permanence zinguerie du plateau"))
        found = editor.client.get("/api/search", params={"q": "zinguerie"}).json()["results"]
        assert [result["id"] for result in found][:1] == [record]

    def test_hours_in_french_become_osm(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        form = form_of(record, opening_hours="lundi au vendredi 9h-12h et 14h-17h")
        editor.post(f"/admin/fiches/{record}", **form)
        assert get(database, record).opening_hours == "Mo-Fr 09:00-12:00,14:00-17:00"

    def test_errors_keep_everything_as_it_was(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        answer = editor.post(f"/admin/fiches/{record}", **form_of(record, title="", summary="Neuf"))
        assert answer.status_code == 422
        assert "Ce champ est obligatoire." in answer.text
        assert "Neuf" in answer.text
        assert get(database, record).summary == "Accueil des personnes âgées."

    def test_says_who_checked_today(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, verifie="yes"))
        found = get(database, record)
        assert (found.checked_on, found.checked_by) == (date(2026, 11, 25), "agent0")

    def test_a_new_event_is_shown_with_its_dates(self, editor: Signed, database: Database) -> None:
        form = {
            "title": "Marché d'essai",
            "insee": "Firminy (42095)",
            "timings.begin": "2026-12-05T09:00",
            "timings.end": "2026-12-05T12:00",
            "precision": "time",
            "status": "scheduled",
            "source_name": "Essai",
            "checked_on": "2026-11-25",
            "departments": ["42"],
            "action": "publish",
        }
        answer = editor.post("/admin/nouvelle/event", **form)
        assert answer.headers["location"] == "/admin/fiches/evt:marche-d-essai?fait=publie"
        (found,) = [event for event in rows(database, Event) if event.id == "evt:marche-d-essai"]
        assert (found.begins_on, found.ends_on, found.published) == (date(2026, 12, 5), date(2026, 12, 5), True)
        assert found.timings == [{"begin": "2026-12-05T09:00:00+01:00", "end": "2026-12-05T12:00:00+01:00"}]

    def test_a_flag_that_is_ticked_is_closed(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        demande = "6f2b1f9e-0a51-4c7e-9d3e-6f9a3c1d2e4f"
        editor.post("/accueil/signalement", fiche=record, demande=demande, champ="phone")
        (flag,) = rows(database, Flag)
        assert "Signalement corrigé" in editor.get(f"/admin/fiches/{record}").text
        editor.post(f"/admin/fiches/{record}", **form_of(record, signalement=str(flag.id)))
        assert rows(database, Flag)[0].state == "resolved"


class TestConflict:
    def test_the_second_of_two_editors_overwrites_nothing(
        self, sign_in: Callable[..., Signed], database: Database, record: str, form_of: Form
    ) -> None:
        one, two = sign_in("editor"), sign_in("editor")
        late = form_of(record, summary="Le mien.")
        one.post(f"/admin/fiches/{record}", **form_of(record, summary="Le sien."))
        answer = two.post(f"/admin/fiches/{record}", **late)
        assert answer.status_code == 409
        assert "changée par agent0" in text_of(answer.text)
        assert "Le mien." in answer.text
        assert get(database, record).summary == "Le sien."


class TestDraft:
    def test_residents_go_on_reading_the_record(
        self, editor: Signed, client: TestClient, record: str, form_of: Form
    ) -> None:
        answer = editor.post(f"/admin/fiches/{record}", **form_of(record, action="draft", summary="Pas encore."))
        assert answer.headers["location"].endswith("?fait=brouillon")
        assert "Pas encore." not in client.get(f"/fiche/reception_point/{record}").text
        assert "Pas encore." in editor.get(f"/admin/fiches/{record}").text

    def test_may_be_incomplete(self, editor: Signed, database: Database) -> None:
        answer = editor.post("/admin/nouvelle/procedure", title="À finir", action="draft", version="")
        assert answer.headers["location"].startswith("/admin/fiches/proc:a-finir")
        assert editor.get("/admin/fiches/proc:a-finir").status_code == 200
        assert "À finir" in editor.get("/admin").text

    def test_is_gone_once_published(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, action="draft", summary="Bientôt."))
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Bientôt."))
        assert rows(database, RecordDraft) == []
        assert get(database, record).summary == "Bientôt."

    def test_may_be_given_up(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, action="draft", summary="Non."))
        editor.post(f"/admin/fiches/{record}/abandonner")
        assert rows(database, RecordDraft) == []

    def test_an_old_draft_does_not_overwrite_what_was_published_since(
        self, sign_in: Callable[..., Signed], database: Database, record: str, form_of: Form
    ) -> None:
        one, two = sign_in("editor"), sign_in("editor")
        draft = form_of(record, action="draft", summary="Vieux.")
        one.post(f"/admin/fiches/{record}", **draft)
        two.post(f"/admin/fiches/{record}", **form_of(record, address="3 rue Neuve"))
        # Publishing meanwhile drops the draft: it must still be refused from a page that is open.
        assert one.post(f"/admin/fiches/{record}", **{**draft, "action": "publish"}).status_code == 409


class TestWithdraw:
    def test_residents_find_it_no_more(self, editor: Signed, client: TestClient, record: str) -> None:
        editor.post(f"/admin/fiches/{record}/retirer", version="1")
        assert client.get(f"/fiche/reception_point/{record}").status_code == 404
        found = client.get("/api/search", params={"q": "relais essai plateau"}).json()["results"]
        assert record not in {result["id"] for result in found}

    def test_a_number_that_the_rules_of_danger_name_stays(self, editor: Signed, database: Database) -> None:
        version = str(get(database, "aide:119").version)
        assert editor.post("/admin/fiches/aide:119/retirer", version=version).status_code == 422
        assert get(database, "aide:119").published


class TestHistory:
    def test_tells_before_and_after(self, editor: Signed, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, insee="Firminy (42095)"))
        text = text_of(editor.get(f"/admin/fiches/{record}/historique").text)
        assert "Commune Saint-Just-Malmont (43205) Firminy (42095)" in text

    def test_undo_writes_the_old_values_back(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Faux.", valid_until="2027-01-01"))
        (revision,) = rows(database, RecordRevision)
        editor.post(f"/admin/fiches/{record}/annuler/{revision.id}")
        found = get(database, record)
        assert (found.summary, found.valid_until) == ("Accueil des personnes âgées.", None)
        assert [line.action for line in rows(database, RecordRevision)] == ["edit", "undo"]

    def test_undo_loses_no_later_change(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Deux."))
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Trois."))
        first = rows(database, RecordRevision)[0]
        assert editor.post(f"/admin/fiches/{record}/annuler/{first.id}").status_code == 409
        assert get(database, record).summary == "Trois."

    def test_undo_may_be_undone(self, editor: Signed, database: Database, record: str, form_of: Form) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Bon."))
        for _ in range(2):
            last = rows(database, RecordRevision)[-1]
            editor.post(f"/admin/fiches/{record}/annuler/{last.id}")
        assert get(database, record).summary == "Bon."


class TestRights:
    @pytest.mark.parametrize("role", ["reception", "manager"])
    def test_only_editors_enter(self, sign_in: Callable[..., Signed], record: str, role: str) -> None:
        somebody = sign_in(role)
        for path in ("/admin", "/admin/fiches", f"/admin/fiches/{record}", "/admin/sites", "/admin/danger"):
            assert somebody.get(path).status_code == 403

    def test_nobody_enters_without_signing_in(self, client: TestClient, record: str) -> None:
        answer = client.get(f"/admin/fiches/{record}", follow_redirects=False)
        assert answer.headers["location"].startswith("/connexion?suite=")

    def test_an_editor_of_another_department_changes_nothing(
        self, sign_in: Callable[..., Signed], database: Database, record: str, form_of: Form
    ) -> None:
        other = sign_in("editor", ("42",))
        assert other.get(f"/admin/fiches/{record}").status_code == 403
        assert other.post(f"/admin/fiches/{record}", **form_of(record, summary="Pris.")).status_code == 403
        assert other.post(f"/admin/fiches/{record}/retirer", version="1").status_code == 403
        assert get(database, record).version == 1

    def test_an_editor_gives_no_record_to_another_department(
        self, sign_in: Callable[..., Signed], database: Database, record: str, form_of: Form
    ) -> None:
        ours = sign_in("editor", ("43",))
        assert ours.post(f"/admin/fiches/{record}", **form_of(record, departments=["42"])).status_code == 403
        assert get(database, record).departments == ["43"]

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/fiches/{0}", "/admin/fiches/{0}/retirer", "/admin/fiches/{0}/abandonner", "/admin/fiches/{0}/annuler/1",
            "/admin/fiches", "/admin/nouvelle/answer", "/admin/verifier/answer", "/admin/sites/42",
            "/admin/sites/42/interrupteur", "/admin/danger/relecture", "/admin/comptes", "/admin/comptes/1",
        ],
    )  # fmt: skip
    def test_a_forged_form_is_refused(self, administrator: Signed, record: str, path: str) -> None:
        assert administrator.post(path.format(record), csrf="faux").status_code == 403


class TestBulk:
    def send(self, editor: Signed, chosen: list[str], action: str, **more: str) -> Any:
        return editor.post("/admin/fiches", fiche=chosen, action=action, **more)

    def test_changes_every_record_that_is_ticked(self, editor: Signed, database: Database, record: str) -> None:
        answer = self.send(editor, [f"{record}@1"], "rhythm", rhythm="180")
        assert "1 fiche modifiée" in text_of(answer.text)
        assert get(database, record).review_every_days == 180
        assert rows(database, RecordRevision)[0].action == "bulk"

    def test_one_refusal_stops_no_other(self, sign_in: Callable[..., Signed], database: Database, record: str) -> None:
        editor = sign_in("editor", ("43",))
        with database.write() as session:
            session.add(
                ReceptionPoint(id="pt:loire", title="Ailleurs", insee="42095", departments=["42"], source_name="Essai", checked_on=date(2026, 1, 1))
            )  # fmt: skip
        text = text_of(self.send(editor, ["pt:loire@1", f"{record}@1"], "service", service="Accueil").text)
        assert "1 fiche modifiée, 1 refusée" in text
        assert get(database, record).responsible_service == "Accueil"
        assert get(database, "pt:loire").responsible_service is None

    def test_a_record_changed_meanwhile_is_refused(
        self, editor: Signed, database: Database, record: str, form_of: Form
    ) -> None:
        editor.post(f"/admin/fiches/{record}", **form_of(record, summary="Neuf."))
        assert "1 refusée" in text_of(self.send(editor, [f"{record}@1"], "unpublish").text)
        assert get(database, record).published

    def test_a_record_with_errors_is_not_published(self, editor: Signed, database: Database, record: str) -> None:
        with database.write() as session:
            found = session.get(Record, record)
            assert found is not None
            found.published, found.title = False, ""
        version = get(database, record).version
        assert "Pas publiable" in self.send(editor, [f"{record}@{version}"], "publish").text
        assert not get(database, record).published

    @pytest.mark.parametrize("wrong", [{"action": "rien"}, {"action": "rhythm", "rhythm": "souvent"}])
    def test_what_cannot_be_read_is_told(self, editor: Signed, record: str, wrong: dict[str, str]) -> None:
        assert editor.post("/admin/fiches", fiche=[f"{record}@1"], **wrong).status_code == 422


class TestList:
    def test_a_flagged_record_is_in_the_work_list(self, editor: Signed, record: str) -> None:
        editor.post("/accueil/signalement", fiche=record, demande="6f2b1f9e-0a51-4c7e-9d3e-6f9a3c1d2e4f", champ="hours")
        text = text_of(editor.get("/admin/fiches", travail="flagged").text)
        assert "Relais d'essai du plateau" in text
        assert "Signalé : horaires" in text

    def test_an_account_lists_its_own_departments(self, sign_in: Callable[..., Signed], record: str) -> None:
        text = text_of(sign_in("editor", ("42",)).get("/admin/fiches", q="relais d'essai").text)
        assert "0 fiche" in text

    def test_pages_hold_fifty(self, editor: Signed) -> None:
        assert editor.get("/admin/fiches").text.count('name="fiche"') == 50
