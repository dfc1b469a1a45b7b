"""The masked questions behind a figure, by groups of meaning; a question that few have asked is not shown.

Whole months are read, whatever the days of the page: by moving a period day by day nobody can tell when one question came.
"""

import calendar
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup
from sqlalchemy.orm import Session

from pistes.analytics.charts import Column, columns
from pistes.analytics.facets import UNANSWERED
from pistes.analytics.labels import INTENTS, OUTCOMES
from pistes.clock import PARIS
from pistes.models import Record
from pistes.repositories import questions
from pistes.repositories.analytics import Scope
from pistes.repositories.questions import Behind, Filter

WRITINGS_SHOWN = 6
GROUPS_SHOWN = 40
RECORDS_SHOWN = 3


@dataclass(frozen=True)
class Shown:
    """A group of questions that may be shown: how often, how it was written, what came of it."""

    id: int
    name: str
    intent: str
    count: int
    writings: tuple[str, ...]
    outcomes: tuple[tuple[str, int], ...]
    # (id, kind, title) of the records shown most.
    records: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Questions:
    """The page: groups, the scope they were read in, and whether questions were left out as too rare."""

    groups: tuple[Shown, ...]
    scope: Scope
    some_left_out: bool


def whole_months(scope: Scope) -> Scope:
    """The months that a scope touches."""
    last = calendar.monthrange(scope.until.year, scope.until.month)[1]
    return replace(scope, since=scope.since.replace(day=1), until=scope.until.replace(day=last))


def behind(session: Session, scope: Scope, wanted: Filter, smallest: int) -> Questions:
    """What may be shown of the questions that `wanted` keeps."""
    months = whole_months(scope)
    rows = questions.behind(session, months, wanted, [str(outcome) for outcome in UNANSWERED])
    by_group: dict[int, list[Behind]] = defaultdict(list)
    if wanted.facet == "weekday":
        rows = [row for row in rows if str(row.at.astimezone(PARIS).weekday()) == wanted.value]
    for row in rows:
        if row.group_id is not None:
            by_group[row.group_id].append(row)
    kept = {group: found for group, found in by_group.items() if len(found) >= smallest}
    first = sorted(kept, key=lambda group: -len(kept[group]))[:GROUPS_SHOWN]
    names = questions.groups(session, first)
    shown = tuple(
        _shown(session, group, names[group].name or "", names[group].intent, kept[group], smallest)
        for group in first
        if group in names
    )
    return Questions(shown, months, len(rows) > sum(len(found) for found in kept.values()))


def _shown(session: Session, group: int, name: str, intent: str | None, found: list[Behind], smallest: int) -> Shown:
    writings = Counter(row.text for row in found)
    outcomes = Counter(row.outcome for row in found)
    records = Counter(record_id for row in found for record_id in row.result_ids[:RECORDS_SHOWN])
    titles = []
    for record_id, n in records.most_common(RECORDS_SHOWN):
        record = session.get(Record, record_id) if n >= smallest else None
        if record is not None:
            titles.append((record.id, record.kind, record.title))
    return Shown(
        group,
        name,
        INTENTS.get(intent or "", ""),
        len(found),
        tuple(text for text, _ in writings.most_common(WRITINGS_SHOWN)),
        tuple((OUTCOMES.get(key, key), n) for key, n in outcomes.most_common() if n >= smallest),
        tuple(titles),
    )


@dataclass(frozen=True)
class GroupRow:
    """A line of « what people ask »: a group, its count, the count of the other period, what most of its questions got."""

    id: int
    name: str
    intent: str
    count: int
    before: int | None
    outcome: str


def frequent(
    session: Session, scope: Scope, other: Scope | None, smallest: int, *, failed: bool, most: int = 20
) -> list[GroupRow]:
    """The groups asked most (`failed`: those that got no answer most) in the weeks of a scope."""
    outcomes = [str(outcome) for outcome in UNANSWERED] if failed else None
    counts = questions.group_counts(session, scope, outcomes)
    before = questions.group_counts(session, other, outcomes) if other else {}
    first = [group for group in sorted(counts, key=lambda group: -counts[group]) if counts[group] >= smallest][:most]
    rows, mixes = questions.groups(session, first), questions.group_outcomes(session, scope, first)
    found = []
    for group in first:
        if group not in rows:
            continue
        row = rows[group]
        mix: Mapping[str, int] = mixes.get(group, {})
        ending = max(
            (key for key in mix if not failed or key in (outcomes or ())), key=lambda key: mix[key], default=""
        )
        name = row.name or f"Groupe {group} (textes effacés)"
        was = before.get(group, 0) if other else None
        found.append(
            GroupRow(group, name, INTENTS.get(row.intent or "", ""), counts[group], was, OUTCOMES.get(ending, ""))
        )
    return found


def trend(session: Session, scope: Scope, group: int) -> Markup:
    """Questions of a group by week."""
    weeks = questions.group_trend(session, scope, [group]).get(group, {})
    monday = scope.since - timedelta(days=scope.since.weekday())
    wanted: list[date] = []
    while monday <= scope.until:
        wanted.append(monday)
        monday += timedelta(days=7)
    return columns([Column(f"{week:%d/%m}", (weeks.get(week, 0),)) for week in wanted], "Questions par semaine")


def said_often(session: Session, scope: Scope, group: int, smallest: int) -> list[str]:
    """The writings of a group that enough people wrote letter for letter: those alone may go into public files."""
    rows = questions.behind(session, whole_months(scope), Filter("group", str(group)), ())
    counts = Counter(row.text.strip().lower() for row in rows)
    return [text for text, n in counts.most_common(WRITINGS_SHOWN) if n >= smallest and "[" not in text]


def before_and_after(
    session: Session, group: int, day: date, days: int, smallest: int, sites: tuple[str, ...] | None = None
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """((unanswered, all) before, the same after) the whole weeks around `day`; None where there are too few."""
    found = []
    monday = day - timedelta(days=day.weekday())
    for scope in (
        Scope(monday - timedelta(days=days), monday - timedelta(days=1), sites=sites),
        Scope(monday + timedelta(days=7), monday + timedelta(days=6 + days), sites=sites),
    ):
        mix = questions.group_outcomes(session, scope, [group]).get(group, Counter())
        total = sum(mix.values())
        failed = sum(mix[str(outcome)] for outcome in UNANSWERED)
        found.append((failed, total) if total >= smallest else None)
    return found[0], found[1]
