"""Daily counts kept up to date: the open days are counted anew, closed days never again.

An exchange may be written late (a queue, another process), its register and the resident's opinion follow: the last
days stay open for them. A closed day stands for ever, whatever is purged.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.analytics.facets import Cell, civil_day, count
from pistes.analytics.release import release
from pistes.database import Database
from pistes.models import AnalyticsState, Record
from pistes.repositories import analytics
from pistes.services.freshness import is_stale

OPEN_DAYS = 3
# Days counted in one transaction at most: the first count of a long history must not keep others from writing.
DAYS_AT_ONCE = 14


def roll_up(
    session: Session,
    until: datetime,
    *,
    smallest: int,
    exchange_days: int = 400,
    counted: Mapping[date, Counter[Cell]] | None = None,
) -> int:
    """Bring the counts to `until` (aware); gives the number of days still to count. Running it again changes nothing.

    `smallest` is the size under which no group is shown; when it has changed, what is shown is decided again for all
    days. `exchange_days` is how long exchanges are kept: a day is closed before it is purged.
    `counted`: days already counted by `count_days`, so that the write lock is held for the writing alone.
    """
    state = analytics.state(session, smallest)
    if state.smallest_group != smallest:
        _release_again(session, state, smallest)
    today = civil_day(until)
    open_from = today - timedelta(days=min(OPEN_DAYS, exchange_days) - 1)
    awaiting = analytics.awaiting(session)
    closed = dict(awaiting)
    all_days = _days(session, state.open_from, today)
    days, start = all_days[:DAYS_AT_ONCE], all_days[0]
    found = {day: (counted or {}).get(day) for day in days}
    doubtful = _doubtful(session, today) if None in found.values() else set()
    for day, ready in found.items():
        counts = _count_day(session, day, doubtful) if ready is None else ready
        analytics.replace_day(session, day, counts, release(counts, awaiting, smallest))
        if day < open_from:
            closed = dict(awaiting)
    if start < open_from:
        analytics.save_awaiting(session, closed)
    reached = days[-1] + timedelta(days=1)
    state.open_from, state.rolled_at = max(start, min(open_from, reached)), until
    return len(all_days) - len(days)


def roll_up_all(database: Database, until: datetime, *, smallest: int, exchange_days: int = 400) -> None:
    """Bring the counts to `until`, in as many short transactions as it takes."""
    left = 1
    while left:
        with database.read() as session:
            counted = count_days(session, until)
        with database.write() as session:
            left = roll_up(session, until, smallest=smallest, exchange_days=exchange_days, counted=counted)


def count_days(session: Session, until: datetime) -> dict[date, Counter[Cell]]:
    """The exact counts of the days that the next `roll_up` writes."""
    today, state = civil_day(until), analytics.read_state(session)
    doubtful = _doubtful(session, today)
    days = _days(session, state.open_from if state else None, today)[:DAYS_AT_ONCE]
    return {day: _count_day(session, day, doubtful) for day in days}


def _days(session: Session, open_from: date | None, today: date) -> list[date]:
    """The days to count, the oldest first: at least one."""
    start = min(open_from or analytics.first_day(session) or today, today)
    return [start + timedelta(days=n) for n in range((today - start).days + 1)]


def _count_day(session: Session, day: date, doubtful: Collection[str]) -> Counter[Cell]:
    counts = count(analytics.exchanges_of(session, day), doubtful)
    known = analytics.counts_of(session, day)
    conversations = analytics.conversations_of(session, day)
    # Conversations are unlinked after some hours: what was seen before stands.
    for cell in {cell for cell in (*conversations, *known) if cell.facet == "conversation"}:
        counts[cell] = max(conversations[cell], known[cell])
    return counts


def _doubtful(session: Session, today: date) -> set[str]:
    """Ids of the records whose facts are past their review, or said to be wrong."""
    stale = {record.id for record in session.scalars(select(Record)) if is_stale(record, today)}
    return stale | analytics.flagged_records(session)


def _release_again(session: Session, state: AnalyticsState, smallest: int) -> None:
    awaiting: dict[Cell, int] = {}
    closed: dict[Cell, int] = {}
    for day in analytics.days_written(session):
        counts = analytics.counts_of(session, day)
        analytics.replace_day(session, day, counts, release(counts, awaiting, smallest))
        if state.open_from is None or day < state.open_from:
            closed = dict(awaiting)
    analytics.save_awaiting(session, closed)
    state.smallest_group = smallest
