"""The pages that residents read, as they come without scripts."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.context import Context
from api.pages.maps import draw
from pistes.database import Database
from pistes.models import Conversation, HelpLine, ReceptionPoint, Site
from tests.api.conftest import FakeBot

WEB = Path(__file__).parents[2] / "web" / "src"
DANGER = "on frappe mon petit voisin tous les soirs"
PUBLIC = ("/", "/recherche", "/confidentialite", "/accessibilite", "/mentions-legales", "/quitter", "/connexion")


def token_of(page: str) -> str:
    """The conversation's token in a page's form."""
    found = re.search(r'name="conversation" value="([^"]+)"', page)
    return found.group(1) if found else ""


class TestEveryPage:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_it_is_french_kept_by_nobody_and_has_no_inline_script_or_style(self, client: TestClient, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 200
        assert '<html lang="fr">' in response.text
        assert "<style" not in response.text
        assert " style=" not in response.text
        assert "<script>" not in response.text
        if path != "/connexion":
            assert response.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("path", PUBLIC)
    def test_it_loads_nothing_from_elsewhere(self, client: TestClient, path: str) -> None:
        loaded = re.findall(r'(?:src|href)="([^"]+)"', re.sub(r"<a [^>]*>", "", client.get(path).text))
        assert all(address.startswith("/") for address in loaded)

    def test_no_cookie_is_given(self, client: TestClient) -> None:
        assert all("set-cookie" not in client.get(path).headers for path in PUBLIC)


class TestAsking:
    def test_a_question_gets_an_answer_and_the_token_stays_in_the_form(self, client: TestClient) -> None:
        response = client.post("/", data={"message": "bonjour"})
        assert response.status_code == 200
        assert "Réponse" in response.text
        assert len(token_of(response.text)) > 30

    def test_the_conversation_goes_on_with_the_token(self, client: TestClient, bot: FakeBot) -> None:
        first = client.post("/", data={"message": "bonjour"}).text
        again = client.post("/", data={"message": "et à Firminy ?", "conversation": token_of(first)}).text
        assert token_of(again) == token_of(first)
        assert bot.asked[-1]["state"] == {"topic": "event"}

    def test_sending_the_same_form_twice_asks_once(self, client: TestClient, bot: FakeBot) -> None:
        form = {"message": "bonjour", "message_id": str(uuid.uuid4())}
        assert token_of(client.post("/", data=form).text) == token_of(client.post("/", data=form).text)
        assert len(bot.asked) == 1

    def test_what_is_written_is_shown_escaped(self, client: TestClient) -> None:
        page = client.post("/", data={"message": "<script>alert(1)</script>\"'><img src=x onerror=y>"}).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page

    @pytest.mark.parametrize(("message", "status"), [("", 422), ("   ", 422), ("a" * 1001, 422)])
    def test_a_refusal_is_a_page_that_says_why(self, client: TestClient, message: str, status: int) -> None:
        response = client.post("/", data={"message": message})
        assert response.status_code == status
        assert response.headers["content-type"].startswith("text/html")
        assert 'role="alert"' in response.text

    def test_too_many_messages_say_how_long_to_wait(self, make_context: Callable[..., Context]) -> None:
        class Full:
            at_once = True

            def wait(self, client: str, conversation: str | None) -> int | None:
                return 7

        with TestClient(create_app(make_context(limits=Full()))) as client:
            response = client.post("/", data={"message": "bonjour"})
        assert response.status_code == 429
        assert response.headers["retry-after"] == "7"

    def test_simple_french_is_asked_for(self, client: TestClient, bot: FakeBot) -> None:
        client.post("/", data={"message": "bonjour", "plain": "true"})
        assert bot.asked[-1]["plain"] is True

    def test_a_bad_message_id_is_ignored(self, client: TestClient) -> None:
        assert client.post("/", data={"message": "bonjour", "message_id": "../../x"}).status_code == 200

    def test_with_the_bot_down_there_is_still_an_answer(self, client: TestClient, bot: FakeBot) -> None:
        bot.down = True
        assert "mode réduit" in client.post("/", data={"message": "point d'accueil Firminy"}).text


class TestDanger:
    @pytest.mark.parametrize("message", [DANGER, DANGER + " " + "x" * 3000])
    def test_it_comes_before_any_refusal(self, make_context: Callable[..., Context], message: str) -> None:
        class Full:
            at_once = True

            def wait(self, client: str, conversation: str | None) -> int | None:
                return 7

        with TestClient(create_app(make_context(limits=Full()))) as client:
            response = client.post("/", data={"message": message})
        assert response.status_code == 200
        assert "Vous pouvez être aidé maintenant" in response.text
        assert 'class="suggestions"' not in response.text

    def test_what_was_written_is_not_shown_again(self, client: TestClient) -> None:
        assert "petit voisin" not in client.post("/", data={"message": DANGER}).text

    @pytest.mark.parametrize("field", ["q", "commune"])
    def test_it_is_found_in_every_field_of_the_look_up(self, client: TestClient, field: str) -> None:
        page = client.get("/recherche", params={field: DANGER}).text
        assert "Vous pouvez être aidé maintenant" in page
        assert "petit voisin" not in page

    def test_it_is_found_in_a_look_up_too_long_to_search(self, client: TestClient) -> None:
        assert "Vous pouvez être aidé maintenant" in client.get("/recherche", params={"q": "mot " * 200 + DANGER}).text

    def test_the_numbers_of_the_page_are_those_of_the_database(self, client: TestClient, database: Database) -> None:
        with database.read() as session:
            known = set(session.scalars(select(HelpLine.number)))
        shown = set(re.findall(r'href="(?:tel|sms):(\d+)"', client.get("/mentions-legales").text))
        offline = set(re.findall(r'"(?:tel|sms):(\d+)"', (WEB / "words.ts").read_text(encoding="utf-8")))
        assert shown
        assert offline
        assert shown | offline <= known


class TestLookUp:
    def test_results_have_their_source_and_a_number_on_the_map(self, client: TestClient) -> None:
        page = client.get("/recherche", params={"q": "lieu d'accueil", "commune": "Firminy"}).text
        assert page.count("<article") == page.count("Source\u00a0:")
        assert "<svg viewBox" in page
        assert 'class="pin-text"' in page

    def test_nothing_found_says_so_and_offers_to_ask(self, client: TestClient) -> None:
        page = client.get("/recherche", params={"q": "zzxqv"}).text
        assert "Rien de connu" in page
        assert "poser votre question" in page

    def test_an_unknown_commune_is_told(self, client: TestClient) -> None:
        assert "n’est pas reconnue" in client.get("/recherche", params={"q": "aide", "commune": "Xyzville"}).text

    @pytest.mark.parametrize("q", ["<b>x</b>", '"><script>', "{{7*7}}", "\x00\x01", "' OR 1=1 --", "*", '"'])
    def test_hostile_words_are_only_words(self, client: TestClient, q: str) -> None:
        response = client.get("/recherche", params={"q": q})
        assert response.status_code == 200
        assert "<script>" not in response.text
        assert "<b>x" not in response.text

    def test_an_unknown_kind_is_any_kind(self, client: TestClient) -> None:
        assert client.get("/recherche", params={"q": "aide", "kind": "../x"}).status_code == 200


class TestRecord:
    @pytest.fixture
    def points(self, database: Database) -> dict[bool, str]:
        with database.read() as session:
            rows = session.execute(
                select(ReceptionPoint.example, ReceptionPoint.id).where(ReceptionPoint.published)
            ).all()
        return {row.example: row.id for row in rows}

    def test_a_record_has_a_page_to_print(self, client: TestClient, points: dict[bool, str]) -> None:
        page = client.get(f"/fiche/reception_point/{points[False]}").text
        assert "data-print" in page
        assert "vérifié le" in page

    def test_an_example_is_marked_and_not_to_be_printed(self, client: TestClient, points: dict[bool, str]) -> None:
        page = client.get(f"/fiche/reception_point/{points[True]}").text
        assert "Exemple, fiche inventée" in page
        assert "data-print" not in page

    def test_an_example_has_no_page_where_examples_are_not_shown(
        self, make_context: Callable[..., Context], points: dict[bool, str]
    ) -> None:
        with TestClient(create_app(make_context(show_examples=False))) as client:
            assert client.get(f"/fiche/reception_point/{points[True]}").status_code == 404

    def test_an_unknown_record_is_a_page_that_says_so(self, client: TestClient) -> None:
        response = client.get("/fiche/event/none")
        assert response.status_code == 404
        assert "n’existe pas" in response.text

    def test_a_link_that_is_no_web_address_is_never_written(
        self, client: TestClient, database: Database, points: dict[bool, str]
    ) -> None:
        with database.write() as session:
            point = session.get(ReceptionPoint, points[False])
            assert point is not None
            point.website, point.source_url, point.title = "javascript:alert(1)", "javascript:alert(2)", "<i>Lieu</i>"
        page = client.get(f"/fiche/reception_point/{points[False]}").text
        assert "javascript:" not in page
        assert "<i>Lieu" not in page


class TestLeaving:
    def test_it_erases_the_conversation_and_leads_to_the_neutral_page(
        self, client: TestClient, database: Database
    ) -> None:
        token = token_of(client.post("/", data={"message": "bonjour"}).text)
        response = client.post("/quitter", data={"conversation": token})
        assert response.headers["refresh"] == "0; url=https://www.meteofrance.com/"
        assert "historique" in response.text
        with database.read() as session:
            assert session.scalars(select(Conversation)).all() == []

    def test_erasing_gives_an_empty_form_back(self, client: TestClient, database: Database) -> None:
        token = token_of(client.post("/", data={"message": "bonjour"}).text)
        page = client.post("/effacer", data={"conversation": token}).text
        assert "effacée" in page
        assert token_of(page) == ""

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "http://x.fr", '"><script>', "//x.fr", 7])
    def test_a_site_cannot_lead_to_anything_but_https(
        self, client: TestClient, database: Database, address: Any
    ) -> None:
        with database.write() as session:
            site = session.get(Site, "42")
            assert site is not None
            site.theme = {**site.theme, "quit_url": address, "accent": address}
        look = client.get("/api/site/42").json()
        assert look["quit_url"] == "https://www.meteofrance.com/"
        assert look["accent"] == "#0b5563"


class TestWidget:
    def test_it_may_be_used_by_other_sites_and_is_kept_with_a_check(self, client: TestClient) -> None:
        response = client.get("/widget.js")
        assert response.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "max-age" in response.headers["cache-control"]
        assert client.get("/widget.js", headers={"If-None-Match": response.headers["etag"]}).status_code == 304
        assert client.get("/widget.js", headers={"If-None-Match": '"another"'}).status_code == 200

    def test_a_site_shows_its_look_and_nothing_else(self, client: TestClient) -> None:
        look = client.get("/api/site/43").json()
        assert look["name"] == "Département de la Haute-Loire"
        assert "origins" not in look
        assert "off_message" not in look

    def test_an_unknown_site_is_told(self, client: TestClient) -> None:
        assert client.get("/api/site/nowhere").status_code == 404
        assert client.get("/api/site/defaut").status_code == 200


class TestMap:
    @pytest.fixture
    def gazetteer(self, context: Context) -> Any:
        return context.gazetteer

    def test_results_of_one_place_share_a_marker(self, gazetteer: Any) -> None:
        drawn = draw(gazetteer, [{"commune": "Firminy"}, {"commune": "Firminy"}, {"commune": "Roanne"}])
        assert drawn is not None
        assert [marker["label"] for marker in drawn["markers"]] == ["1+", "3"]

    def test_the_north_is_up_and_everything_is_inside(self, gazetteer: Any) -> None:
        drawn = draw(gazetteer, [{"commune": "Roanne"}, {"commune": "Le Puy-en-Velay"}])
        assert drawn is not None
        north, south = drawn["markers"]
        assert north["y"] < south["y"]
        assert all(0 < marker["x"] < drawn["width"] and 0 < marker["y"] < drawn["height"] for marker in (north, south))

    def test_without_any_place_there_is_no_map(self, gazetteer: Any) -> None:
        assert draw(gazetteer, [{"commune": None}]) is None


class TestTheSearchAddress:
    @pytest.mark.parametrize("kind", ['"', "*", "zk", "a b"])
    def test_an_unknown_kind_is_told_with_those_there_are(self, client: TestClient, kind: str) -> None:
        refused = client.get("/api/search", params={"q": "accueil", "kind": kind})
        assert refused.status_code == 422
        assert "reception_point" in refused.json()["detail"]

    def test_an_empty_kind_is_every_kind(self, client: TestClient) -> None:
        every = client.get("/api/search", params={"q": "accueil"}).json()
        assert client.get("/api/search", params={"q": "accueil", "kind": ""}).json()["total"] == every["total"] > 0
