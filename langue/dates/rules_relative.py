"""Rules for days, week-ends and weeks told from today, and for weekdays.

« Prochain » is the first that does not hold today, as Duckling reads it: « samedi prochain » on a Wednesday is that
week's Saturday. A bare weekday or week-end is the next to come, today included.
"""

import re
from datetime import date, timedelta

from langue.dates.calendar import (
    DAY,
    WEEK,
    Span,
    add_months,
    last_weekday,
    month_span,
    next_weekday,
    nth_weekday,
    week_of,
    weekend_of,
)
from langue.dates.candidate import Rule, rule
from langue.dates.guards import PART_OF_DAY, M, W
from langue.dates.spelling import MONTH_NUMBER, WEEKDAY_NUMBER, WEEKDAYS

_SHIFT = {"avanthier": -2, "hier": -1, "aujourdhui": 0, "demain": 1, "apresdemain": 2}
_PART = rf"(?: (?:en |dans l |au )?(?:{PART_OF_DAY}|soiree|matinee|journee))?"
_COMING = r"(?:prochain|qui (?:vient|arrive|suit)|a venir)"
_PAST = r"(?:dernier|passe|precedente?)"
_AFTER = r"(?:suivante?|d apres)"
_RANK = r"(?P<rank>premiere?|1er|1ere|2e|2eme|deuxieme|seconde?|3e|3eme|troisieme|4e|4eme|quatrieme|dernier)"
_OF_MONTH = rf"(?:(?:de |d |du mois de |du mois d )(?P<m>{M})(?: (?P<y>20\d\d))?|(?:du|de|le) mois prochain)"
_RANKS = {"d": -1, "p": 1, "s": 2, "t": 3, "q": 4}


def _one(day: date) -> Span:
    return day, day


def _rank(word: str) -> int:
    if word == "deuxieme":
        return 2
    return int(word[0]) if word[0].isdigit() else _RANKS[word[0]]


def _month_of(match: re.Match[str], today: date) -> Span:
    if match["m"] is None:
        return month_span(today.year, today.month + 1)
    month, year = MONTH_NUMBER[match["m"]], match["y"]
    if year:
        return month_span(int(year), month)
    return month_span(today.year + (month < today.month), month)


def _ranked_day(match: re.Match[str], today: date) -> Span | None:
    first = _month_of(match, today)[0]
    day = nth_weekday(first.year, first.month, WEEKDAY_NUMBER[match["w"]], _rank(match["rank"]))
    return _one(day) if day else None


def _ranked_weekend(match: re.Match[str], today: date) -> Span | None:
    first = _month_of(match, today)[0]
    saturday = nth_weekday(first.year, first.month, 5, _rank(match["rank"]))
    return (saturday, saturday + DAY) if saturday else None


def _ranked_week(match: re.Match[str], today: date) -> Span | None:
    """The n-th week that begins in the month; the last one that ends in it."""
    first, last = _month_of(match, today)
    rank = _rank(match["rank"])
    monday = last_weekday(last - 5 * DAY, 0) if rank < 0 else next_weekday(first, 0) + (rank - 1) * WEEK
    return monday, monday + 6 * DAY


def _coming_weekend(today: date, weeks: int = 0) -> Span:
    saturday, sunday = weekend_of(today)
    return saturday + weeks * WEEK, sunday + weeks * WEEK


def _next_weekend(match: re.Match[str], today: date) -> Span:
    return _coming_weekend(today, int(today.weekday() >= 5))


def _week(match: re.Match[str], today: date, weeks: int) -> Span:
    monday, sunday = week_of(today)
    return monday + weeks * WEEK, sunday + weeks * WEEK


def _rest_of_week(match: re.Match[str], today: date) -> Span:
    return today, week_of(today)[1]


def _part_of_week(match: re.Match[str], today: date) -> Span:
    first, last = {"debut": (0, 1), "milieu": (2, 3), "fin": (3, 6)}[match["part"]]
    monday = week_of(today)[0]
    if match["next"] or monday + last * DAY < today:
        monday += WEEK
    return monday + first * DAY, monday + last * DAY


def _iso_week(match: re.Match[str], today: date) -> Span:
    year = int(match["y"]) if match["y"] else today.year
    monday = date.fromisocalendar(year, int(match["n"]), 1)
    if not match["y"] and monday + 6 * DAY < today:
        monday = date.fromisocalendar(year + 1, int(match["n"]), 1)
    return monday, monday + 6 * DAY


def _weekday(match: re.Match[str], today: date) -> Span:
    return _one(next_weekday(today, WEEKDAY_NUMBER[match["w"]]))


def _next(match: re.Match[str], today: date) -> Span:
    return _one(next_weekday(today + DAY, WEEKDAY_NUMBER[match["w"]]))


def _in_week(match: re.Match[str], today: date, weeks: int) -> Span:
    return _one(week_of(today)[0] + weeks * WEEK + WEEKDAY_NUMBER[match["w"]] * DAY)


def _in_eight(match: re.Match[str], today: date) -> Span:
    weeks = 2 if match["n"] == "15" else 1
    return _one(next_weekday(today, WEEKDAY_NUMBER[match["w"]]) + weeks * WEEK)


def _after(day: date, count: int, unit: str) -> date:
    if unit.startswith("j"):
        return day + timedelta(days=count)
    if unit.startswith("s"):
        return day + count * WEEK
    return add_months(day, count if unit == "mois" else 12 * count)


_COUNT_WORDS = {"un": 1, "une": 1, "une quinzaine": 15, "une dizaine": 10, "une huitaine": 8}


def _count(match: re.Match[str]) -> tuple[int, str]:
    """Number and unit; « une quinzaine » alone counts days."""
    count = _COUNT_WORDS[match["n"]] if match["n"] in _COUNT_WORDS else int(match["n"])
    return count, match["u"] or "jours"


def _in(match: re.Match[str], today: date) -> Span | None:
    if match["u"] is None and " " not in match["n"]:
        return None
    return _one(_after(today, *_count(match)))


def _within(match: re.Match[str], today: date) -> Span | None:
    if match["u"] is None and " " not in match["n"]:
        return None
    return today, _after(today, *_count(match))


_COUNTED = (
    r"(?P<n>\d{1,3}|une quinzaine|une dizaine|une huitaine|une|un)(?: de)?(?: petite?s?)?"
    r"(?: (?P<u>jours?|semaines?|mois|ans?|annees?))?"
)

RANKED: tuple[Rule, ...] = (
    rule(WEEKDAYS, rf"{_RANK} (?P<w>{W}) {_OF_MONTH}", _ranked_day),
    rule(["weekend"], rf"{_RANK} weekend {_OF_MONTH}", _ranked_weekend),
    rule(["semaine"], rf"{_RANK} semaine {_OF_MONTH}", _ranked_week),
)

RELATIVE: tuple[Rule, ...] = (
    rule(_SHIFT, rf"(?P<word>{'|'.join(_SHIFT)}){_PART}", lambda m, t: _one(t + timedelta(days=_SHIFT[m["word"]]))),
    rule(["ce"], r"ce (?:soir|matin|midi|apresmidi|nuit|jour|journee|soiree|matinee)(?! la)", lambda m, t: _one(t)),
    rule(["journee", "soiree", "matinee"], r"dans la (?:journee|soiree|matinee)", lambda m, t: _one(t)),
    rule(["heure"], r"tout a l heure", lambda m, t: _one(t)),
    rule(["nuit"], r"nuit prochain", lambda m, t: _one(t)),
    rule(["nuit"], r"nuit dernier", lambda m, t: _one(t - DAY)),
    rule(
        ["semaine"],
        rf"(?P<w>{W}){_PART} (?:de )?(?:la )?semaine (?:prochain|{_AFTER}|{_COMING})",
        lambda m, t: _in_week(m, t, 1),
    ),
    rule(
        ["semaine"], rf"semaine (?:prochain|{_COMING})(?: ,)? (?:le )?(?P<w>{W}){_PART}", lambda m, t: _in_week(m, t, 1)
    ),
    rule(["semaine"], rf"(?P<w>{W}){_PART} (?:de )?(?:la )?semaine {_PAST}", lambda m, t: _in_week(m, t, -1)),
    rule(["semaine"], rf"(?P<w>{W}){_PART} (?:de )?ce semaine", lambda m, t: _in_week(m, t, 0)),
    rule(WEEKDAYS, rf"(?:ce )?(?P<w>{W}){_PART} en (?P<n>8|15)", _in_eight),
    rule(WEEKDAYS, rf"(?P<w>{W}){_PART} {_COMING}", _next, "week"),
    rule(WEEKDAYS, rf"prochain (?P<w>{W})", _next, "week"),
    rule(WEEKDAYS, rf"(?P<w>{W}){_PART} {_AFTER}", lambda m, t: _in_week(m, t, 1)),
    rule(
        WEEKDAYS,
        rf"(?P<w>{W}){_PART} {_PAST}|dernier (?P<v>{W})",
        lambda m, t: _one(last_weekday(t, WEEKDAY_NUMBER[m["w"] or m["v"]])),
    ),
    rule(["weekend"], rf"weekend {_COMING}|prochain weekend", _next_weekend, "week"),
    rule(["weekend"], rf"weekend {_PAST}|dernier weekend", lambda m, t: _coming_weekend(t, -1)),
    rule(["weekend"], rf"weekend {_AFTER}", lambda m, t: _coming_weekend(t, 1)),
    rule(["weekend"], r"(?:ce |le |pour le )?weekend(?: ci| prolonge)?", lambda m, t: _coming_weekend(t), "week"),
    rule(
        ["semaine"],
        rf"(?P<part>debut|milieu|fin) (?:de |de la |d |de ce )?semaine(?P<next> {_COMING}| {_AFTER})?",
        _part_of_week,
    ),
    rule(["semaine"], rf"semaine (?:{_COMING}|{_AFTER})|prochain semaine", lambda m, t: _week(m, t, 1)),
    rule(["semaine"], rf"semaine {_PAST}|dernier semaine", lambda m, t: _week(m, t, -1)),
    rule(
        ["semaine"],
        r"(?:ce semaine|dans la semaine|courant (?:de la )?semaine|semaine en cours)(?: ci)?",
        _rest_of_week,
    ),
    rule(["semaine", "semaines"], r"semaine (?:n |numero )?(?P<n>[1-5]?\d)(?: (?P<y>20\d\d))?", _iso_week),
    rule(
        ["dans"],
        r"dans (?:les |environ |a peu pres )?(?P<n>\d+) (?:prochain )?(?P<u>jours|semaines|mois) "
        r"(?:prochain|qui viennent|a venir)",
        _within,
    ),
    rule(["prochain"], r"(?:les |ces )?(?P<n>\d+) prochain (?P<u>jours?|semaines?|mois)", _within),
    rule(["dans"], rf"dans {_COUNTED}", _in),
    rule(["ici"], rf"d ici {_COUNTED}", _within),
    rule(
        ["jours", "jour"],
        r"(?:il y a|ya|y a) (?P<n>\d{1,3}|un) (?P<u>jours?)",
        lambda m, t: _one(t - _count(m)[0] * DAY),
    ),
    rule(WEEKDAYS, rf"(?:ce )?(?P<w>{W}){_PART}", _weekday, "week"),
)
