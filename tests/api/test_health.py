"""`/readyz` tells the truth, `/metrics` tells numbers only, and only to whom they are for."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text, update

from api.app import create_app
from api.chat.admission import Admission
from api.context import Context
from api.health import truth
from langue import guard
from passerelle.settings import Settings
from pistes.database import Database
from pistes.models import Record

from .conftest import NOW, FakeBot

HERE = ("127.0.0.1", 50_000)
SECRET_TEXT = "ma phrase que personne ne doit lire"


@pytest.fixture
def here(context: Context) -> TestClient:
    """A client on the same machine."""
    return TestClient(create_app(context), client=HERE)


def value(page: str, name: str) -> float:
    return sum(float(line.split()[-1]) for line in page.splitlines() if line.split("{")[0].split(" ")[0] == name)


class TestReady:
    def test_all_is_well(self, client: TestClient) -> None:
        response = client.get("/readyz")
        assert response.status_code == 200
        assert response.json() == {"status": "ok", "database": True, "bot": True, "storage": True}

    def test_without_bot(self, client: TestClient, bot: FakeBot) -> None:
        bot.down = True
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["bot"] is False

    def test_with_another_version_s_database(self, client: TestClient, database: Database) -> None:
        with database.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        assert client.get("/readyz").json()["database"] is False

    def test_with_writes_that_wait(self, client: TestClient, context: Context) -> None:
        context.late.put(lambda session: None)
        assert client.get("/readyz").json()["storage"] is False

    def test_with_a_disk_almost_full(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(truth, "DISK_BYTES", 1 << 60)
        assert client.get("/readyz").json()["storage"] is False

    def test_the_process_itself_is_alive_all_the_same(self, client: TestClient, bot: FakeBot) -> None:
        bot.down = True
        assert client.get("/healthz").status_code == 200


class TestWhoReadsMetrics:
    def test_this_machine(self, here: TestClient) -> None:
        assert here.get("/metrics").status_code == 200

    def test_nobody_else(self, client: TestClient) -> None:
        assert client.get("/metrics").status_code == 403

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
    def test_nobody_through_a_proxy_on_this_machine(self, here: TestClient, header: str) -> None:
        assert here.get("/metrics", headers={header: "127.0.0.1"}).status_code == 403

    def test_who_has_the_token(self, make_context: Callable[..., Context]) -> None:
        context = make_context(settings=Settings(env="test", metrics_token="of a scraper"))
        far = TestClient(create_app(context))
        assert far.get("/metrics", headers={"Authorization": "Bearer of a scraper"}).status_code == 200
        assert far.get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 403

    def test_an_empty_token_opens_nothing(self, client: TestClient) -> None:
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403


class TestMetrics:
    def test_count_answers_by_outcome_and_time(self, here: TestClient) -> None:
        before = here.get("/metrics").text
        here.post("/api/chat", json={"message": "bonjour"})
        after = here.get("/metrics").text
        assert value(after, "passerelle_answers_total") == value(before, "passerelle_answers_total") + 1
        assert value(after, "passerelle_answer_seconds_count") == value(before, "passerelle_answer_seconds_count") + 1
        assert 'passerelle_answers_total{outcome="chitchat"}' in after

    def test_say_whether_the_engine_is_up(self, here: TestClient, bot: FakeBot) -> None:
        assert value(here.get("/metrics").text, "passerelle_engine_up") == 1
        bot.down = True
        assert value(here.get("/metrics").text, "passerelle_engine_up") == 0

    def test_count_records_that_are_out_of_date(self, context: Context, database: Database) -> None:
        with database.write() as session:
            session.execute(
                update(Record).where(Record.kind == "help_line").values(valid_until=NOW.date() - timedelta(days=1))
            )
        truth.content_gauges()(context)
        page = TestClient(create_app(context), client=HERE).get("/metrics").text
        assert 'passerelle_records_stale{kind="help_line"}' in page
        assert 'passerelle_records_stale{kind="help_line"} 0.0' not in page

    def test_count_writes_that_wait(self, here: TestClient, context: Context) -> None:
        context.late.put(lambda session: None)
        assert value(here.get("/metrics").text, "passerelle_late_writes") == 1

    def test_hold_no_text(self, here: TestClient) -> None:
        here.post("/api/chat", json={"message": SECRET_TEXT})
        assert SECRET_TEXT not in here.get("/metrics").text


class TestLoad:
    def test_a_full_house_is_told_to_try_again(self, make_context: Callable[..., Context]) -> None:
        context = make_context(admission=Admission(1))
        client = TestClient(create_app(context))
        with context.admission.entered():
            refused = client.post("/api/chat", json={"message": "bonjour"})
            danger = client.post("/api/chat", json={"message": "on frappe mon petit voisin tous les soirs"})
        assert refused.status_code == 503
        assert refused.headers["Retry-After"]
        assert "112" in refused.json()["detail"]
        assert danger.json()["outcome"] == "emergency"
        assert client.post("/api/chat", json={"message": "bonjour"}).status_code == 200

    def test_what_is_refused_is_read_without_the_encoders_and_what_is_answered_with_them(
        self, make_context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[bool] = []

        def check(text: str, *, hurried: bool = False) -> None:
            read.append(hurried)

        monkeypatch.setattr(guard, "check", check)
        context = make_context(admission=Admission(1))
        client = TestClient(create_app(context))
        assert client.post("/api/chat", json={"message": "bonjour"}).status_code == 200
        assert read == [False]
        with context.admission.entered():
            assert client.post("/api/chat", json={"message": "bonjour"}).status_code == 503
        assert read == [False, True]

    def test_a_flood_leaves_the_event_loop_time_and_is_still_read_whole_before_an_answer(
        self, make_context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[bool] = []

        def slow(text: str, *, hurried: bool = False) -> guard.Danger | None:
            read.append(hurried)
            if not hurried:
                time.sleep(1)
            return None if hurried else guard.Danger("child")

        monkeypatch.setattr(guard, "check", slow)
        client = TestClient(create_app(make_context()))
        answers = [client.post("/api/chat", json={"message": "bonjour"}).json() for _ in range(2)]
        assert [answer["outcome"] for answer in answers] == ["emergency", "emergency"]
        assert read == [False, True, False]
