"""The pages of managers, as they get them."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from pistes.database import Database
from pistes.models import EmergencyCount
from tests.api.accueil.conftest import Signed
from tests.api.conftest import NOW
from tests.api.pilotage.conftest import SMALLEST

PAGES = ["/pilotage", "/pilotage/questions", "/pilotage/export/themes.csv", "/pilotage/qualite", "/pilotage/semaine"]


def rows(text: str, section: str) -> dict[str, list[str]]:
    """{first cell: other cells} of a section's tables."""
    body = re.search(rf'<section class="pilot-section" id="{section}".*?</section>', text, re.S)
    assert body is not None
    lines = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', body.group(), re.S)
    clean = re.compile(r"<[^>]+>")
    return {html.unescape(clean.sub("", label)).strip(): re.findall(r"<td>(.*?)</td>", cells) for label, cells in lines}


def number(cell: str) -> int | None:
    digits = cell.replace("\u202f", "")
    return int(digits) if digits.isdigit() else None


class TestEntrance:
    @pytest.mark.parametrize("path", PAGES)
    def test_nobody_enters_without_signing_in(self, client: TestClient, path: str) -> None:
        assert client.get(path, follow_redirects=False).headers["location"].startswith("/connexion")

    @pytest.mark.parametrize("role", ["reception", "editor"])
    @pytest.mark.parametrize("path", PAGES)
    def test_only_managers_and_administrators_enter(self, sign_in: Callable[..., Signed], role: str, path: str) -> None:
        assert sign_in(role).get(path).status_code == 403

    def test_pages_are_kept_by_no_cache(self, manager: Signed) -> None:
        assert manager.get("/pilotage").headers["cache-control"] == "no-store"


class TestTable:
    def test_an_empty_database_gives_a_whole_page(self, manager: Signed) -> None:
        answer = manager.get("/pilotage")
        assert answer.status_code == 200
        assert "ce n’est pas un sondage" in answer.text

    def test_every_piste_is_listed_even_when_nobody_asks(self, manager: Signed, database: Database) -> None:
        assert len(rows(manager.get("/pilotage").text, "pistes")) > 10

    def test_outcomes_add_up_to_the_questions_asked(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage").text
        counts = [number(cells[0]) for cells in rows(text, "issues").values()]
        whole = sum(n for n in counts if n)
        assert 1400 < whole <= 1500
        assert f"{whole:,}".replace(",", "\u202f") in text

    def test_no_figure_is_smaller_than_a_group(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage").text
        for section in (
            "issues",
            "causes",
            "intentions",
            "themes",
            "pistes",
            "departements",
            "communes",
            "heures",
            "canaux",
        ):
            told = [number(cell) for cells in rows(text, section).values() for cell in cells]
            assert all(n is None or n >= SMALLEST for n in told), section

    def test_a_site_narrows_every_table(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage", site="43").text
        assert rows(text, "communes")
        assert all(label.endswith("(43)") for label in rows(text, "communes"))

    def test_two_periods_stand_beside_each_other(self, manager: Signed, month: Database) -> None:
        text = manager.get(
            "/pilotage", du="2026-11-12", au="2026-11-25", avec_du="2026-10-29", avec_au="2026-11-11"
        ).text
        assert len(rows(text, "issues")["Réponse donnée"]) == 3

    def test_no_comparison_when_none_is_wanted(self, manager: Signed, month: Database) -> None:
        assert len(rows(manager.get("/pilotage", comparer="non").text, "issues")["Réponse donnée"]) == 2

    @pytest.mark.parametrize("value", ["pas une date", "2026-13-45", "9999-12-31", "0001-01-01"])
    def test_a_strange_date_counts_as_none(self, manager: Signed, value: str) -> None:
        assert manager.get("/pilotage", du=value, au=value, avec_du=value, avec_au=value).status_code == 200

    def test_charts_have_words_and_no_style_of_their_own(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage").text
        assert text.count('<svg class="chart') >= 6
        assert all("aria-label=" in svg for svg in re.findall(r"<svg class=\"chart[^>]*>", text))
        assert " style=" not in text


class TestQuestions:
    def test_every_link_of_the_page_opens(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage").text
        links = {html.unescape(link) for link in re.findall(r'href="(/pilotage/questions\?[^"]+)"', text)}
        assert len(links) > 40
        for link in sorted(links)[::7]:
            assert manager.get(link).status_code == 200, link

    def test_a_figure_opens_masked_questions_in_groups(self, manager: Signed, month: Database) -> None:
        text = manager.get("/pilotage/questions", facette="theme", valeur="autonomie").text
        counts = [int(n) for n in re.findall(r"(\d+) questions · ", text)]
        assert counts
        assert min(counts) >= SMALLEST

    def test_a_rare_question_is_not_shown(self, manager: Signed, month: Database, database: Database) -> None:
        text = manager.get("/pilotage/questions", facette="commune", valeur="43137").text
        assert all(int(n) >= SMALLEST for n in re.findall(r"(\d+) questions · ", text))

    @pytest.mark.parametrize("facet", ["mot_de_passe", "group"])
    def test_an_unknown_figure_is_not_found(self, manager: Signed, facet: str) -> None:
        assert manager.get("/pilotage/questions", facette=facet, valeur="x' OR 1=1").status_code == 404


class TestEmergencies:
    def add(self, database: Database, day_offset: int, kind: str, count: int) -> None:
        with database.write() as session:
            session.add(EmergencyCount(day=NOW.date() - timedelta(days=day_offset), site="42", kind=kind, count=count))

    def test_they_are_told_by_ended_month_and_kind(self, manager: Signed, database: Database) -> None:
        self.add(database, 40, "suicide", 9)
        self.add(database, 41, "medical", 12)
        self.add(database, 2, "suicide", 30)
        found = rows(manager.get("/pilotage", du="2026-10-20").text, "urgences")
        assert found["Idées de suicide"] == ["9"]

    def test_a_small_count_is_hidden_with_a_second_one(self, manager: Signed, database: Database) -> None:
        for day, kind, count in ((40, "suicide", 2), (41, "medical", 12), (42, "homeless", 8)):
            self.add(database, day, kind, count)
        found = rows(manager.get("/pilotage", du="2026-10-20").text, "urgences")
        assert found["Idées de suicide"] == found["Sans abri"] == ["moins de 5"]
        assert found["Urgence médicale"] == ["12"]

    def test_no_filter_narrows_them(self, manager: Signed, database: Database) -> None:
        self.add(database, 40, "suicide", 9)
        a = rows(manager.get("/pilotage", du="2026-10-20").text, "urgences")
        b = rows(manager.get("/pilotage", du="2026-10-28", site="43", canal="phone").text, "urgences")
        assert a == b
