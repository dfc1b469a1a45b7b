"""Daily counts: by increments as by a full recount, and kept when the exchanges are gone."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, func, select, update

from pistes.analytics.rollup import roll_up
from pistes.database import Database
from pistes.models import AnalyticsState, AwaitingCount, DailyCount, Exchange, Feedback, GivenAnswer
from pistes.outcomes import Outcome
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
EVER = Scope(date(2026, 1, 1), date(2027, 1, 1))


def exchange(at: datetime, key: str, **fields: object) -> Exchange:
    defaults: dict[str, object] = {
        "site": "42",
        "outcome": "answered",
        "intent": "ask_procedure",
        "criteria": {"theme": "autonomie"},
        "insee": "42095",
        "department_code": "42",
        "result_ids": ["piste:fleuve-loire"],
        "latency_ms": 40,
        "conversation_id": f"c{key}",
    }
    return Exchange(turn_key=key, at=at, **{**defaults, **fields})


def some_exchanges(day: int, draw: random.Random) -> list[Exchange]:
    outcomes = [outcome.value for outcome in Outcome if outcome != Outcome.EMERGENCY]
    return [
        exchange(
            START + timedelta(days=day, minutes=draw.randrange(960)),
            f"{day}-{number}",
            outcome=draw.choice(outcomes),
            site=draw.choice(["42", "43", None]),
            insee=draw.choice(["42095", "43205", None]),
            criteria={"theme": draw.choice(["sport", "culture"])} if draw.random() < 0.5 else {},
            latency_ms=draw.randrange(1, 4000),
        )
        for number in range(draw.randrange(30))
    ]


def table(database: Database) -> set[tuple[object, ...]]:
    with database.read() as session:
        rows = session.scalars(select(DailyCount))
        return {(r.facet, r.day, r.site, r.channel, r.outcome, r.value, r.count, r.shown) for r in rows}


def test_increments_give_what_a_full_recount_gives(database: Database) -> None:
    draw = random.Random(8)
    for day in range(12):
        with database.write() as session:
            session.add_all(some_exchanges(day, draw))
        for hours in (6, 15):
            with database.write() as session:
                roll_up(session, START + timedelta(days=day, hours=hours), smallest=5)
    by_increments = table(database)
    with database.write() as session:
        for model in (DailyCount, AwaitingCount, AnalyticsState):
            session.execute(delete(model))
        roll_up(session, START + timedelta(days=11, hours=15), smallest=5)
    assert table(database) == by_increments


def test_running_again_changes_nothing(database: Database) -> None:
    with database.write() as session:
        session.add_all(some_exchanges(0, random.Random(1)))
        roll_up(session, START, smallest=5)
    before = table(database)
    with database.write() as session:
        roll_up(session, START, smallest=5)
    assert table(database) == before


def test_counts_stand_when_texts_and_exchanges_are_purged(database: Database) -> None:
    with database.write() as session:
        session.add_all(exchange(START, str(n)) for n in range(9))
        roll_up(session, START + timedelta(days=10), smallest=5)
        session.execute(delete(Exchange))
        roll_up(session, START + timedelta(days=11), smallest=5)
        assert analytics.by_value(session, EVER, "commune") == {"42095": 9}


def test_an_exchange_written_a_day_late_is_counted(database: Database) -> None:
    with database.write() as session:
        roll_up(session, START, smallest=2)
        session.add_all(exchange(START, str(n)) for n in range(3))
        roll_up(session, START + timedelta(days=1), smallest=2)
        assert analytics.by_outcome(session, EVER) == {"answered": 3}


def test_an_opinion_that_changes_is_counted_once(database: Database) -> None:
    with database.write() as session:
        session.add_all(exchange(START, str(n)) for n in range(5))
        session.add_all(Feedback(turn_key=str(n), at=START, helpful=False) for n in range(5))
        roll_up(session, START, smallest=5)
        session.execute(update(Feedback).values(helpful=True))
        roll_up(session, START + timedelta(hours=20), smallest=5)
        assert analytics.by_value(session, EVER, "feedback") == {"yes": 5}
        assert "unhelpful" not in analytics.by_value(session, EVER, "cause")


def test_conversations_stay_counted_once_they_are_unlinked(database: Database) -> None:
    with database.write() as session:
        session.add_all(exchange(START, str(n), conversation_id=f"c{n // 2}") for n in range(12))
        roll_up(session, START, smallest=5)
        session.execute(update(Exchange).values(conversation_id=None))
        roll_up(session, START + timedelta(hours=26), smallest=5)
        assert analytics.by_value(session, EVER, "conversation") == {"": 6}


def test_counter_and_phone_are_counted_beside_chat(database: Database) -> None:
    with database.write() as session:
        for n in range(10):
            channel = "phone" if n % 2 else "counter"
            session.add(GivenAnswer(client_id=str(n), at=START, channel=channel, topic="procedure", solved=True))
        roll_up(session, START, smallest=5)
        assert analytics.channels_and_sites(session, EVER) == {("counter", ""): 5, ("phone", ""): 5}


def test_a_help_line_given_at_the_counter_keeps_no_place(database: Database) -> None:
    with database.write() as session:
        session.add_all(
            GivenAnswer(
                client_id=str(n), at=START, channel="counter", topic="help_line", insee="42095",
                department_code="42", record_id="help_line:119", solved=True,
            )
            for n in range(9)
        )  # fmt: skip
        roll_up(session, START, smallest=5)
        places = session.scalars(select(DailyCount.value).where(DailyCount.facet.in_(["commune", "department"])))
        assert set(places) == {""}


def test_days_are_civil_days_of_paris(database: Database) -> None:
    with database.write() as session:
        session.add(exchange(datetime(2026, 11, 1, 23, 30, tzinfo=UTC), "late"))
        roll_up(session, START + timedelta(days=3), smallest=2)
        assert session.scalars(select(DailyCount.day).distinct()).all() == [date(2026, 11, 2)]


def test_a_new_smallest_group_is_applied_to_all_days(database: Database) -> None:
    with database.write() as session:
        session.add_all(exchange(START + timedelta(days=n), str(n)) for n in range(8))
        roll_up(session, START + timedelta(days=8), smallest=2)
        assert analytics.by_value(session, EVER, "commune") == {"42095": 8}
        roll_up(session, START + timedelta(days=8), smallest=9)
        assert analytics.by_value(session, EVER, "commune") == {}
        exact = select(func.sum(DailyCount.count)).where(DailyCount.facet == "commune")
        assert session.scalar(exact) == 8


def test_every_exchange_is_counted_once_in_the_total(database: Database) -> None:
    rows = some_exchanges(0, random.Random(3))
    expected = Counter(row.outcome for row in rows)
    with database.write() as session:
        session.add_all(rows)
        roll_up(session, START + timedelta(hours=15), smallest=2)
        query = select(DailyCount.outcome, func.sum(DailyCount.count)).where(DailyCount.facet == "all")
        assert dict(session.execute(query.group_by(DailyCount.outcome)).all()) == expected
