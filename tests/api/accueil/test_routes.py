"""The look-up, the record and the sheet, as signed-in staff get them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.context import Context
from pistes.database import Database
from pistes.models import Record, RecordRevision
from pistes.services.accounts import create_user
from tests.api.accueil.conftest import CONTACT, NOTE, PASSWORD, RECORD, Signed

FICHE = f"/accueil/fiche/{RECORD}"


class TestEntrance:
    @pytest.mark.parametrize(
        "path",
        [
            "/accueil",
            "/accueil/recherche?q=apa",
            FICHE,
            f"{FICHE}/imprimer",
            f"{FICHE}/courrier",
            "/accueil/liste.csv?q=apa",
            "/accueil/assistant",
        ],
    )
    def test_nobody_enters_without_signing_in(self, client: TestClient, record: str, path: str) -> None:
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/connexion?suite=")

    def test_a_locked_session_reads_nothing(self, agent: Signed, record: str) -> None:
        agent.post("/verrouiller")
        assert agent.get(FICHE).status_code == 303

    def test_pages_are_kept_by_no_cache(self, agent: Signed, record: str) -> None:
        assert agent.get(FICHE).headers["cache-control"] == "no-store"


class TestLookUp:
    def test_an_empty_box_lists_nothing(self, agent: Signed) -> None:
        assert "data-result " not in agent.get("/accueil").text

    def test_keywords_find_a_record(self, agent: Signed, record: str) -> None:
        assert "essai du plateau" in agent.get("/accueil/recherche", q="relais essai plateau").text

    def test_the_fragment_is_no_whole_page(self, agent: Signed) -> None:
        assert "<html" not in agent.get("/accueil/recherche", q="apa aurec").text

    def test_the_plain_form_shows_the_same_results(self, agent: Signed, record: str) -> None:
        fragment = agent.get("/accueil/recherche", q="apa aurec").text
        whole = agent.get("/accueil", q="apa aurec").text
        linked = re.findall(r'data-result href="([^"]+)"', fragment)
        assert linked == re.findall(r'data-result href="([^"]+)"', whole) != []

    def test_results_carry_the_commune_asked_about(self, agent: Signed, record: str) -> None:
        assert "?lieu=43012" in agent.get("/accueil/recherche", q="apa aurec").text

    def test_kind_filter_leaves_other_kinds_out(self, agent: Signed) -> None:
        text = agent.get("/accueil/recherche", q="aide", quoi="procedure").text
        kinds = set(re.findall(r'class="card-kind">\s*([^<·]+?)\s*(?:·|<)', text))
        assert kinds == {"Démarche"}

    def test_a_department_may_be_the_place(self, agent: Signed, record: str) -> None:
        text = agent.get("/accueil/recherche", q="relais essai plateau", lieu="Haute-Loire").text
        assert "essai du plateau" in text
        assert "pas reconnu" not in text

    def test_an_unknown_place_is_told(self, agent: Signed) -> None:
        assert "Le lieu « Xyzzy » n’est pas reconnu" in agent.get("/accueil/recherche", q="apa", lieu="Xyzzy").text

    def test_open_now_keeps_a_point_that_is_open(self, agent: Signed, record: str) -> None:
        assert "essai du plateau" in agent.get("/accueil/recherche", q="relais essai plateau", ouvert="true").text

    def test_open_now_leaves_out_what_is_not_known_to_be_open(self, agent: Signed, record: str) -> None:
        text = agent.get("/accueil/recherche", q="apa", quoi="procedure", ouvert="true").text
        assert "Rien de connu" in text

    def test_a_worried_neighbour_gets_help_lines_above_the_results(self, agent: Signed) -> None:
        text = agent.get("/accueil/recherche", q="on frappe mon petit voisin tous les soirs").text
        assert "Si quelqu’un est en danger" in text

    def test_what_is_typed_is_never_markup(self, agent: Signed) -> None:
        assert "<script>alert" not in agent.get("/accueil", q="<script>alert(1)</script>").text


class TestLock:
    def test_a_shared_counter_hides_after_the_minutes_set(self, context: Context, database: Database) -> None:
        with database.write() as session:
            create_user(session, "partage", "partage", "reception", PASSWORD)
        with TestClient(create_app(context)) as client:
            shared = {"identifiant": "partage", "mot_de_passe": PASSWORD, "poste_partage": "true"}
            client.post("/connexion", data=shared)
            assert 'data-lock-seconds="600"' in client.get("/accueil").text

    def test_a_computer_of_ones_own_does_not(self, agent: Signed) -> None:
        assert "data-lock-seconds" not in agent.get("/accueil").text

    def test_unlocking_keeps_the_counter_shared(self, agent: Signed) -> None:
        agent.post("/verrouiller")
        page = agent.get("/connexion").text
        assert re.search(r'name="poste_partage" value="true" checked', page)


class TestRecord:
    def test_shows_note_and_direct_contact(self, agent: Signed, record: str) -> None:
        text = agent.get(FICHE).text
        assert NOTE in text
        assert CONTACT in text

    def test_keeps_them_from_staff_of_the_other_department(self, sign_in: Callable[..., Signed], record: str) -> None:
        text = sign_in(departments=("42",)).get(FICHE).text
        assert NOTE not in text
        assert CONTACT not in text
        assert "réservées aux agents de son département" in text

    def test_tells_facts_source_and_date(self, agent: Signed, record: str) -> None:
        text = agent.get(FICHE).text
        assert 'data-copy="04 65 71 00 00"' in text
        assert "vérifié le 1er\u00a0novembre 2026" in text

    def test_tells_who_is_received(self, agent: Signed, record: str) -> None:
        assert "Reçoit les habitants de\u00a0: Haute-Loire" in agent.get(FICHE).text

    def test_neighbours_are_across_the_border(self, agent: Signed, record: str) -> None:
        text = agent.get(FICHE).text
        assert "De l’autre côté de la limite" in text

    def test_tells_what_changed_without_the_values(self, agent: Signed, database: Database, record: str) -> None:
        with database.write() as session:
            at = datetime(2026, 11, 3, 9, tzinfo=UTC)
            changes = {"phones": ["04 65 71 99 99", "04 65 71 00 00"]}
            session.add(RecordRevision(record_id=record, at=at, by="editrice", action="update", changes=changes))
        text = agent.get(FICHE).text
        assert "3\u00a0novembre 2026\u00a0: téléphone" in text
        assert "99 99" not in text

    def test_the_script_says_the_number_by_pairs(self, agent: Signed, record: str) -> None:
        assert "Le numéro est le 04, 65, 71, 00, 00." in agent.get(FICHE).text

    def test_texts_to_send_hold_nothing_internal(self, agent: Signed, record: str) -> None:
        areas = re.findall(r"<textarea.*?</textarea>", agent.get(FICHE).text, re.DOTALL)
        assert len(areas) == 2
        for area in areas:
            assert "04 65 71 00 00" in area
            assert NOTE not in area
            assert CONTACT not in area

    def test_an_unknown_record_is_not_found(self, agent: Signed) -> None:
        assert agent.get("/accueil/fiche/lieu:rien").status_code == 404

    def test_every_key_of_the_help_is_on_the_page(self, agent: Signed, record: str) -> None:
        keys = set(re.findall(r'data-key="(.)"', agent.get(FICHE).text))
        assert keys == {*"/aciemtvrns12345"}


class TestSheet:
    def test_has_large_number_code_and_map(self, agent: Signed, record: str) -> None:
        text = agent.get(f"{FICHE}/imprimer").text
        assert "04 65 71 00 00" in text
        assert "<svg width=" in text
        assert "sheet-pin" in text
        assert "Carte des environs de Saint-Just-Malmont" in text

    def test_points_at_the_public_page(self, agent: Signed, record: str) -> None:
        assert f"http://testserver/fiche/reception_point/{RECORD}" in agent.get(f"{FICHE}/imprimer").text

    def test_uses_simple_words(self, agent: Signed, record: str) -> None:
        assert "On vous aide ici." in agent.get(f"{FICHE}/imprimer").text

    def test_holds_nothing_internal(self, agent: Signed, record: str) -> None:
        text = agent.get(f"{FICHE}/imprimer").text
        assert NOTE not in text
        assert CONTACT not in text

    def test_loads_nothing_from_elsewhere(self, agent: Signed, record: str) -> None:
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', agent.get(f"{FICHE}/imprimer").text) == []


class TestLetter:
    def test_tells_the_facts_to_who_has_no_internet(self, agent: Signed, record: str) -> None:
        text = agent.get(f"{FICHE}/courrier").text
        assert "Madame, Monsieur," in text
        assert "04 65 71 00 00" in text
        assert "Le 25\u00a0novembre 2026" in text

    def test_holds_nothing_internal_and_nobody_s_name(self, agent: Signed, record: str) -> None:
        text = agent.get(f"{FICHE}/courrier").text.split("<main")[1]
        assert NOTE not in text
        assert CONTACT not in text
        assert "agent0" not in text

    def test_an_example_is_not_posted(self, agent: Signed, database: Database, record: str) -> None:
        with database.write() as session:
            found = session.get(Record, record)
            assert found is not None
            found.example = True
        assert agent.get(f"{FICHE}/courrier").status_code == 404
