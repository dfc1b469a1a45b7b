"""The conversation by plain forms: language, opinion, map, erasing."""

import re
import uuid
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.pages.contrast import ratio, readable_on
from api.pages.words import WORDS
from pistes.database import Database
from pistes.models import Feedback, ReceptionPoint, Site
from tests.api.conftest import FakeBot

DANGER = "on frappe mon petit voisin tous les soirs"
ENGLISH_ONLY = "Language of this page"


def field(page: str, name: str) -> str:
    """The first value of a hidden field; empty when there is none."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


@pytest.fixture
def points(database: Database) -> list[str]:
    with database.read() as session:
        query = select(ReceptionPoint.id).where(ReceptionPoint.published, ReceptionPoint.example.is_(False)).limit(3)
        return list(session.scalars(query))


class TestLanguage:
    def test_every_language_has_the_same_words(self) -> None:
        assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["fr"])}

    def test_simple_french_can_be_left_again(self, client: TestClient, bot: FakeBot) -> None:
        first = client.post("/", data={"message": "bonjour", "language": "simple"}).text
        assert bot.asked[-1]["plain"] is True
        assert '<option value="simple" lang="fr" selected>' in first
        client.post("/", data={"message": "bonjour", "language": "fr", "conversation": field(first, "conversation")})
        assert bot.asked[-1]["plain"] is False

    def test_english_is_said_to_be_english_and_the_answer_french(self, client: TestClient) -> None:
        page = client.post("/", data={"message": "bonjour", "language": "en"}).text
        assert ENGLISH_ONLY in page
        assert '<div class="plain" lang="en">' in page
        assert '<div lang="fr">' in page

    def test_the_language_and_the_site_stay_through_the_forms(self, client: TestClient) -> None:
        page = client.get("/", params={"langue": "en", "site": "43", "simple": "1"}).text
        assert field(page, "language") == "en"
        again = client.post("/effacer", data={"language": "en", "site": "43"}).text
        assert field(again, "site") == "43"
        assert ENGLISH_ONLY in again

    def test_an_unknown_language_is_french(self, client: TestClient) -> None:
        assert WORDS["fr"]["language"] in client.get("/", params={"langue": "'><script>", "simple": "1"}).text


class TestOpinion:
    @pytest.fixture
    def answered(self, client: TestClient) -> dict[str, str]:
        page = client.post("/", data={"message": "bonjour", "message_id": str(uuid.uuid4())}).text
        return {name: field(page, name) for name in ("conversation", "answered_id")}

    def test_no_asks_for_a_reason_of_a_closed_list_which_is_kept(
        self, client: TestClient, database: Database, answered: dict[str, str]
    ) -> None:
        page = client.post("/avis", data={**answered, "helpful": "false"}).text
        assert page.count('name="reason"') == 6
        assert "Merci pour votre avis" in client.post("/avis", data={**answered, "reason": "outdated"}).text
        with database.read() as session:
            kept = session.scalars(select(Feedback)).one()
            assert (kept.helpful, kept.reason) == (False, "outdated")

    def test_yes_asks_nothing_more(self, client: TestClient, answered: dict[str, str]) -> None:
        page = client.post("/avis", data={**answered, "helpful": "true"}).text
        assert "Merci pour votre avis" in page
        assert 'name="reason"' not in page
        assert field(page, "conversation") == answered["conversation"]

    @pytest.mark.parametrize("change", [{"answered_id": "x"}, {"conversation": "another"}, {"reason": "<b>"}])
    def test_an_opinion_on_nothing_is_told_and_not_kept(
        self, client: TestClient, database: Database, answered: dict[str, str], change: dict[str, str]
    ) -> None:
        response = client.post("/avis", data={**answered, **change})
        assert response.status_code == 200
        assert "n’est pas conservée" in response.text
        with database.read() as session:
            assert session.scalars(select(Feedback)).all() == []

    def test_after_danger_no_opinion_is_asked(self, client: TestClient) -> None:
        assert 'action="/avis"' not in client.post("/", data={"message": DANGER}).text


class TestMap:
    def test_an_answer_with_places_has_the_map_beside_its_list(
        self, client: TestClient, bot: FakeBot, points: list[str]
    ) -> None:
        bot.say("utter_chitchat__greet", "answered", tuple(points))
        page = client.post("/", data={"message": "un point d'accueil"}).text
        assert page.count('class="pin"') >= 1
        assert "with-map" in page

    def test_the_map_of_records_is_a_page_and_an_image(self, client: TestClient, points: list[str]) -> None:
        page = client.get("/carte", params={"id": points})
        image = client.get("/carte.svg", params={"id": points})
        assert page.text.count("<article") == len(points)
        assert image.headers["content-type"] == "image/svg+xml"
        assert "<text" in image.text
        assert "http" not in image.text.replace("http://www.w3.org/2000/svg", "")

    @pytest.mark.parametrize("path", ["/carte", "/carte.svg"])
    def test_what_is_not_published_is_on_no_map(
        self, client: TestClient, database: Database, points: list[str], path: str
    ) -> None:
        with database.write() as session:
            point = session.get(ReceptionPoint, points[0])
            assert point is not None
            point.published = False
        assert client.get(path, params={"id": points[:1]}).status_code == 404
        assert client.get(path, params={"id": ["../x", "<b>"]}).status_code == 404
        assert client.get(path).status_code == 404

    def test_more_records_than_a_list_shows_are_refused(self, client: TestClient) -> None:
        assert client.get("/carte", params={"id": ["x"] * 21}).status_code == 422


class TestColours:
    def test_the_contrast_of_known_colours_is_known(self) -> None:
        assert ratio("#000000", "#ffffff") == pytest.approx(21)
        assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)

    @pytest.mark.parametrize("background", ["#ffffff", "#000000", "#777777", "#ffe000", "#1d4f91", "#808080"])
    def test_a_text_colour_always_has_enough(self, background: str) -> None:
        assert ratio(background, readable_on(background, background)) >= 4.5

    def test_a_site_with_colours_that_cannot_be_read_gets_a_readable_text(
        self, client: TestClient, database: Database
    ) -> None:
        with database.write() as session:
            site = session.get(Site, "42")
            assert site is not None
            site.theme = {"accent": "#ffe000", "on_accent": "#ffffff"}
        assert client.get("/api/site/42").json()["on_accent"] == "#000000"

    def test_every_site_of_the_reference_data_can_be_read(self, client: TestClient) -> None:
        for site in ("42", "43", "demo"):
            look = client.get(f"/api/site/{site}").json()
            assert ratio(look["accent"], look["on_accent"]) >= 4.5


def test_the_bundle_is_built_from_its_sources() -> None:
    """A word of the sources that nobody built is a page that residents do not get."""
    root = Path(__file__).parents[2]
    built = (root / "api" / "static" / "widget.js").read_text(encoding="utf-8")
    words = (root / "web" / "src" / "words.ts").read_text(encoding="utf-8")
    plain_strings = re.findall(r'^  \w+: "([^"\\]{12,})",$', words, re.MULTILINE)
    assert len(plain_strings) > 40
    assert [text for text in plain_strings if text not in built] == []
