"""How one exchange is counted: the cells it adds one to. Emergencies never come here: they have counts of their own."""

import bisect
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from pistes.clock import PARIS
from pistes.outcomes import Outcome

# Upper bounds of the latency buckets, in milliseconds: each a fifth above the one before, so a quantile is read to 20 %.
LATENCY_BOUNDS = tuple(round(10 * 1.2**step) for step in range(45))
# Facets told apart by outcome; the finer ones are not, so that small communes are shown sooner.
CROSSED = frozenset({"all", "intent", "theme", "department", "register", "latency"})
# Facets whose values are no groups of people: shown as they are.
PLAIN = frozenset({"latency"})
UNANSWERED = (Outcome.NOTHING_FOUND, Outcome.NOT_UNDERSTOOD, Outcome.OUT_OF_SCOPE, Outcome.UNAVAILABLE)
# What a demand at the counter is about, by the kind of record that staff opened.
INTENT_OF_KIND = {
    "reception_point": "find_reception_point",
    "activity": "find_activity",
    "event": "find_event",
    "piste": "find_piste",
    "procedure": "ask_procedure",
    "answer": "ask_cooperation",
    "referral": "out_of_scope",
}


class Cell(NamedTuple):
    """One count of a day: see `pistes.models.DailyCount`."""

    facet: str
    site: str
    channel: str
    outcome: str
    value: str


class Counted(NamedTuple):
    """What is read of an exchange to count it."""

    at: datetime
    site: str | None
    channel: str
    outcome: str
    intent: str | None
    theme: str | None
    insee: str | None
    department: str | None
    result_ids: Sequence[str]
    latency_ms: int | None
    register: str | None
    helpful: bool | None = None


def civil_day(at: datetime) -> date:
    """The day of an instant, in Europe/Paris."""
    return at.astimezone(PARIS).date()


def bucket(latency_ms: int) -> int:
    """The upper bound, in milliseconds, of a latency's bucket; the last bucket takes all that is slower."""
    return LATENCY_BOUNDS[min(bisect.bisect_left(LATENCY_BOUNDS, latency_ms), len(LATENCY_BOUNDS) - 1)]


def values_of(counted: Counted, doubtful: Collection[str]) -> Iterable[tuple[str, str]]:
    """(facet, value) of each cell; `doubtful` are the ids of records past their review or flagged as wrong."""
    local = counted.at.astimezone(PARIS)
    yield "all", ""
    yield "hour", f"{local.weekday()}-{local.hour:02}"
    yield "intent", counted.intent or ""
    yield "theme", counted.theme or ""
    yield "department", counted.department or ""
    if counted.insee:
        yield "commune", counted.insee
    for record_id in {found for found in counted.result_ids if found.startswith("piste:")}:
        yield "piste", record_id[:120]
    if counted.latency_ms is not None:
        yield "latency", str(bucket(counted.latency_ms))
    if counted.register:
        yield "register", counted.register
    if counted.helpful is not None:
        yield "feedback", "yes" if counted.helpful else "no"
    for cause in causes(counted, doubtful):
        yield "cause", cause


def causes(counted: Counted, doubtful: Collection[str]) -> Iterable[str]:
    """Why an exchange may have failed its resident: at most one reason by outcome, and what was wrong of an answer."""
    if counted.outcome in UNANSWERED:
        yield str(counted.outcome)
    elif any(found in doubtful for found in counted.result_ids):
        yield "expired_fact"
    if counted.helpful is False:
        yield "unhelpful"


def count(exchanges: Iterable[Counted], doubtful: Collection[str]) -> Counter[Cell]:
    """The cells of these exchanges."""
    found: Counter[Cell] = Counter()
    for exchange in exchanges:
        if exchange.outcome == Outcome.EMERGENCY:
            continue
        site, channel = exchange.site or "", exchange.channel
        for facet, value in values_of(exchange, doubtful):
            outcome = str(exchange.outcome) if facet in CROSSED else ""
            found[Cell(facet, site, channel, outcome, value)] += 1
    return found


def given_answer(row: Mapping[str, Any]) -> Counted:
    """A « réponse donnée » as an exchange; one about a help line keeps no place: it may be an emergency."""
    quiet = row["topic"] == "help_line"
    return Counted(
        at=row["at"],
        site=None,
        channel=row["channel"],
        outcome=Outcome.ANSWERED if row["solved"] else Outcome.NOTHING_FOUND,
        intent=INTENT_OF_KIND.get(row["topic"]),
        theme=None,
        insee=None if quiet else row["insee"],
        department=None if quiet else row["department_code"],
        result_ids=[row["record_id"]] if row["record_id"] and not quiet else [],
        latency_ms=None,
        register=None,
    )
