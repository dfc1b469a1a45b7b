"""Queries of the daily counts: what they are made from, and the sums that pages read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.orm import Session

from pistes.analytics.facets import Cell, Counted, civil_day, given_answer
from pistes.clock import PARIS
from pistes.models import (
    AnalyticsState,
    AvailabilityDay,
    AwaitingCount,
    DailyCount,
    EmergencyCount,
    Exchange,
    Feedback,
    Flag,
    GivenAnswer,
    Site,
)

READ_AT_ONCE = 5_000


@dataclass(frozen=True)
class Scope:
    """What a page is about: days (both included), and a site or a channel (None: all)."""

    since: date
    until: date
    site: str | None = None
    channel: str | None = None
    # The sites that the reader may see; None: all, exchanges of no site too.
    sites: tuple[str, ...] | None = None


def state(session: Session, smallest: int) -> AnalyticsState:
    """How far the counts are, locked so that two processes never count the same day at once."""
    row = session.get(AnalyticsState, 1, with_for_update=True)
    if row is None:
        row = AnalyticsState(id=1, smallest_group=smallest)
        session.add(row)
        session.flush()
    return row


def read_state(session: Session) -> AnalyticsState | None:
    """How far the counts are, for reading; None before the first count."""
    return session.get(AnalyticsState, 1)


def sites(session: Session, departments: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(id, name) of every site, or of those of some départements."""
    query = select(Site.id, Site.name).order_by(Site.name)
    if departments:
        query = query.where(Site.department_code.in_(departments))
    return [(row.id, row.name) for row in session.execute(query)]


def first_day(session: Session) -> date | None:
    """The day of the oldest exchange or answer given."""
    found = [session.scalar(select(func.min(column))) for column in (Exchange.at, GivenAnswer.at)]
    days = [civil_day(at) for at in found if at is not None]
    return min(days) if days else None


def bounds(day: date) -> tuple[datetime, datetime]:
    """The instants [begin, end) of a civil day in Europe/Paris."""
    begin = datetime.combine(day, time(), PARIS)
    return begin, datetime.combine(day + timedelta(days=1), time(), PARIS)


def exchanges_of(session: Session, day: date) -> Iterable[Counted]:
    """Every exchange of a day with the resident's opinion, then every answer given at the counter or by phone."""
    begin, end = bounds(day)
    rows = session.execute(
        select(
            Exchange.at,
            Exchange.site,
            Exchange.channel,
            Exchange.outcome,
            Exchange.intent,
            Exchange.criteria["theme"].as_string(),
            Exchange.insee,
            Exchange.department_code,
            Exchange.result_ids,
            Exchange.latency_ms,
            Exchange.register,
            Feedback.helpful,
        )
        .outerjoin(Feedback, Feedback.turn_key == Exchange.turn_key)
        .where(Exchange.at >= begin, Exchange.at < end)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    for row in rows:
        yield Counted(*row)
    given = select(GivenAnswer.__table__).where(GivenAnswer.at >= begin, GivenAnswer.at < end)
    for answer in session.execute(given).mappings():
        yield given_answer({str(name): value for name, value in answer.items()})


def conversations_of(session: Session, day: date) -> Counter[Cell]:
    """Conversations that exchanged on a day; those already unlinked from their exchanges are not seen."""
    begin, end = bounds(day)
    query = select(Exchange.site, Exchange.channel, func.count(Exchange.conversation_id.distinct()))
    query = query.where(Exchange.at >= begin, Exchange.at < end).group_by(Exchange.site, Exchange.channel)
    rows = session.execute(query)
    return Counter({Cell("conversation", site or "", channel, "", ""): n for site, channel, n in rows if n})


def flagged_records(session: Session) -> set[str]:
    """Ids of the records with a fact that staff say is wrong."""
    return set(session.scalars(select(Flag.record_id).where(Flag.state == "open").distinct()))


def awaiting(session: Session) -> dict[Cell, int]:
    """What each cell has not shown yet at the end of the last closed day."""
    rows = session.execute(select(AwaitingCount.__table__))
    return {Cell(facet, site, channel, outcome, value): n for facet, site, channel, outcome, value, n in rows}


def save_awaiting(session: Session, cells: Mapping[Cell, int]) -> None:
    """Replace what awaits."""
    session.execute(delete(AwaitingCount))
    if cells:
        session.execute(insert(AwaitingCount), [{**cell._asdict(), "count": n} for cell, n in cells.items()])


def counts_of(session: Session, day: date) -> Counter[Cell]:
    """The exact counts of a day as they are written."""
    rows = session.scalars(select(DailyCount).where(DailyCount.day == day))
    return Counter({Cell(r.facet, r.site, r.channel, r.outcome, r.value): r.count for r in rows})


def replace_day(session: Session, day: date, counts: Mapping[Cell, int], shown: Mapping[Cell, int]) -> None:
    """Write a day anew."""
    session.execute(delete(DailyCount).where(DailyCount.day == day, DailyCount.facet.in_(sorted(FACETS))))
    if counts:
        rows = [{**cell._asdict(), "day": day, "count": n, "shown": shown[cell]} for cell, n in counts.items()]
        session.execute(insert(DailyCount), rows)


def days_written(session: Session) -> Sequence[date]:
    """Every day that has counts, the oldest first."""
    return session.scalars(
        select(DailyCount.day).where(DailyCount.facet == "all").distinct().order_by(DailyCount.day)
    ).all()


FACETS = (
    "all",
    "hour",
    "intent",
    "theme",
    "department",
    "commune",
    "piste",
    "latency",
    "register",
    "feedback",
    "cause",
    "conversation",
)


def _where(scope: Scope, facet: str) -> list[ColumnElement[bool]]:
    found = [DailyCount.facet == facet, DailyCount.day >= scope.since, DailyCount.day <= scope.until]
    if scope.site is not None:
        found.append(DailyCount.site == scope.site)
    if scope.channel is not None:
        found.append(DailyCount.channel == scope.channel)
    if scope.sites is not None:
        found.append(DailyCount.site.in_(scope.sites))
    return found


def by_value(session: Session, scope: Scope, facet: str) -> dict[str, int]:
    """{value: exchanges shown} of a facet."""
    query = select(DailyCount.value, func.sum(DailyCount.shown)).where(*_where(scope, facet))
    return {value: int(n) for value, n in session.execute(query.group_by(DailyCount.value)) if n}


def by_outcome(session: Session, scope: Scope, facet: str = "all") -> dict[str, int]:
    """{outcome: exchanges shown}."""
    query = select(DailyCount.outcome, func.sum(DailyCount.shown)).where(*_where(scope, facet))
    return {outcome: int(n) for outcome, n in session.execute(query.group_by(DailyCount.outcome)) if n}


def by_value_and_outcome(session: Session, scope: Scope, facet: str) -> dict[tuple[str, str], int]:
    """{(value, outcome): exchanges shown}."""
    query = select(DailyCount.value, DailyCount.outcome, func.sum(DailyCount.shown)).where(*_where(scope, facet))
    rows = session.execute(query.group_by(DailyCount.value, DailyCount.outcome))
    return {(value, outcome): int(n) for value, outcome, n in rows if n}


def by_day(session: Session, scope: Scope) -> dict[tuple[date, str], int]:
    """{(day, outcome): exchanges shown}."""
    query = select(DailyCount.day, DailyCount.outcome, func.sum(DailyCount.shown)).where(*_where(scope, "all"))
    rows = session.execute(query.group_by(DailyCount.day, DailyCount.outcome))
    return {(day, outcome): int(n) for day, outcome, n in rows if n}


def channels_and_sites(session: Session, scope: Scope) -> dict[tuple[str, str], int]:
    """{(channel, site): exchanges shown}."""
    query = select(DailyCount.channel, DailyCount.site, func.sum(DailyCount.shown)).where(*_where(scope, "all"))
    rows = session.execute(query.group_by(DailyCount.channel, DailyCount.site))
    return {(channel, site): int(n) for channel, site, n in rows if n}


def emergencies(session: Session, since: date, until: date) -> dict[tuple[str, str], int]:
    """{(month "2026-11", kind): dangers found}: exact, all sites together, for whole months only."""
    query = select(EmergencyCount.day, EmergencyCount.kind, EmergencyCount.count)
    found: Counter[tuple[str, str]] = Counter()
    for day, kind, n in session.execute(query.where(EmergencyCount.day >= since, EmergencyCount.day <= until)):
        found[f"{day:%Y-%m}", kind] += n
    return dict(found)


def availability(session: Session, since: date, until: date) -> Sequence[AvailabilityDay]:
    """The days measured of a period, the oldest first."""
    where = (AvailabilityDay.day >= since, AvailabilityDay.day <= until)
    return session.scalars(select(AvailabilityDay).where(*where).order_by(AvailabilityDay.day)).all()


def add_minute(session: Session, now: datetime, ready: bool) -> None:
    """Count this minute as present, once however many processes say so."""
    minute, day = now.replace(second=0, microsecond=0), civil_day(now)
    row = session.get(AvailabilityDay, day, with_for_update=True)
    if row is None:
        session.add(AvailabilityDay(day=day, present=1, ready=int(ready), first_minute=minute, last_minute=minute))
    elif row.last_minute < minute:
        row.present, row.ready, row.last_minute = row.present + 1, row.ready + int(ready), minute
