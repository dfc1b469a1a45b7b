"""Days that bear a name: public holidays and customs by year, and the school holidays of zone A.

Public holidays: Code du travail, article L3133-1; Easter by the Gregorian computus (Meeus, Jones, Butcher). The Loire
(académie de Lyon) and the Haute-Loire (académie de Clermont-Ferrand) are both in zone A.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from langue.dates.calendar import DAY, Span, first_running, nth_weekday, weekend_of

_TABLE = Path(__file__).parent.parent / "data" / "school_holidays.json"


@dataclass(frozen=True)
class SchoolHoliday:
    """One holiday of zone A: `name` is toussaint, noel, hiver, printemps or ete; both days inclusive."""

    name: str
    date_from: date
    date_to: date


def _read_table() -> tuple[SchoolHoliday, ...]:
    rows = json.loads(_TABLE.read_text(encoding="utf-8"))["holidays"]
    return tuple(
        SchoolHoliday(row["name"], date.fromisoformat(row["from"]), date.fromisoformat(row["to"])) for row in rows
    )


SCHOOL_HOLIDAYS: tuple[SchoolHoliday, ...] = _read_table()


def next_school_holiday(today: date, name: str | None, *, skip_running: bool = False) -> Span | None:
    """The running or next school holiday, of that name if given; None beyond the table.

    `skip_running` asks for the next one to begin (« les prochaines vacances »).
    """
    for holiday in SCHOOL_HOLIDAYS:
        over = holiday.date_from <= today if skip_running else holiday.date_to < today
        if not over and name in (None, holiday.name):
            return holiday.date_from, holiday.date_to
    return None


def last_school_holiday(today: date, name: str | None) -> Span | None:
    """The latest school holiday that is over, of that name if given."""
    over = [h for h in SCHOOL_HOLIDAYS if h.date_to < today and name in (None, h.name)]
    return (over[-1].date_from, over[-1].date_to) if over else None


def easter(year: int) -> date:
    """Easter Sunday."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


# Days from Easter Sunday.
_FROM_EASTER = {
    "mardi gras": -47,
    "mercredi des cendres": -46,
    "rameaux": -7,
    "jeudi saint": -3,
    "vendredi saint": -2,
    "paques": 0,
    "lundi de paques": 1,
    "ascension": 39,
    "pentecote": 49,
    "lundi de pentecote": 50,
}
# (month, day)
_FIXED = {
    "jour de l an": (1, 1),
    "epiphanie": (1, 6),
    "chandeleur": (2, 2),
    "saint valentin": (2, 14),
    "fete du travail": (5, 1),
    "fete de la victoire": (5, 8),
    "fete de la musique": (6, 21),
    "fete nationale": (7, 14),
    "assomption": (8, 15),
    "halloween": (10, 31),
    "toussaint": (11, 1),
    "armistice": (11, 11),
    "fete des lumieres": (12, 8),
    "reveillon de noel": (12, 24),
    "noel": (12, 25),
    "saint sylvestre": (12, 31),
}


def _mothers_day(year: int) -> date:
    # Code de l'action sociale et des familles, D215-1: last Sunday of May, or first of June if that is Pentecost.
    last = nth_weekday(year, 5, 6, -1) or date(year, 5, 31)
    return last + timedelta(days=7) if last == easter(year) + timedelta(days=49) else last


def _heritage_days(year: int) -> Span:
    # The third week-end of September, counted by its Sunday as the ministry of culture does.
    sunday = nth_weekday(year, 9, 6, 3) or date(year, 9, 21)
    return sunday - DAY, sunday


def named_day(name: str, year: int) -> Span | None:
    """The day or days that bear `name` (folded, as in `DAY_NAMES`) in `year`; None for an unknown name."""
    if name in _FIXED:
        day = date(year, *_FIXED[name])
    elif name in _FROM_EASTER:
        day = easter(year) + timedelta(days=_FROM_EASTER[name])
    elif name == "fete des meres":
        day = _mothers_day(year)
    elif name == "fete des peres":
        day = nth_weekday(year, 6, 6, 3) or date(year, 6, 21)
    elif name == "journees du patrimoine":
        return _heritage_days(year)
    elif name == "fetes de fin d annee":
        return date(year, 12, 24), date(year + 1, 1, 1)
    else:
        return None
    return day, day


def next_named_day(name: str, today: date) -> Span | None:
    """The first such day or days that are not over."""
    if named_day(name, today.year) is None:
        return None
    return first_running(today, lambda year: named_day(name, year) or (date.min, date.min))


def long_weekend(day: date) -> Span:
    """The week-end of a public holiday: its Saturday and Sunday, stretched to the holiday and the bridge beside it."""
    if day.weekday() <= 1:
        return day - timedelta(days=day.weekday() + 2), day
    saturday, sunday = weekend_of(day)
    return (day if day.weekday() in (3, 4) else saturday), sunday


DAY_NAMES = frozenset(
    [*_FIXED, *_FROM_EASTER, "fete des meres", "fete des peres", "journees du patrimoine", "fetes de fin d annee"]
)
