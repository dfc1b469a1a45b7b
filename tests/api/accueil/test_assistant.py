"""« Demander comme un habitant »: the same assistant, what it understood, and a bad answer reported."""

import re
import uuid

from sqlalchemy import select

from pistes.database import Database
from pistes.models import Exchange, Feedback
from tests.api.accueil.conftest import Signed
from tests.api.conftest import FakeBot

ASK = "/accueil/assistant/reponse"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]


class TestAsking:
    def test_shows_the_answer_intent_confidence_and_criteria(self, agent: Signed, bot: FakeBot) -> None:
        bot.say("utter_chitchat__greet", criteria={"commune": "Aurec-sur-Loire", "insee": "43012"})
        bot.intent, bot.understood = "ask_procedure", {"procedure": "apa", "date_from": "2026-11-28"}
        text = agent.post(ASK, message="apa aurec").text
        assert "Faire une démarche, sûr à 90\u00a0%" in text
        assert "Démarche\u00a0: apa" in text
        assert "Du\u00a0: samedi 28\u00a0novembre" in text
        assert "Commune\u00a0: Aurec-sur-Loire" in text
        assert "43012" not in text

    def test_is_the_residents_assistant_under_a_site_of_its_own(
        self, agent: Signed, bot: FakeBot, database: Database
    ) -> None:
        agent.post(ASK, message="apa aurec", message_id=str(uuid.uuid4()))
        assert bot.asked[0]["text"] == "apa aurec"
        with database.read() as session:
            assert session.scalars(select(Exchange.site)).all() == ["accueil"]

    def test_goes_on_in_the_same_conversation(self, agent: Signed, bot: FakeBot) -> None:
        first = agent.post(ASK, message="apa").text
        agent.post(ASK, message="à Firminy", conversation=field(first, "conversation"))
        assert bot.asked[1]["state"] == {"topic": "event"}

    def test_says_that_the_engine_is_down(self, agent: Signed, bot: FakeBot) -> None:
        bot.down = True
        assert "Moteur arrêté" in agent.post(ASK, message="apa aurec").text

    def test_shows_help_lines_first_when_the_text_speaks_of_danger(self, agent: Signed) -> None:
        text = agent.post(ASK, message="on frappe mon petit voisin tous les soirs").text
        assert "answer-danger" in text
        assert "Danger, sûr à" in text

    def test_an_empty_question_is_told(self, agent: Signed) -> None:
        assert "Pas de réponse" in agent.post(ASK, message=" ").text

    def test_what_is_asked_is_never_markup(self, agent: Signed) -> None:
        assert "<script>alert" not in agent.post(ASK, message="<script>alert(1)</script>").text

    def test_works_as_a_plain_page(self, agent: Signed) -> None:
        text = agent.post("/accueil/assistant", message="apa aurec").text
        assert "<html" in text
        assert "Ce que l’assistant a compris" in text

    def test_refuses_a_forged_form(self, agent: Signed) -> None:
        assert agent.post(ASK, message="apa", csrf="x").status_code == 403


class TestBadAnswer:
    def test_is_stored_as_a_wrong_answer(self, agent: Signed, database: Database) -> None:
        page = agent.post(ASK, message="apa").text
        sent = {name: field(page, name) for name in ("conversation", "message_id")}
        assert "Mauvaise réponse signalée." in agent.post("/accueil/assistant/mauvaise", **sent).text
        with database.read() as session:
            assert [(each.helpful, each.reason) for each in session.scalars(select(Feedback))] == [(False, "wrong")]

    def test_of_an_answer_that_is_not_kept_is_told(self, agent: Signed) -> None:
        sent = {"conversation": "inconnue", "message_id": str(uuid.uuid4())}
        assert "n’est pas conservée" in agent.post("/accueil/assistant/mauvaise", **sent).text
