"""The nights when the hour changes: an hour that comes twice, an hour that does not exist."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.context import Context
from pistes.clock import PARIS

from .conftest import FakeBot

# 2026: summer time begins on 29 March at 01:00 UTC, and ends on 25 October at 01:00 UTC.
INSTANTS = [
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
]


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
def test_residents_are_answered(make_context: Callable[..., Context], bot: FakeBot, instant: datetime) -> None:
    bot.say("utter_procedure__answer", results=("proc:apa",))
    context = make_context(clock=lambda: instant.astimezone(PARIS))
    client = TestClient(create_app(context))
    assert client.post("/api/chat", json={"message": "comment demander l'APA ?"}).json()["outcome"] == "answered"
    danger = client.post("/api/chat", json={"message": "on frappe mon petit voisin tous les soirs"}).json()
    assert danger["outcome"] == "emergency"
    assert datetime.fromisoformat(bot.asked[0]["now"]) == instant


@pytest.mark.parametrize("instant", INSTANTS, ids=str)
def test_the_search_page_still_works(make_context: Callable[..., Context], instant: datetime) -> None:
    client = TestClient(create_app(make_context(clock=lambda: instant.astimezone(PARIS))))
    assert client.get("/recherche", params={"q": "point d'accueil Firminy"}).status_code == 200
