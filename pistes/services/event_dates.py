"""When an event or an activity takes place, in words, and whether it is to come, today, or over."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from pistes.clock import PARIS
from pistes.french import date_span, enumerate_words, hour, long_date, month_year
from pistes.models import Event

# More dates than this in one sentence are not read.
MOST_DATES = 4


class Phase(StrEnum):
    """Where an event stands in time at the moment of asking."""

    UPCOMING = "upcoming"
    TODAY = "today"
    ONGOING = "ongoing"
    PAST = "past"
    UNKNOWN = "unknown"


def read_timings(timings: Sequence[Mapping[str, Any]] | None) -> list[tuple[datetime, datetime]]:
    """(begin, end) in Europe/Paris, sorted; what cannot be read is left out, a missing end is the beginning."""
    spans: list[tuple[datetime, datetime]] = []
    for timing in timings or ():
        begin = _instant(timing.get("begin"))
        end = _instant(timing.get("end")) or begin
        if begin is not None and end is not None:
            spans.append((begin, max(begin, end)))
    return sorted(spans)


def phase(event: Event, now: datetime) -> Phase:
    """Where `event` stands; a status « finished » wins over its dates."""
    spans = read_timings(event.timings)
    today = now.astimezone(PARIS).date()
    if event.status == "finished" or (
        spans and all(end < now for _begin, end in spans) and spans[-1][1].date() < today
    ):
        return Phase.PAST
    if not spans:
        return Phase.UNKNOWN
    for begin, end in spans:
        if begin.date() <= today <= end.date():
            return Phase.TODAY if begin.date() == end.date() or begin.date() == today else Phase.ONGOING
    return Phase.UPCOMING if any(begin > now for begin, _end in spans) else Phase.PAST


def dates_in_words(event: Event, now: datetime, *, hours: bool = True) -> str | None:
    """« le samedi 28 novembre 2026, de 10 h à 18 h »; without hours where the source gives none."""
    spans = read_timings(event.timings)
    if not spans:
        return None
    if event.precision == "month":
        first, last = spans[0][0], spans[-1][1]
        same = (first.year, first.month) == (last.year, last.month)
        return f"en {month_year(first)}" if same else f"de {month_year(first)} à {month_year(last)}"
    coming = [span for span in spans if span[1] >= now] or spans
    hours = hours and event.precision in ("time", None)
    if len(coming) == 1:
        return _one_span(*coming[0], hours=hours)
    days = [begin.date() for begin, _end in coming]
    if _consecutive(days):
        return date_span(days[0], coming[-1][1].date())
    shown = [f"le {long_date(day)}" for day in days[:MOST_DATES]]
    if len(days) > MOST_DATES:
        return f"{', '.join(shown)}, et d'autres dates jusqu'au {long_date(days[-1], weekday=False)}"
    return enumerate_words(shown)


def next_session(timings: Sequence[Mapping[str, Any]] | None, now: datetime) -> str | None:
    """« samedi 28 novembre 2026 à 10 h » for the next timing, None when there is none to come."""
    for begin, end in read_timings(timings):
        if end >= now:
            return f"{long_date(begin.date())} à {hour(begin)}"
    return None


def _one_span(begin: datetime, end: datetime, *, hours: bool) -> str:
    words = date_span(begin.date(), end.date())
    if not hours or begin.date() != end.date():
        return words
    if begin == end:
        return f"{words} à {hour(begin)}"
    return f"{words}, de {hour(begin)} à {hour(end)}"


def _consecutive(days: Sequence[date]) -> bool:
    return len(days) > 2 and all((later - sooner).days <= 1 for sooner, later in pairwise(days))


def _instant(value: Any) -> datetime | None:
    if not value:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
