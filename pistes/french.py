"""French as it is printed: dates, hours, distances, lists, no-break spaces. No other module writes a date in words.

Typography follows the « Lexique des règles typographiques en usage à l'Imprimerie nationale »: a no-break space before
a colon and inside guillemets, a narrow one before ; ! ?
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

NBSP = "\u00a0"
NARROW = "\u202f"

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_SPACE = f"[ {NBSP}{NARROW}]"
# A sign that ends a word and is followed by a space or the end: never inside a URL or 10:30.
_HIGH_SIGNS = re.compile(rf"(?<=[^\s{NBSP}{NARROW}:;!?]){_SPACE}*([;!?]+)(?=\s|$|{NBSP}|»)")
_COLON = re.compile(rf"(?<=[^\s{NBSP}{NARROW}]){_SPACE}+:(?=\s|$)|(?<=[a-zà-ÿA-ZÀ-Ý»)]):(?=\s|$)")
_OPENING = re.compile(rf"«{_SPACE}*")
_CLOSING = re.compile(rf"{_SPACE}*»")


def typeset(text: str) -> str:
    """`text` with its no-break spaces in place; safe to apply twice."""
    text = _OPENING.sub(f"«{NBSP}", text)
    text = _CLOSING.sub(f"{NBSP}»", text)
    text = _HIGH_SIGNS.sub(rf"{NARROW}\1", text)
    return _COLON.sub(f"{NBSP}:", text)


def long_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """« samedi 28 novembre 2026 », « 1er octobre 2026 » without the weekday."""
    number = "1er" if day.day == 1 else str(day.day)
    words = f"{number}{NBSP}{MONTHS[day.month - 1]}"
    if year:
        words = f"{words} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {words}" if weekday else words


def month_year(day: date) -> str:
    """« juin 2019 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def hour(moment: time | datetime) -> str:
    """« 9 h », « 9 h 30 », « minuit »."""
    if moment.hour == 0 and moment.minute == 0:
        return "minuit"
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def date_span(first: date, last: date) -> str:
    """« le samedi 28 novembre 2026 », « du 3 au 5 décembre 2026 », « du 30 novembre au 2 décembre 2026 »."""
    if first == last:
        return f"le {long_date(first)}"
    if (first.year, first.month) == (last.year, last.month):
        begin = "1er" if first.day == 1 else str(first.day)
        return f"du {begin} au {long_date(last, weekday=False)}"
    same_year = first.year == last.year
    return f"du {long_date(first, weekday=False, year=not same_year)} au {long_date(last, weekday=False)}"


def enumerate_words(words: Sequence[str], last: str = "et") -> str:
    """« lundi, mardi et jeudi »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def distance(kilometres: float) -> str:
    """« moins de 1 km », « 3,2 km », « 12 km »."""
    if kilometres < 1:
        return f"moins de 1{NBSP}km"
    figure = f"{kilometres:.1f}".replace(".", ",") if kilometres < 10 else f"{kilometres:.0f}"
    return f"{figure}{NBSP}km"


def capitalised(text: str) -> str:
    """`text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]
