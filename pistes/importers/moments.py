"""Instants as producers write them, in civil time of Paris unless they carry an offset."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from pistes.clock import PARIS
from pistes.importers.cleaning import read_day

_FRENCH = re.compile(r"(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})(?:[ T,à]+(\d{1,2})[h:](\d{2})?)?")


def read_moment(value: Any) -> datetime | None:
    """An aware instant of « 2026-11-28T10:00+01:00 », « 28/11/2026 14h30 », or midnight of a day; None when it is none."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=PARIS)
    if isinstance(value, date):
        return datetime.combine(value, time(), PARIS)
    text = str(value or "").strip()
    if match := _FRENCH.fullmatch(text):
        day = read_day(match.group(1))
        hour, minute = int(match.group(2) or 0), int(match.group(3) or 0)
        if day is None or hour > 23 or minute > 59:
            return None
        return datetime.combine(day, time(hour, minute), PARIS)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def iso(moment: datetime) -> str:
    """The instant in Paris, ISO 8601 with its offset, to the minute."""
    return moment.astimezone(PARIS).isoformat(timespec="seconds")


def timing(begin: datetime, end: datetime | None) -> dict[str, str]:
    """{"begin", "end"} of a timing; without an end, or one before its begin, an hour long."""
    if end is None or end < begin:
        end = begin + timedelta(hours=1)
    return {"begin": iso(begin), "end": iso(end)}
