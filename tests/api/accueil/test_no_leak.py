"""No internal note and no direct contact on any route that opens without an account."""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.api.accueil.conftest import CONTACT, NOTE, RECORD
from tests.api.conftest import FakeBot

SECRET_WORDS = ("zorglubique", "xylophonesque")
# A value for every parameter of a path; « 1 » for any other.
VALUES = defaultdict(lambda: "1", kind="reception_point", record_id=RECORD, site_id="42", token="inconnu")
# Words that only the internal facts hold, and words that find the record.
QUERIES = ("relais essai plateau", *SECRET_WORDS, RECORD)


def every_route(app: Any) -> Iterator[tuple[str, str]]:
    """Method and path of every route, staff's too: without a session they must show nothing either."""
    assert isinstance(app, FastAPI)
    # Routers that are included stay routers: their routes are one level down.
    inside = [found for route in app.routes for found in getattr(route, "original_router", app).routes]
    routes = [route for route in inside if isinstance(route, APIRoute)]
    assert len(routes) > 20, "the routes are not where this test looks for them"
    assert {"/api/search", "/recherche", "/accueil/fiche/{record_id}"} <= {route.path for route in routes}
    for route in routes:
        for method in sorted(route.methods):
            yield method, route.path.format_map(VALUES)


def leaks_of(client: TestClient, method: str, path: str) -> Iterator[str]:
    """What the route answered that it should not have, for everything we know to ask."""
    for query in QUERIES if method == "GET" else ("",):
        asked = {"q": query, "quoi": "reception_point", "plain": "true"} if query else {}
        body = client.request(method, path, params=asked).text
        # A page may show the words it was asked, in its box; never with the record, nor the rest of the note.
        echoed = query in SECRET_WORDS and RECORD not in body and NOTE not in body and CONTACT not in body
        if any(secret in body for secret in (NOTE, CONTACT, *SECRET_WORDS)) and not echoed:
            yield f"{method} {path}?q={query}"


@pytest.mark.usefixtures("record")
def test_no_route_without_an_account_tells_anything_internal(client: TestClient) -> None:
    asked = list(every_route(client.app))
    assert [leak for method, path in asked for leak in leaks_of(client, method, path)] == []


@pytest.mark.usefixtures("record")
def test_the_public_routes_do_show_the_record(client: TestClient) -> None:
    """The leak test would pass on a record that nobody is shown."""
    for path in (
        f"/fiche/reception_point/{RECORD}",
        f"/api/reception_point/{RECORD}",
        "/recherche?q=relais+essai+plateau",
    ):
        assert "essai du plateau" in client.get(path).text


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("plain", [False, True])
def test_the_assistant_tells_nothing_internal(client: TestClient, bot: FakeBot, plain: bool) -> None:
    bot.say("utter_chitchat__greet", results=(RECORD,))
    body = {"message": "un relais ?", "message_id": str(uuid.uuid4()), "plain": plain}
    text = client.post("/api/chat", json=body).text
    assert RECORD in text
    assert not any(secret in text for secret in (NOTE, CONTACT, *SECRET_WORDS))


@pytest.mark.usefixtures("record")
def test_the_assistant_without_its_bot_tells_nothing_internal(client: TestClient, bot: FakeBot) -> None:
    bot.down = True
    text = client.post("/api/chat", json={"message": "relais essai plateau"}).text
    assert not any(secret in text for secret in (NOTE, CONTACT, *SECRET_WORDS))


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("word", SECRET_WORDS)
def test_internal_words_find_nothing(client: TestClient, word: str) -> None:
    """A note that can be searched can be guessed word by word."""
    assert RECORD not in [result["id"] for result in client.get("/api/search", params={"q": word}).json()["results"]]
