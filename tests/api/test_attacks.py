"""The attack set through every door that takes text: chat, page forms, look-up, addresses of records, opinions.

The set (`evaluation/attacks/attacks.jsonl`) was written by others than the authors of the code.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from api.app import create_app
from api.context import Context
from langue.gazetteer import Gazetteer
from pistes.database import Database, make_engine
from tests.api.conftest import FakeBot, context_over

ATTACKS = Path(__file__).parents[2] / "evaluation" / "attacks" / "attacks.jsonl"
ROWS: list[dict[str, str]] = [json.loads(line) for line in ATTACKS.read_text(encoding="utf-8").splitlines()]
TEXTS = [pytest.param(row["text"], id=f"{row['id']}-{row['kind']}") for row in ROWS]
PAYLOADS = [pytest.param(row["text"], id=row["id"]) for row in ROWS if row["kind"] == "rasa_payload"]
# A tag that a browser would run, or a handler, as our templates never write them.
LIVE = re.compile(
    r"<(?:img|svg|iframe|object|embed|math|body|video|audio|details|marquee|base|"
    r"meta http)[^>]*(?:on\w+=|src=|href=)",
    re.I,
)
INTERNAL = ("Traceback", "sqlalchemy", "site-packages", "internal_note", "password_hash", "sqlite3.")


def unharmed(response: Response, text: str) -> None:
    """No failure of ours, no inside of ours, and nothing of the input read as markup."""
    assert response.status_code < 500
    assert not [word for word in INTERNAL if word in response.text and word not in text]
    if "html" in response.headers.get("content-type", ""):
        if "<" in text and ">" in text:
            assert text.strip() not in response.text
        for tag in LIVE.findall(text):
            assert tag not in response.text
        assert "<script>alert" not in response.text
    assert "set-cookie" not in response.headers
    assert not [name for name in response.headers if name.lower().startswith("x-evil")]


def form(text: str) -> dict[str, str]:
    """A form's field as a browser can send it: UTF-8, lone halves of characters replaced."""
    return {"message": text.encode("utf-8", "replace").decode()}


@pytest.fixture(scope="module")
def door(seeded: tuple[Path, Gazetteer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """One application for every attack, as in life: the thousandth meets what the others left behind."""
    path = tmp_path_factory.mktemp("attacked") / "passerelle.db"
    shutil.copy(seeded[0], path)
    database = Database(make_engine(f"sqlite:///{path}"))
    with TestClient(create_app(context_over(seeded[1], database, FakeBot()))) as made:
        yield made
    database.dispose()


def test_the_set_is_large_and_varied() -> None:
    assert len(ROWS) >= 200
    assert len({row["kind"] for row in ROWS}) >= 10


@pytest.mark.parametrize("text", TEXTS)
def test_the_chat_answers_or_refuses_clearly(door: TestClient, text: str) -> None:
    body = json.dumps({"message": text, "conversation": None, "message_id": None, "site": None, "plain": False})
    response = door.post("/api/chat", content=body.encode(), headers={"content-type": "application/json"})
    unharmed(response, text)
    assert response.headers["content-type"].startswith(("application/json", "application/problem+json"))


@pytest.mark.parametrize("text", TEXTS)
def test_the_page_s_form_answers_or_refuses_clearly(door: TestClient, text: str) -> None:
    unharmed(door.post("/", data=form(text)), text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_look_up_finds_or_says_so(door: TestClient, text: str) -> None:
    written = form(text)["message"][:2000]
    unharmed(door.get("/api/search", params={"q": written, "commune": written}), text)
    unharmed(door.get("/recherche", params={"q": written, "commune": written}), text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_identifier_names_no_record_and_no_conversation(door: TestClient, text: str) -> None:
    written = quote(form(text)["message"][:300], safe="")
    for path in (f"/api/events/{written}", f"/fiche/event/{written}", f"/api/event/{written}.ics"):
        unharmed(door.get(path), text)
    unharmed(door.delete(f"/api/conversations/{written}"), text)


@pytest.mark.parametrize("text", TEXTS)
def test_every_other_field_of_the_chat_refuses_it(door: TestClient, text: str) -> None:
    for field in ("conversation", "message_id", "site"):
        body = json.dumps({"message": "bonjour", field: text})
        response = door.post("/api/chat", content=body.encode(), headers={"content-type": "application/json"})
        unharmed(response, text)


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_payload_of_rasa_stays_a_text_and_changes_nothing_else(client: TestClient, bot: FakeBot, text: str) -> None:
    """The bot's channel takes the slash away (`COMMAND_PREFIXES`); here it is data in one field, nothing more."""
    response = client.post("/api/chat", json={"message": text})
    assert response.status_code < 500
    for turn in bot.asked:
        assert not [key for key, value in turn.items() if key != "text" and value == text]
        assert not turn.get("state")


def test_nothing_of_what_is_written_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    canary = "CANARI-karim.benali@example.org 06 12 34 56 78"
    with caplog.at_level(logging.DEBUG):
        for row in ROWS[::5]:
            client.post(
                "/api/chat", json={"message": f"{row['text'][:500]} {canary}".encode("utf-8", "replace").decode()}
            )
        client.post("/", data={"message": canary})
    # The test client logs the addresses that it calls itself: only what the application writes is read.
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio"))]
    assert not [line for line in ours if "CANARI" in line or "06 12 34" in line or "benali" in line]


def test_another_s_conversation_can_neither_be_read_nor_continued(client: TestClient, bot: FakeBot) -> None:
    mine = client.post("/api/chat", json={"message": "bonjour"}).json()["conversation"]
    for guess in (mine[:-1], mine.swapcase(), mine + "A", "1", "0" * 43):
        answer = client.post("/api/chat", json={"message": "et ensuite", "conversation": guess})
        assert answer.json().get("conversation") != mine
        assert not bot.asked[-1].get("state")


def test_nested_and_broken_bodies_are_refused(client: TestClient) -> None:
    for body in (
        b"[" * 50_000,
        b'{"message":' * 5_000,
        b'{"message": "a"',
        b"\xff\xfe",
        b'{"message": 1e999}',
        b"null",
    ):
        response = client.post("/api/chat", content=body, headers={"content-type": "application/json"})
        assert 400 <= response.status_code < 500


def test_the_default_context_shows_no_internal_field_in_errors(client: TestClient, context: Context) -> None:
    response = client.post("/api/chat", json={"message": "x" * 5_000})
    assert context.secret not in response.text
    assert response.headers["content-type"] == "application/problem+json"
