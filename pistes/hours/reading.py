"""Reads OSM `opening_hours`: open ranges of a day, the state at an instant, a usual week.

Syntax that cannot be read gives None, never an exception. A public holiday counts as closed unless the hours say
otherwise (`PH`) or never close (`24/7`): a counter of the State or of a Département does not receive on those days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from opening_hours import OpeningHours, State
from opening_hours import validate as readable

from pistes.clock import PARIS
from pistes.hours.calendar import is_public_holiday

# An instant past which « opens again on… » helps nobody.
HORIZON_DAYS = 62
# Longer than any real expression; keeps a hostile one cheap.
LONGEST = 1000


@dataclass(frozen=True)
class Range:
    """An open range: two aware instants in Europe/Paris, the end excluded."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Closure:
    """An exceptional closure, both days included; `last` None: until further notice."""

    first: date
    last: date | None
    reason: str | None

    def covers(self, day: date) -> bool:
        """Whether `day` is within the closure."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class HoursState:
    """State at an instant. `closes_at` None while open: never closes. `opens_at` None: not within two months."""

    open_now: bool
    closes_at: datetime | None
    opens_at: datetime | None
    closure: Closure | None = None
    holiday: bool = False


def validate(osm: str) -> str | None:
    """What is wrong with `osm`, in French, or None when it can be read."""
    if not osm.strip():
        return "Les horaires sont vides."
    if len(osm) > LONGEST:
        return f"Les horaires dépassent {LONGEST} caractères."
    if _parse(osm) is None:
        return "Ces horaires ne suivent pas la syntaxe OpenStreetMap (exemple : Mo-Fr 09:00-12:00,14:00-17:00)."
    return None


def read_closures(raw: Sequence[Mapping[str, Any]] | None) -> list[Closure]:
    """Closures of a record; one whose dates cannot be read is left out."""
    closures: list[Closure] = []
    for row in raw or ():
        try:
            first = date.fromisoformat(str(row["from"])[:10])
            last = date.fromisoformat(str(row["to"])[:10]) if row.get("to") else None
        except (KeyError, ValueError):
            continue
        closures.append(Closure(first, last, str(row["reason"]) if row.get("reason") else None))
    return closures


def open_on(osm: str, day: date, closures: Sequence[Mapping[str, Any]] | None = None) -> list[Range] | None:
    """Open ranges that begin on `day`, in order; empty when closed, None when `osm` cannot be read."""
    parsed = _parse(osm)
    if parsed is None:
        return None
    return _ranges(osm, parsed, day, read_closures(closures))


def state_at(osm: str, now: datetime, closures: Sequence[Mapping[str, Any]] | None = None) -> HoursState | None:
    """Open or closed at `now` (aware), until when; None when `osm` cannot be read."""
    parsed = _parse(osm)
    if parsed is None:
        return None
    now = now.astimezone(PARIS)
    known = read_closures(closures)
    today = now.date()
    shut = next((closure for closure in known if closure.covers(today)), None)
    opens_at: datetime | None = None
    for offset in range(HORIZON_DAYS):
        for span in _ranges(osm, parsed, today + timedelta(days=offset), known):
            if span.begin <= now < span.end:
                return HoursState(True, _end_of(osm, parsed, span, known), None)
            if span.begin > now and opens_at is None:
                opens_at = span.begin
        if opens_at is not None:
            break
    holiday = is_public_holiday(today) and _keeps_holidays(osm)
    return HoursState(False, None, opens_at, shut, holiday)


def week(osm: str, today: date) -> list[list[tuple[time, time]]] | None:
    """Open ranges of a usual week, Monday first, as it runs around `today`; None when `osm` cannot be read.

    A day that is a public holiday is read on the next week that has an ordinary one.
    """
    parsed = _parse(osm)
    if parsed is None:
        return None
    monday = today - timedelta(days=today.weekday())
    days: list[list[tuple[time, time]]] = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        while is_public_holiday(day):
            day += timedelta(days=7)
        days.append([(span.begin.timetz(), span.end.timetz()) for span in _ranges(osm, parsed, day, [])])
    return [[(begin.replace(tzinfo=None), end.replace(tzinfo=None)) for begin, end in day] for day in days]


@lru_cache(maxsize=4096)
def _parse(osm: str) -> OpeningHours | None:
    if len(osm) > LONGEST or not readable(osm):
        return None
    return OpeningHours(osm, timezone=PARIS, country="FR", auto_timezone=False, max_interval_days=400)


def _keeps_holidays(osm: str) -> bool:
    return "PH" not in osm and "24/7" not in osm


def _ranges(osm: str, parsed: OpeningHours, day: date, closures: Sequence[Closure]) -> list[Range]:
    if any(closure.covers(day) for closure in closures):
        return []
    if is_public_holiday(day) and _keeps_holidays(osm):
        return []
    begin = datetime.combine(day, time(), PARIS)
    end = datetime.combine(day + timedelta(days=1), time(), PARIS)
    found: list[Range] = []
    for first, last, state, _comment in parsed.intervals(begin, end):
        if state == State.OPEN:
            found.append(Range(_aware(first), _aware(last)))
    return found


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)


def _end_of(osm: str, parsed: OpeningHours, span: Range, closures: Sequence[Closure]) -> datetime | None:
    """The end of an open range, followed over midnight; None when it never ends."""
    end = span.end
    for _day in range(8):
        if end.time() != time():
            return end
        following = _ranges(osm, parsed, end.date(), closures)
        if not following or following[0].begin != end:
            return end
        end = following[0].end
    return None
