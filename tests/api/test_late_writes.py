"""Writes that wait for the database: in order, each once, and none that stops those behind it for ever."""

import time
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from api import late_writes
from api.app import create_app
from api.context import Context
from api.late_writes import LateWrites
from pistes.database import Database
from pistes.models import Conversation, EmergencyCount, Exchange

DANGER = "on frappe mon petit voisin tous les soirs"


class Broken(Database):
    """A database that takes nothing until it is mended; reading works."""

    def __init__(self, real: Database) -> None:
        self.real, self.engine, self.down = real, real.engine, True

    def read(self):  # type: ignore[no-untyped-def]
        return self.real.read()

    def write(self):  # type: ignore[no-untyped-def]
        if self.down:
            raise OperationalError("", {}, Exception("database is locked"))
        return self.real.write()


@pytest.fixture
def late(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[LateWrites]:
    monkeypatch.setattr(late_writes, "RETRY_SECONDS", 0.02)
    made = LateWrites(database)
    made.start()
    yield made
    made.stop()


def drained(late: LateWrites) -> None:
    deadline = time.monotonic() + 5
    while len(late) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not len(late)


def test_they_are_tried_again_in_their_order(late: LateWrites) -> None:
    done: list[str] = []
    failures = iter([True, True, False])

    def first(session: Session) -> None:
        if next(failures, False):
            raise OperationalError("", {}, Exception("locked"))
        done.append("first")

    late.put(first)
    late.put(lambda session: done.append("second"))
    drained(late)
    assert done == ["first", "second"]


def test_one_refused_for_good_does_not_stop_the_others(late: LateWrites) -> None:
    done: list[str] = []

    def wrong(session: Session) -> None:
        raise IntegrityError("", {}, Exception("unique"))

    late.put(wrong)
    late.put(lambda session: done.append("second"))
    drained(late)
    assert done == ["second"]


def test_what_waits_is_tried_once_more_at_stop(database: Database) -> None:
    done: list[str] = []
    made = LateWrites(database)
    made.put(lambda session: done.append("kept"))
    made.start()
    made.stop()
    assert done == ["kept"]


class TestAnswers:
    @pytest.fixture
    def broken(self, database: Database) -> Broken:
        return Broken(database)

    @pytest.fixture
    def down(self, make_context: Callable[..., Context], broken: Broken) -> Context:
        return make_context(database=broken, late=LateWrites(broken))

    def test_are_given_and_counted_later(self, down: Context, broken: Broken, database: Database) -> None:
        client = TestClient(create_app(down))
        answer = client.post("/api/chat", json={"message": "bonjour"}).json()
        assert answer["outcome"] == "chitchat"
        broken.down = False
        self._write(down, database)
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(Exchange)) == 1

    def test_are_counted_once_when_sent_twice(self, down: Context, broken: Broken, database: Database) -> None:
        client = TestClient(create_app(down))
        message = {"message": "bonjour", "message_id": "00000000-0000-4000-8000-000000000001"}
        first, second = (client.post("/api/chat", json=message).json() for _ in range(2))
        assert first["conversation"] == second["conversation"]
        broken.down = False
        self._write(down, database)
        with database.read() as session:
            assert session.scalar(select(func.count()).select_from(Exchange)) == 1

    def test_keep_the_conversation_s_state(self, down: Context, broken: Broken, database: Database) -> None:
        TestClient(create_app(down)).post("/api/chat", json={"message": "bonjour"})
        broken.down = False
        self._write(down, database)
        with database.read() as session:
            assert session.scalars(select(Conversation)).one().state == {"topic": "event"}

    def test_to_danger_are_counted_later_too(self, down: Context, broken: Broken, database: Database) -> None:
        answer = TestClient(create_app(down)).post("/api/chat", json={"message": DANGER}).json()
        assert answer["outcome"] == "emergency"
        broken.down = False
        self._write(down, database)
        with database.read() as session:
            assert session.scalars(select(EmergencyCount)).one().count == 1
            assert session.scalar(select(func.count()).select_from(Exchange)) == 0

    def _write(self, context: Context, database: Database) -> None:
        context.late.start()
        context.late.stop()
