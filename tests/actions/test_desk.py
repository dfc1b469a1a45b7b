"""The desk runs the action that the bot names, on what the bot read."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from actions.base import TurnAction
from actions.desk import ActionDesk, UnknownAction
from actions.reply import Reply
from actions.turn import Services, Turn
from langue.gazetteer import Gazetteer
from pistes.database import Database
from pistes.outcomes import Outcome
from pistes.search import SearchEngine


class Repeat(TurnAction):
    """Answers with what it was told."""

    intent = "greet"

    def answer(self, turn: Turn) -> Reply:
        reply = Reply(Outcome.CHITCHAT)
        reply.say("utter_chitchat__greet", text=turn.text, place=turn.criteria.get("commune"))
        return reply


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(create_engine("sqlite://")) as made:
        yield made


@pytest.fixture
def desk(session: Session) -> ActionDesk:
    engine = session.get_bind()
    gazetteer = Gazetteer.from_snapshot({"communes": [], "areas": [], "departments": []})
    services = Services(Database(engine), SearchEngine(gazetteer), gazetteer, True)  # type: ignore[arg-type]
    return ActionDesk([Repeat(services)], services)


def message(**entities: Any) -> dict[str, Any]:
    return {
        "text": "bonjour",
        "intent_ranking": [{"name": "greet", "confidence": 0.9}],
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        "metadata": {"now": "2026-11-25T10:00:00+01:00", "site": None, "plain": False, "state": {}},
    }


def test_the_action_hears_the_text_and_the_criteria(desk: ActionDesk, session: Session) -> None:
    said = desk.run("action_greet", message(commune="Firminy", insee="42095"), session)
    assert said["messages"] == [{"name": "utter_chitchat__greet", "values": {"text": "bonjour", "place": "Firminy"}}]


def test_an_action_that_nobody_has_is_refused(desk: ActionDesk, session: Session) -> None:
    with pytest.raises(UnknownAction, match="action_listen"):
        desk.run("action_listen", message(), session)
