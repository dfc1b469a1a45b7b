"""What judges say, with its uncertainty; and a draw that only chance decides."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from pistes.analytics.quality import (
    UnknownVerdict,
    answer_text,
    draw_sample,
    give_verdict,
    kappa,
    measure,
    wilson,
)
from pistes.database import Database
from pistes.models import Conversation, Exchange, QualitySample, Turn
from pistes.repositories import quality
from pistes.repositories.quality import Judged

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def judged(sample: int, judge: str, verdict: str, confidence: float = 0.9, register: str = "standard") -> Judged:
    return Judged(sample, judge, verdict, "answered", confidence, register)


def test_wilson_is_that_of_the_tables() -> None:
    # 8 of 10: Newcombe, « Two-sided confidence intervals for the single proportion », 1998, method 3.
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share(part: int, more: int) -> None:
    whole = part + more
    low, high = wilson(part, whole)
    assert 0 <= low <= high <= 1
    if whole:
        assert low - 1e-9 <= part / whole <= high + 1e-9


def test_kappa_is_one_when_judges_agree_and_zero_by_chance() -> None:
    assert kappa([("right", "right"), ("wrong", "wrong")]) == 1
    assert kappa([("right", "right"), ("right", "wrong"), ("wrong", "right"), ("wrong", "wrong")]) == 0
    assert kappa([("right", "right")]) == 1
    assert kappa([]) is None


def test_an_answer_judged_twice_counts_once() -> None:
    found = measure([judged(1, "a", "right"), judged(1, "b", "wrong"), judged(2, "a", "wrong")], {})
    assert (found.verdicts["right"].part, found.verdicts["right"].whole) == (1, 2)
    assert found.judged_twice == 1


def test_a_wrong_answer_is_confident_only_when_the_machine_was_sure() -> None:
    found = measure([judged(1, "a", "wrong", 0.95), judged(2, "a", "wrong", 0.3)], {})
    assert found.confident_wrong.part == 1


def test_the_fallback_rate_stands_beside_over_all_exchanges() -> None:
    found = measure([], {"answered": 90, "not_understood": 10, "chitchat": 500})
    assert found.fallback.value == pytest.approx(0.1)


def test_registers_are_told_apart() -> None:
    found = measure([judged(1, "a", "right", register="sms"), judged(2, "a", "wrong")], {})
    assert {name: rate.part for name, rate in found.by_register.items()} == {"sms": 1, "standard": 0}


def fill(database: Database, count: int, start: int = 0) -> None:
    with database.write() as session:
        if session.get(Conversation, "c") is None:
            session.add(Conversation(id="c", started_at=NOW, last_at=NOW))
            session.flush()
        for n in range(start, start + count):
            key = f"{n:04}"
            answer = {"messages": [{"text": f"Voici {n}."}], "results": [{"title": "Une fiche"}]}
            session.add(Turn(conversation_id="c", message_key=key, claimed_at=NOW, answer=answer))
            session.add(
                Exchange(turn_key=key, at=NOW - timedelta(minutes=n), outcome="answered", latency_ms=1, text="?")
            )


def test_the_draw_keeps_its_size_and_what_was_judged(database: Database) -> None:
    fill(database, 30)
    with database.write() as session:
        draw_sample(session, NOW, 10)
        session.flush()
        first = session.scalars(select(QualitySample.id)).all()
        for sample_id in first:
            give_verdict(session, sample_id, "a", "right", NOW)
    fill(database, 60, 100)
    with database.write() as session:
        draw_sample(session, NOW, 10)
        session.flush()
        assert set(first) <= set(session.scalars(select(QualitySample.id)))


def test_drawing_again_changes_nothing(database: Database) -> None:
    fill(database, 30)
    for _ in range(2):
        with database.write() as session:
            draw_sample(session, NOW, 10)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(QualitySample)) == 10


def test_the_answer_is_kept_as_the_resident_read_it(database: Database) -> None:
    fill(database, 1)
    with database.write() as session:
        draw_sample(session, NOW, 10)
        session.execute(delete(Turn))
        draw_sample(session, NOW, 10)
        assert session.scalars(select(QualitySample.answer)).all() == ["Voici 0.\n– Une fiche"]


def test_an_erased_question_is_not_judged(database: Database) -> None:
    fill(database, 1)
    with database.write() as session:
        draw_sample(session, NOW, 10)
        session.flush()
        for exchange in session.scalars(select(Exchange)):
            exchange.text = None
        session.flush()
        week = session.scalars(select(QualitySample.week)).one()
        assert quality.next_to_judge(session, week, "a") == (None, 0, 0)


def test_an_unknown_verdict_is_refused(database: Database) -> None:
    with database.write() as session, pytest.raises(UnknownVerdict):
        give_verdict(session, 1, "a", "superbe", NOW)


def test_an_answer_that_is_gone_has_no_text() -> None:
    assert answer_text(None) == ""
