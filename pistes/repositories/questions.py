"""Queries of masked questions and of their groups."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, cast, delete, func, insert, select, update
from sqlalchemy.orm import Session

from pistes.models import (
    AnalyticsState,
    Exchange,
    Feedback,
    QuestionGroup,
    QuestionGroupMember,
    QuestionGroupWeek,
)
from pistes.repositories.analytics import Scope, bounds

# Questions read behind one figure, the latest first: enough to see what they are about, and a page in time.
MOST_READ = 3_000
# Most filters are looked for among this many exchanges, the latest; a commune and a group have an index of their own.
MOST_SCANNED = 60_000
INDEXED = frozenset({"commune", "group"})
READ_AT_ONCE = 5_000


class Asked(NamedTuple):
    """A masked question."""

    id: int
    at: datetime
    text: str
    intent: str | None
    outcome: str
    site: str | None
    channel: str
    register: str | None


class Behind(NamedTuple):
    """A masked question behind a figure."""

    at: datetime
    text: str
    group_id: int | None
    outcome: str
    intent: str | None
    result_ids: Sequence[str]


@dataclass(frozen=True)
class Filter:
    """What narrows the questions behind a figure: a facet and its value."""

    facet: str = "all"
    value: str = ""


COLUMNS = (
    Exchange.id,
    Exchange.at,
    Exchange.text,
    Exchange.intent,
    Exchange.outcome,
    Exchange.site,
    Exchange.channel,
    Exchange.register,
)


def latest(session: Session, since: datetime, most: int) -> list[Asked]:
    """The latest questions whose masked text is kept."""
    query = select(*COLUMNS).where(Exchange.at >= since, Exchange.text.is_not(None))
    query = query.order_by(Exchange.at.desc()).limit(most).execution_options(yield_per=READ_AT_ONCE)
    return [Asked(*row) for row in session.execute(query) if row[2]]  # type: ignore[arg-type]


def behind(session: Session, scope: Scope, wanted: Filter, failed: Collection[str]) -> list[Behind]:
    """The masked questions of a scope that a filter keeps, the latest first, `MOST_READ` at most."""
    where = [
        Exchange.text.is_not(None),
        Exchange.at >= bounds(scope.since)[0],
        Exchange.at < bounds(scope.until)[1],
        *_narrowed(wanted, failed),
    ]
    if scope.site is not None:
        where.append(Exchange.site == scope.site)
    if scope.channel is not None:
        where.append(Exchange.channel == scope.channel)
    if scope.sites is not None:
        where.append(Exchange.site.in_(scope.sites))
    if wanted.facet not in INDEXED:
        oldest = select(Exchange.at).where(*where[1:3]).order_by(Exchange.at.desc()).offset(MOST_SCANNED).limit(1)
        if (at := session.scalar(oldest)) is not None:
            where.append(Exchange.at > at)
    query = (
        select(
            Exchange.at,
            Exchange.text,
            QuestionGroupMember.group_id,
            Exchange.outcome,
            Exchange.intent,
            Exchange.result_ids,
        )
        .outerjoin(QuestionGroupMember, QuestionGroupMember.exchange_id == Exchange.id)
        .where(*where)
        .order_by(Exchange.at.desc())
        .limit(MOST_READ)
    )
    return [Behind(*row) for row in session.execute(query)]  # type: ignore[arg-type]


def _narrowed(wanted: Filter, failed: Collection[str]) -> Iterable[ColumnElement[bool]]:
    value = wanted.value
    opinions = select(Feedback.turn_key).where(Feedback.helpful.is_(value == "yes"))
    # Read through the index of time, the latest first: the index of outcomes would fetch all of them to sort them.
    outcome = func.coalesce(Exchange.outcome, "")
    match wanted.facet:
        case "outcome":
            yield outcome == value
        case "intent":
            yield func.coalesce(Exchange.intent, "") == value
        case "department":
            yield (Exchange.department_code == value) if value else Exchange.department_code.is_(None)
        case "commune":
            yield Exchange.insee == value
        case "register":
            yield Exchange.register == value
        case "theme":
            theme = Exchange.criteria["theme"].as_string()
            yield (theme == value) if value else theme.is_(None)
        case "piste":
            yield cast(Exchange.result_ids, String).contains(f'"{value}"', autoescape=True)
        case "group":
            yield QuestionGroupMember.group_id == int(value)
        case "cause" if value == "unhelpful":
            yield Exchange.turn_key.in_(opinions)
        case "cause":
            yield outcome.in_(sorted(failed)) if value == "unanswered" else outcome == value
        case "feedback":
            yield Exchange.turn_key.in_(opinions)


def groups(session: Session, ids: Collection[int]) -> dict[int, QuestionGroup]:
    """Groups by id."""
    rows = session.scalars(select(QuestionGroup).where(QuestionGroup.id.in_(sorted(ids))))
    return {row.id: row for row in rows}


def all_groups(session: Session) -> Sequence[QuestionGroup]:
    """Every group, emptied ones too."""
    return session.scalars(select(QuestionGroup)).all()


def members(session: Session) -> dict[int, int]:
    """{exchange: group} as the last grouping left it."""
    rows = session.execute(select(QuestionGroupMember.exchange_id, QuestionGroupMember.group_id))
    return {row.exchange_id: row.group_id for row in rows}


def replace_members(session: Session, found: Mapping[int, int]) -> None:
    """Write which group each question belongs to."""
    session.execute(delete(QuestionGroupMember))
    rows = [{"exchange_id": exchange_id, "group_id": group_id} for exchange_id, group_id in found.items()]
    for start in range(0, len(rows), READ_AT_ONCE):
        session.execute(insert(QuestionGroupMember), rows[start : start + READ_AT_ONCE])


def replace_weeks(session: Session, rows: Sequence[dict[str, object]], since: date) -> None:
    """Write the weekly counts anew from `since` on; earlier weeks stand, their texts may be gone."""
    session.execute(delete(QuestionGroupWeek).where(QuestionGroupWeek.week >= since))
    if rows:
        session.execute(insert(QuestionGroupWeek), list(rows))


def forget_names(session: Session, kept: Collection[int]) -> None:
    """Empty the names of the groups that no question belongs to any more."""
    session.execute(update(QuestionGroup).where(QuestionGroup.id.not_in(sorted(kept))).values(name=None, size=0))


def is_seen(session: Session, group_id: int, sites: Collection[str] | None) -> bool:
    """Whether some questions of a group are shown of these sites (None: all)."""
    if sites is None:
        return session.get(QuestionGroup, group_id) is not None
    where = (QuestionGroupWeek.group_id == group_id, QuestionGroupWeek.site.in_(sites), QuestionGroupWeek.shown > 0)
    return session.scalar(select(QuestionGroupWeek.group_id).where(*where).limit(1)) is not None


def group_counts(session: Session, scope: Scope, outcomes: Collection[str] | None = None) -> dict[int, int]:
    """{group: questions shown} of the whole weeks that a scope touches."""
    where = _weeks(scope)
    if outcomes is not None:
        where.append(QuestionGroupWeek.outcome.in_(sorted(outcomes)))
    query = select(QuestionGroupWeek.group_id, func.sum(QuestionGroupWeek.shown)).where(*where)
    return {group: int(n) for group, n in session.execute(query.group_by(QuestionGroupWeek.group_id)) if n}


def group_outcomes(session: Session, scope: Scope, ids: Collection[int]) -> dict[int, Counter[str]]:
    """{group: {outcome: questions shown}}."""
    query = select(QuestionGroupWeek.group_id, QuestionGroupWeek.outcome, func.sum(QuestionGroupWeek.shown))
    query = query.where(*_weeks(scope), QuestionGroupWeek.group_id.in_(sorted(ids)))
    found: dict[int, Counter[str]] = {}
    for group, outcome, n in session.execute(query.group_by(QuestionGroupWeek.group_id, QuestionGroupWeek.outcome)):
        if n:
            found.setdefault(group, Counter())[outcome] += int(n)
    return found


def group_trend(session: Session, scope: Scope, ids: Collection[int]) -> dict[int, dict[date, int]]:
    """{group: {Monday: questions shown}}."""
    query = select(QuestionGroupWeek.group_id, QuestionGroupWeek.week, func.sum(QuestionGroupWeek.shown))
    query = query.where(*_weeks(scope), QuestionGroupWeek.group_id.in_(sorted(ids)))
    found: dict[int, dict[date, int]] = {}
    for group, week, n in session.execute(query.group_by(QuestionGroupWeek.group_id, QuestionGroupWeek.week)):
        found.setdefault(group, {})[week] = int(n or 0)
    return found


def _weeks(scope: Scope) -> list[ColumnElement[bool]]:
    monday = date.fromordinal(scope.since.toordinal() - scope.since.weekday())
    where = [QuestionGroupWeek.week >= monday, QuestionGroupWeek.week <= scope.until]
    if scope.site is not None:
        where.append(QuestionGroupWeek.site == scope.site)
    if scope.channel is not None:
        where.append(QuestionGroupWeek.channel == scope.channel)
    if scope.sites is not None:
        where.append(QuestionGroupWeek.site.in_(scope.sites))
    return where


def mark_grouped(session: Session, now: datetime) -> None:
    """Remember when questions were last grouped."""
    session.execute(update(AnalyticsState).values(grouped_at=now))
