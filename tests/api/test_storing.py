"""What a turn leaves behind when its conversation changed meanwhile."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from api.chat import claims, storing
from api.chat.claims import Claim
from api.chat.storing import Finished
from pistes.database import Database
from pistes.models import Conversation, Exchange
from pistes.repositories import conversations

BODY: dict[str, Any] = {"outcome": "answered", "intent": None, "criteria": {}, "results": []}


@pytest.fixture
def claim(database: Database) -> Claim:
    return claims.claim(database, "a secret of thirty-two characters", None, None, "42")


def finished(claim: Claim) -> Finished:
    return Finished(claim, BODY, {"topic": "event"}, 0.9, False, 12, datetime.now(UTC))


def store(database: Database, claim: Claim) -> None:
    with database.write() as session:
        storing.store(session, finished(claim))


def exchanges(database: Database) -> list[Exchange]:
    with database.read() as session:
        return list(session.scalars(select(Exchange)))


def test_an_answer_is_counted_with_its_conversation(database: Database, claim: Claim) -> None:
    store(database, claim)
    assert [row.conversation_id for row in exchanges(database)] == [claim.conversation_id]


def test_an_erased_conversation_leaves_a_count_without_a_link(database: Database, claim: Claim) -> None:
    with database.write() as session:
        conversations.erase(session, claim.conversation_id)
    store(database, claim)
    assert [row.conversation_id for row in exchanges(database)] == [None]


def test_a_conversation_silenced_meanwhile_leaves_nothing(database: Database, claim: Claim) -> None:
    with database.write() as session:
        conversations.silence(session, claim.conversation_id)
    store(database, claim)
    assert exchanges(database) == []


def test_one_that_was_silent_leaves_nothing_once_erased(database: Database, claim: Claim) -> None:
    claim.silent = True
    with database.write() as session:
        conversations.erase(session, claim.conversation_id)
    store(database, claim)
    assert exchanges(database) == []


def test_the_answer_of_another_process_is_the_one_given(database: Database, claim: Claim) -> None:
    first = {**BODY, "outcome": "clarify"}
    with database.write() as session:
        conversations.answer_turn(session, claim.message_key, first, datetime.now(UTC))
    with database.write() as session:
        assert storing.store(session, finished(claim)) == first
    assert exchanges(database) == []


def test_a_late_write_does_not_undo_a_later_turn(database: Database, claim: Claim) -> None:
    done = finished(claim)
    with database.write() as session:
        conversations.save_state(session, claim.conversation_id, {"topic": "later"}, datetime.now(UTC))
    with database.write() as session:
        storing.store_late(session, done)
    with database.read() as session:
        row = session.get(Conversation, claim.conversation_id)
        assert row is not None
        assert row.state == {"topic": "later"}
    assert len(exchanges(database)) == 1


def test_a_late_write_done_twice_is_one(database: Database, claim: Claim) -> None:
    done = finished(claim)
    for _ in range(2):
        with database.write() as session:
            storing.store_late(session, done)
    assert len(exchanges(database)) == 1
