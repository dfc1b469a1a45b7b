"""What is erased, and when."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.database import Database, make_engine
from pistes.models import AuditEvent, Base, Conversation, EmergencyCount, Exchange, Turn
from pistes.services.retention import purge

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def filled(tmp_path: Path) -> Database:
    database = Database(make_engine(f"sqlite:///{tmp_path}/retention.db"))
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        for name, age in (("new", timedelta(hours=1)), ("old", timedelta(days=2)), ("older", timedelta(days=100))):
            at = NOW - age
            session.add(Conversation(id=name, started_at=at, last_at=at))
            session.flush()
            session.add(Turn(conversation_id=name, message_key=name, claimed_at=at, answered_at=at, answer={"x": 1}))
            session.add(
                Exchange(turn_key=name, at=at, outcome="answered", latency_ms=10, text="un texte", conversation_id=name)
            )
        session.add(EmergencyCount(day=NOW.date(), kind="suicide", count=2))
    return database


def run(session: Session) -> None:
    purge(session, NOW, conversation_hours=24, text_days=90, exchange_days=400, session_minutes=480, audit_days=365)


def test_conversations_and_their_answers_go_after_a_day(filled: Database) -> None:
    with filled.write() as session:
        run(session)
        assert session.scalars(select(Conversation.id)).all() == ["new"]
        assert session.scalars(select(Turn.message_key)).all() == ["new"]


def test_exchanges_stay_without_their_conversation_and_lose_their_text_later(filled: Database) -> None:
    with filled.write() as session:
        run(session)
        kept = {e.turn_key: (e.text, e.conversation_id) for e in session.scalars(select(Exchange))}
    assert kept == {"new": ("un texte", "new"), "old": ("un texte", None), "older": (None, None)}


def test_counts_of_dangers_stay(filled: Database) -> None:
    with filled.write() as session:
        run(session)
        run(session)
        assert session.scalars(select(EmergencyCount.count)).all() == [2]


def test_the_log_of_the_staff_goes_after_a_year(filled: Database) -> None:
    with filled.write() as session:
        for name, days in (("recent", 364), ("old", 366)):
            session.add(AuditEvent(at=NOW - timedelta(days=days), who=name, action="connexion"))
        run(session)
        assert session.scalars(select(AuditEvent.who)).all() == ["recent"]
