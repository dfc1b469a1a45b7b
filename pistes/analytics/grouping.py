"""Questions grouped by meaning, day after day, with names that stay.

Each run groups the latest questions anew, then gives every group the id of the old group it shares most questions with.
A group keeps its name as long as one of its questions is written so; a new name is the question nearest to its middle.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from langue.gazetteer import Gazetteer
from pistes.analytics.clusters import NO_GROUP, cluster
from pistes.analytics.facets import civil_day
from pistes.analytics.vectors import Concepts, Places, terms, vectors
from pistes.models import QuestionGroup
from pistes.outcomes import Outcome
from pistes.repositories import questions
from pistes.repositories.questions import Asked

MOST_QUESTIONS = 100_000
DAYS_READ = 90
# A new group that shares this part of its questions with an old one is that one.
SAME_GROUP = 0.2
LONGEST_NAME = 160
# What says nothing of a need, or must not be shown at all.
LEFT_OUT = frozenset({Outcome.CHITCHAT, Outcome.EMERGENCY})
HIDDEN_MARK = "[texte masqué"


@dataclass
class Found:
    """A group: its questions and, among them, the one that tells it best."""

    members: list[Asked] = field(default_factory=list)
    # Number of times each writing (without its place) was said, and how near it is to the middle of the group.
    writings: Counter[str] = field(default_factory=Counter)
    nearness: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Among the most said writings, the nearest to the middle."""
        said_enough = max(self.writings.values()) / 4
        often = [text for text, n in self.writings.items() if n >= said_enough]
        return max(often, key=lambda text: (self.nearness[text], -len(text)))

    @property
    def intent(self) -> str | None:
        """The intent of most of its questions."""
        return Counter(question.intent for question in self.members).most_common(1)[0][0]


def find(asked: Sequence[Asked], gazetteer: Gazetteer | None = None) -> list[Found]:
    """Groups of questions that mean the same, the largest first; what is near to nothing is left out."""
    concepts, places = Concepts(), Places(gazetteer)
    kept = [q for q in asked if q.outcome not in LEFT_OUT and not q.text.startswith(HIDDEN_MARK)]
    of_text: dict[str, tuple[str, ...]] = {}
    for question in kept:
        if question.text not in of_text:
            of_text[question.text] = terms(question.text, concepts, places)
    # Questions with the same terms and intent are one point, said several times.
    points: dict[tuple[tuple[str, ...], str | None], list[Asked]] = defaultdict(list)
    for question in kept:
        points[of_text[question.text], question.intent].append(question)
    made = vectors([terms_ for terms_, _ in points], [intent for _, intent in points])
    groups = cluster(made, np.array([len(said) for said in points.values()]))
    return _gathered(list(points.values()), made, groups, {text: places.hidden(text) for text in of_text})


def _gathered(points: Sequence[Sequence[Asked]], made: Any, groups: Any, written: Mapping[str, str]) -> list[Found]:
    found: dict[int, Found] = defaultdict(Found)
    rows: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(groups.tolist()):
        if group != NO_GROUP:
            rows[group].append(row)
    for group, inside in rows.items():
        weights = np.array([len(points[row]) for row in inside], dtype=np.float32)
        middle = (made[inside] * weights[:, None]).sum(axis=0)
        nearness = made[inside] @ (middle / max(float(np.linalg.norm(middle)), 1e-9))
        for row, near in zip(inside, nearness.tolist(), strict=True):
            found[group].members.extend(points[row])
            for question in points[row]:
                writing = written[question.text]
                found[group].writings[writing] += 1
                found[group].nearness[writing] = near
    return sorted(found.values(), key=lambda group: (-len(group.members), group.name))


def regroup(session: Session, now: datetime, smallest: int, gazetteer: Gazetteer | None = None) -> int:
    """Group the questions of the last weeks and write the groups; gives the number of groups large enough to be shown."""
    asked = questions.latest(session, now - timedelta(days=DAYS_READ), MOST_QUESTIONS)
    found = [group for group in find(asked, gazetteer) if len(group.members) >= smallest]
    known = {group.id: group for group in questions.all_groups(session)}
    ids = match([[q.id for q in group.members] for group in found], questions.members(session))
    members: dict[int, int] = {}
    rows = []
    for group, old in zip(found, ids, strict=True):
        row = known.get(old) if old is not None else None
        if row is None:
            row = QuestionGroup(first_seen=min(civil_day(q.at) for q in group.members))
            session.add(row)
        row.name = row.name if row.name in group.writings else group.name[:LONGEST_NAME]
        row.intent, row.size = group.intent, len(group.members)
        session.flush()
        members |= {question.id: row.id for question in group.members}
        rows += weeks_of(row.id, group.members, smallest)
    since = min((civil_day(q.at) for q in asked), default=civil_day(now))
    questions.replace_members(session, members)
    questions.replace_weeks(session, rows, since - timedelta(days=since.weekday()))
    questions.forget_names(session, set(members.values()))
    questions.mark_grouped(session, now)
    return len(found)


def match(found: Sequence[Sequence[int]], before: Mapping[int, int]) -> list[int | None]:
    """The old id of each group of questions, given the old id of each question; None for a new group.

    Pairs that share most go first, so that an old id goes to one group only.
    """
    pairs = []
    for at, members in enumerate(found):
        shared = Counter(before[member] for member in members if member in before)
        old = sum(shared.values())
        pairs += [(n, at, group) for group, n in shared.items() if n >= SAME_GROUP * old]
    ids: list[int | None] = [None] * len(found)
    taken: set[int] = set()
    for _, at, group in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if ids[at] is None and group not in taken:
            ids[at] = group
            taken.add(group)
    return ids


def weeks_of(group_id: int, members: Sequence[Asked], smallest: int) -> list[dict[str, object]]:
    """Weekly counts of a group; each cell shows its questions in parcels of `smallest` at least (see `release`)."""
    counts: Counter[tuple[str, str, str, date]] = Counter()
    for question in members:
        day = civil_day(question.at)
        monday = day - timedelta(days=day.weekday())
        counts[question.site or "", question.channel, question.outcome, monday] += 1
    awaiting: Counter[tuple[str, str, str]] = Counter()
    rows: list[dict[str, object]] = []
    for (site, channel, outcome, week), n in sorted(counts.items()):
        gathered = awaiting[site, channel, outcome] + n
        shown = gathered if gathered >= smallest else 0
        awaiting[site, channel, outcome] = gathered - shown
        rows.append(
            {
                "group_id": group_id, "week": week, "site": site, "channel": channel, "outcome": outcome, "count": n,
                "shown": shown,
            }
        )  # fmt: skip
    return rows
