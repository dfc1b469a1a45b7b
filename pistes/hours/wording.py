"""Opening hours in French words: « Ouvert maintenant, ferme à 17 h », « Du lundi au vendredi : 9 h - 12 h »."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from pistes.clock import PARIS
from pistes.french import NBSP, WEEKDAYS, capitalised, hour, long_date, typeset
from pistes.hours.calendar import is_public_holiday, public_holidays
from pistes.hours.reading import HoursState, open_on, read_closures, state_at, week


def describe_state(osm: str, now: datetime, closures: Sequence[Mapping[str, Any]] | None = None) -> str | None:
    """« Ouvert maintenant, ferme à 17 h. », « Fermé, ouvre demain à 9 h. »; None when `osm` cannot be read."""
    state = state_at(osm, now, closures)
    if state is None:
        return None
    now = now.astimezone(PARIS)
    if state.open_now:
        return _open_sentence(state, now)
    why = _why_closed(state, now)
    if state.opens_at is None:
        return f"{why}."
    return f"{why}, ouvre {_when(state.opens_at, now)}."


def describe_day(osm: str, day: date, closures: Sequence[Mapping[str, Any]] | None = None) -> str | None:
    """« Samedi 28 novembre 2026 : 9 h - 12 h », « Fermé le samedi »; None when `osm` cannot be read."""
    ranges = open_on(osm, day, closures)
    if ranges is None:
        return None
    if ranges:
        spans = [(span.begin.time(), span.end.time()) for span in ranges]
        return typeset(f"{capitalised(long_date(day))} : {_spans(spans)}")
    closure = next((c for c in read_closures(closures) if c.covers(day)), None)
    if closure is not None:
        return f"Fermé le {long_date(day)} ({closure.reason or 'fermeture exceptionnelle'})"
    if is_public_holiday(day):
        return f"Fermé le {long_date(day)} (jour férié, {public_holidays(day.year)[day]})"
    usual = week(osm, day)
    if usual is not None and not usual[day.weekday()]:
        return f"Fermé le {WEEKDAYS[day.weekday()]}"
    return f"Fermé le {long_date(day)}"


# The same all day long for a place, and asked for each card that shows it.
@lru_cache(maxsize=4096)
def describe_week(osm: str, today: date) -> str | None:
    """« Du lundi au jeudi : 9 h - 12 h et 14 h - 17 h ; vendredi : 9 h - 12 h »; None when `osm` cannot be read."""
    days = week(osm, today)
    if days is None:
        return None
    if not any(days):
        return None
    if all(day == [(time(), time())] for day in days):
        return f"24{NBSP}h sur 24, 7{NBSP}jours sur 7"
    groups: list[tuple[int, int, list[tuple[time, time]]]] = []
    for index, spans in enumerate(days):
        if groups and groups[-1][2] == spans and groups[-1][1] == index - 1:
            groups[-1] = (groups[-1][0], index, spans)
        else:
            groups.append((index, index, spans))
    parts = [f"{_days(first, last)} : {_spans(spans)}" for first, last, spans in groups if spans]
    return typeset(capitalised(" ; ".join(parts)))


def _open_sentence(state: HoursState, now: datetime) -> str:
    if state.closes_at is None:
        return "Ouvert jour et nuit."
    closes = state.closes_at
    later = "" if (closes - timedelta(minutes=1)).date() == now.date() else f" {_day(closes, now)}"
    return f"Ouvert maintenant, ferme{later} à {hour(closes)}."


def _why_closed(state: HoursState, now: datetime) -> str:
    if state.closure is not None:
        reason = f" ({state.closure.reason})" if state.closure.reason else ""
        return f"Fermé exceptionnellement{reason}"
    if state.holiday:
        return f"Fermé aujourd'hui, jour férié ({public_holidays(now.year)[now.date()]})"
    return "Fermé en ce moment"


def _when(moment: datetime, now: datetime) -> str:
    return f"{_day(moment, now)} à {hour(moment)}".strip()


def _day(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    if days == 0:
        return "aujourd'hui"
    if days == 1:
        return "demain"
    if days < 7:
        return WEEKDAYS[moment.weekday()]
    return f"le {long_date(moment.date())}"


def _days(first: int, last: int) -> str:
    if first == last:
        return WEEKDAYS[first]
    if last == first + 1:
        return f"{WEEKDAYS[first]} et {WEEKDAYS[last]}"
    return f"du {WEEKDAYS[first]} au {WEEKDAYS[last]}"


def _spans(spans: Sequence[tuple[time, time]]) -> str:
    return " et ".join(f"{hour(begin)} à {hour(end)}" for begin, end in spans)
