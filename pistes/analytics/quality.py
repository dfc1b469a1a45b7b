"""Honest quality: people judge a random sample of answers. Fallbacks say how often we know that we failed; only judges
say how often we failed without knowing it.

Rates carry a Wilson interval at 95 % (Wilson, 1927); two judges' agreement is Cohen's kappa (Cohen, 1960).
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from pistes.analytics.facets import civil_day
from pistes.analytics.labels import VERDICTS
from pistes.models import QualitySample
from pistes.outcomes import Outcome
from pistes.repositories import quality
from pistes.repositories.analytics import bounds
from pistes.repositories.quality import Judged

# A 95 % interval of the normal law.
Z = 1.959964
# From this confidence on, a wrong answer is a confident one.
CONFIDENT = 0.7
LEFT_OUT = (Outcome.CHITCHAT.value, Outcome.EMERGENCY.value)
LONGEST_ANSWER = 2_000


class UnknownVerdict(ValueError):
    """A verdict that is not in the list."""


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`, with its interval (0 to 1)."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval at 95 %; all that is possible when there is nothing."""
        return wilson(self.part, self.whole)


@dataclass(frozen=True)
class Quality:
    """What judges found, each answer counted once (its first verdict)."""

    verdicts: dict[str, Rate]
    confident_wrong: Rate
    fallback: Rate
    kappa: float | None
    judged_twice: int
    by_register: dict[str, Rate]


def wilson(part: int, whole: int, z: float = Z) -> tuple[float, float]:
    """(low, high) of a share at 95 %."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = z / (1 + square / whole) * (share * (1 - share) / whole + square / (4 * whole * whole)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two judges' verdicts on the same answers; None without any, 1 when both say one same thing."""
    if not pairs:
        return None
    n = len(pairs)
    agreed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[verdict] * second[verdict] for verdict in first) / (n * n)
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def monday(day: date) -> date:
    """The week of a day."""
    return day - timedelta(days=day.weekday())


def draw_sample(session: Session, now: datetime, size: int) -> int:
    """Bring this week's and last week's draw up to date; gives the number of answers drawn.

    Every exchange has a number that only chance decides (a hash of its key and its week); the smallest `size` of the week
    are its sample. It changes as the week goes on, never what has been judged. The answer is copied while it is kept.
    """
    drawn = 0
    this_week = monday(civil_day(now))
    # Until Monday night the week before may still get late exchanges.
    weeks = [this_week - timedelta(days=7)] if civil_day(now) == this_week else []
    for week in (*weeks, this_week):
        begin, _ = bounds(week)
        end, _ = bounds(week + timedelta(days=7))
        drawn += _draw_week(session, week, begin.astimezone(UTC), end.astimezone(UTC), size)
    return drawn


def _draw_week(session: Session, week: date, begin: datetime, end: datetime, size: int) -> int:
    known = {row.exchange_id: row for row in quality.sample(session, week)}
    judged = quality.judged_ids(session, week)
    draws = {
        candidate.id: (hashlib.sha256(f"{week}{candidate.turn_key}".encode()).hexdigest(), candidate.answer)
        for candidate in quality.candidates(session, begin, end, LEFT_OUT)
    }
    chosen = sorted(draws, key=lambda exchange_id: draws[exchange_id][0])[:size]
    for exchange_id in chosen:
        if exchange_id not in known:
            key, answer = draws[exchange_id]
            session.add(QualitySample(exchange_id=exchange_id, week=week, draw=key, answer=answer_text(answer)))
    out = [row.id for row in known.values() if row.exchange_id not in chosen and row.id not in judged]
    quality.drop(session, out)
    return len(chosen)


def answer_text(answer: dict[str, Any] | None) -> str:
    """What the resident read: messages, then titles of the records; empty when the answer is no longer kept."""
    if not answer:
        return ""
    lines = [message.get("text", "") for message in answer.get("messages", ())]
    lines += [f"– {result.get('title', '')}" for result in answer.get("results", ())]
    return "\n".join(lines)[:LONGEST_ANSWER]


def give_verdict(
    session: Session, sample_id: int, who: str, verdict: str, now: datetime, sites: tuple[str, ...] | None = None
) -> None:
    """Write what a judge says; `sites`: those whose answers they may judge, None: all.

    Raises `UnknownVerdict` for a verdict or an answer that is not in the list.
    """
    if verdict not in VERDICTS or not quality.may_judge(session, sample_id, sites):
        raise UnknownVerdict
    quality.judge(session, sample_id, who, verdict, now)


def measure(rows: Sequence[Judged], outcomes: dict[str, int]) -> Quality:
    """Rates of what was judged; `outcomes` are all exchanges of the same days, for the fallback rate."""
    of_answer: dict[int, list[Judged]] = defaultdict(list)
    for row in rows:
        of_answer[row.sample_id].append(row)
    first = [said[0] for said in of_answer.values()]
    pairs = [(said[0].verdict, said[1].verdict) for said in of_answer.values() if len(said) > 1]
    wrong = [row for row in first if row.verdict == "wrong"]
    confident = [row for row in wrong if _confident(row)]
    registers = {row.register or "standard" for row in first}
    total = sum(n for outcome, n in outcomes.items() if outcome not in LEFT_OUT)
    return Quality(
        verdicts={name: Rate(sum(row.verdict == name for row in first), len(first)) for name in VERDICTS},
        confident_wrong=Rate(len(confident), len(first)),
        fallback=Rate(outcomes.get(Outcome.NOT_UNDERSTOOD, 0), total),
        kappa=kappa(pairs),
        judged_twice=len(pairs),
        by_register={register: _right(first, register) for register in sorted(registers)},
    )


def _confident(row: Judged) -> bool:
    return row.outcome == Outcome.ANSWERED and (row.confidence or 0) >= CONFIDENT


def _right(rows: Sequence[Judged], register: str) -> Rate:
    of_register = [row for row in rows if (row.register or "standard") == register]
    return Rate(sum(row.verdict == "right" for row in of_register), len(of_register))
