"""`POST /api/chat`: what residents and clients rely on."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.context import Context
from api.limits import RateLimits
from pistes.database import Database
from pistes.models import Conversation, EmergencyCount, Exchange, Feedback, Site, Turn

from .conftest import FakeBot, KeptTexts

DANGER = "on frappe mon petit voisin tous les soirs"


def ask(client: TestClient, message: str, **more: Any) -> dict[str, Any]:
    response = client.post("/api/chat", json={"message": message, **more})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


class TestAnswer:
    def test_has_every_key_of_the_contract(self, client: TestClient) -> None:
        body = ask(client, "bonjour")
        keys = [
            "conversation",
            "outcome",
            "intent",
            "understood",
            "criteria",
            "emergency",
            "messages",
            "results",
            "suggestions",
        ]
        assert set(keys) <= set(body)
        assert body["outcome"] == "chitchat"
        assert body["intent"] == {"name": "greet", "confidence": 0.9}

    def test_shows_records_with_their_source_and_date(self, client: TestClient, bot: FakeBot) -> None:
        bot.say("utter_procedure__answer", results=("proc:apa",))
        result = ask(client, "comment demander l'APA")["results"][0]
        assert result["id"] == "proc:apa"
        assert result["source"]["name"]
        assert result["source"]["checked_on"] >= "2019"

    def test_is_in_simple_french_when_asked(self, client: TestClient) -> None:
        assert ask(client, "bonjour", plain=True)["messages"] != ask(client, "bonjour")["messages"]

    def test_passes_on_the_state_of_the_turn_before(self, client: TestClient, bot: FakeBot) -> None:
        token = ask(client, "bonjour")["conversation"]
        ask(client, "et demain ?", conversation=token)
        assert bot.asked[1]["state"] == {"topic": "event"}

    def test_starts_afresh_with_an_unknown_conversation(self, client: TestClient, bot: FakeBot) -> None:
        body = ask(client, "bonjour", conversation="nobody-knows-this-one")
        assert body["conversation"] != "nobody-knows-this-one"
        assert bot.asked[0]["state"] == {}


class TestRetry:
    def test_gives_the_stored_answer_back_and_counts_once(
        self, client: TestClient, bot: FakeBot, database: Database
    ) -> None:
        sent = {"message": "bonjour", "message_id": str(uuid4())}
        first = client.post("/api/chat", json=sent).json()
        bot.say("utter_chitchat__thank", outcome="chitchat")
        again = client.post("/api/chat", json=sent).json()
        assert again == first
        assert len(bot.asked) == 1
        with database.read() as session:
            assert len(session.scalars(select(Exchange)).all()) == 1

    def test_within_a_conversation_changes_no_state(self, client: TestClient, bot: FakeBot) -> None:
        token = ask(client, "bonjour")["conversation"]
        sent = {"message": "et demain ?", "message_id": str(uuid4()), "conversation": token}
        assert client.post("/api/chat", json=sent).json() == client.post("/api/chat", json=sent).json()
        assert len(bot.asked) == 2

    def test_the_same_id_in_another_conversation_is_another_message(self, client: TestClient, bot: FakeBot) -> None:
        one, other = ask(client, "bonjour")["conversation"], ask(client, "bonjour")["conversation"]
        message_id = str(uuid4())
        for token in (one, other):
            ask(client, "et demain ?", conversation=token, message_id=message_id)
        assert len(bot.asked) == 4


class TestBadInput:
    @pytest.mark.parametrize("message", ["", "   ", "\u0000\u0007", "\n\t"])
    def test_an_empty_message_is_refused_clearly(self, client: TestClient, message: str) -> None:
        response = client.post("/api/chat", json={"message": message})
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["title"] == "Message vide"

    def test_twenty_kilobytes_are_refused_clearly(self, client: TestClient) -> None:
        response = client.post("/api/chat", json={"message": "route " * 3500})
        assert response.status_code == 422
        assert "1000" in response.json()["detail"]

    def test_a_body_that_is_too_large_is_not_read(self, client: TestClient) -> None:
        assert client.post("/api/chat", json={"message": "a" * 300_000}).status_code == 413

    @pytest.mark.parametrize("body", ["{", "[]", "null", '"x"', '{"message": 3}', '{"message": null}', "é"])
    def test_a_wrong_body_is_a_4xx(self, client: TestClient, body: str) -> None:
        response = client.post("/api/chat", content=body.encode(), headers={"content-type": "application/json"})
        assert response.status_code in (400, 422)
        assert response.json()["status"] == response.status_code

    def test_control_characters_never_reach_the_bot(self, client: TestClient, bot: FakeBot) -> None:
        ask(client, "bon\u0000jour\u202e")
        assert bot.asked[0]["text"].isprintable()

    def test_too_many_messages_get_429_with_a_wait(self, make_context: Callable[..., Context]) -> None:
        context = make_context(limits=RateLimits("2/minute", "20/minute"))
        with TestClient(create_app(context)) as client:
            codes = [client.post("/api/chat", json={"message": "bonjour"}) for _ in range(3)]
        assert [r.status_code for r in codes] == [200, 200, 429]
        assert int(codes[2].headers["retry-after"]) > 0


class TestDanger:
    def test_is_answered_without_the_bot(self, client: TestClient, bot: FakeBot) -> None:
        bot.down = True
        body = ask(client, DANGER)
        assert body["outcome"] == "emergency"
        assert body["emergency"]["kind"] == "child_danger"
        assert [r["kind"] for r in body["results"]] == ["help_line"] * len(body["results"])
        assert "119" in str(body["results"][0]) or "17" in str(body["results"][0])
        assert len(body["results"]) <= 3
        assert bot.asked == []

    def test_is_read_before_the_length_is(self, client: TestClient) -> None:
        assert ask(client, DANGER + " " + "route " * 1000)["outcome"] == "emergency"

    def test_is_read_before_the_limits_are(self, make_context: Callable[..., Context]) -> None:
        context = make_context(limits=RateLimits("1/hour", "1/hour"))
        with TestClient(create_app(context)) as client:
            for _ in range(3):
                assert ask(client, DANGER)["outcome"] == "emergency"

    def test_works_with_the_database_gone(self, client: TestClient, database: Database) -> None:
        ask(client, DANGER)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE emergency_count")
            connection.exec_driver_sql("DROP TABLE conversation")
        assert ask(client, DANGER)["outcome"] == "emergency"

    def test_leaves_nothing_but_a_count(self, client: TestClient, context: Context, database: Database) -> None:
        token = ask(client, "bonjour")["conversation"]
        ask(client, DANGER, conversation=token)
        ask(client, "merci", conversation=token)
        with database.read() as session:
            assert [c.kind for c in session.scalars(select(EmergencyCount))] == ["child_danger"]
            assert session.scalars(select(Turn)).all() == []
            assert [e.conversation_id for e in session.scalars(select(Exchange))] == [None]
            assert [c.silent for c in session.scalars(select(Conversation))] == [True]
        assert isinstance(context.exchange_log, KeptTexts)
        assert context.exchange_log.texts == ["bonjour"]

    def test_found_by_the_bot_alone_is_answered_the_same(
        self, client: TestClient, bot: FakeBot, database: Database
    ) -> None:
        bot.say("utter_chitchat__greet", outcome="emergency", danger=True, messages=[])
        body = ask(client, "une phrase que la garde ne connaît pas")
        assert body["outcome"] == "emergency"
        assert body["results"]
        with database.read() as session:
            assert session.scalars(select(Turn)).all() == []
            assert session.scalars(select(Exchange)).all() == []

    def test_the_conversation_goes_on_where_it_was(self, client: TestClient, bot: FakeBot) -> None:
        token = ask(client, "bonjour")["conversation"]
        ask(client, DANGER, conversation=token)
        ask(client, "et le premier ?", conversation=token)
        assert bot.asked[-1]["state"] == {"topic": "event"}


class TestEngineDown:
    def test_gives_a_degraded_answer(self, client: TestClient, bot: FakeBot) -> None:
        bot.down = True
        body = ask(client, "comment demander l'APA")
        assert body["outcome"] == "unavailable"
        assert body["intent"] is None
        assert "proc:apa" in [r["id"] for r in body["results"]]

    def test_a_broken_answer_of_the_bot_is_no_500(self, client: TestClient, bot: FakeBot) -> None:
        bot.say("utter_a_response_that_does_not_exist")
        assert ask(client, "bonjour")["outcome"] == "unavailable"


class TestRights:
    def test_a_conversation_is_erased_everywhere(self, client: TestClient, database: Database) -> None:
        message_id = str(uuid4())
        token = ask(client, "bonjour", message_id=message_id)["conversation"]
        sent = {"conversation": token, "message_id": message_id, "helpful": False, "reason": "wrong"}
        assert client.post("/api/feedback", json=sent).status_code == 204
        assert client.delete(f"/api/conversations/{token}").status_code == 204
        with database.read() as session:
            assert session.scalars(select(Conversation)).all() == []
            assert session.scalars(select(Turn)).all() == []
            assert [(e.conversation_id, e.text) for e in session.scalars(select(Exchange))] == [(None, None)]
            assert [f.conversation_id for f in session.scalars(select(Feedback))] == [None]
        assert client.delete(f"/api/conversations/{token}").status_code == 204

    def test_the_token_is_stored_nowhere(self, client: TestClient, database: Database) -> None:
        token = ask(client, "bonjour", message_id=str(uuid4()))["conversation"]
        with database.engine.connect() as connection:
            dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
        assert token not in dump

    def test_feedback_on_somebody_elses_answer_is_refused(self, client: TestClient) -> None:
        message_id = str(uuid4())
        ask(client, "bonjour", message_id=message_id)
        other = ask(client, "bonjour")["conversation"]
        sent = {"conversation": other, "message_id": message_id, "helpful": True}
        assert client.post("/api/feedback", json=sent).status_code == 404


def test_a_site_that_is_switched_off_says_so_but_hears_danger(client: TestClient, database: Database) -> None:
    with database.write() as session:
        site = session.get(Site, "42")
        assert site is not None
        site.off_message = "L'assistant est arrêté jusqu'à demain."
    body = ask(client, "bonjour", site="42")
    assert body["outcome"] == "unavailable"
    assert "arrêté" in body["messages"][0]["text"]
    assert ask(client, DANGER, site="42")["outcome"] == "emergency"


class TestCrossOrigin:
    def test_a_listed_site_may_call(self, client: TestClient, database: Database) -> None:
        with database.write() as session:
            site = session.get(Site, "42")
            assert site is not None
            site.origins = ["https://www.loire.example"]
        response = client.post(
            "/api/chat", json={"message": "bonjour"}, headers={"origin": "https://www.loire.example"}
        )
        assert response.headers["access-control-allow-origin"] == "https://www.loire.example"

    def test_any_other_site_may_not(self, client: TestClient) -> None:
        response = client.post(
            "/api/chat", json={"message": "bonjour"}, headers={"origin": "https://elsewhere.example"}
        )
        assert "access-control-allow-origin" not in response.headers
