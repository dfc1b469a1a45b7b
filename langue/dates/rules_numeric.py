"""Rules for dates written with a day number: 12/12, le 12 décembre, du 3 au 5, samedi 28, le 12, le week-end du 12."""

import re
from datetime import date

from langue.dates.calendar import DAY, Span, next_day_of_month, next_day_of_year, valid_date, week_of, weekend_of
from langue.dates.candidate import DIGIT, YEAR, Rule, rule
from langue.dates.guards import PART_OF_DAY, M, W
from langue.dates.holidays import long_weekend
from langue.dates.spelling import MONTH_NUMBER, WEEKDAY_NUMBER, WEEKDAYS

# Older dates are births and history, not something that a resident looks for.
_FIRST_YEAR = 2000
_DD = r"(?:0?[1-9]|[12]\d|3[01])"
_D = rf"(?P<d>{_DD})(?:er|e|eme)?"
_MONTH = rf"(?:du mois de |de )?(?P<m>{M})"
_YEAR = r"(?: (?P<y>\d{4}))?"

_HELP_LINES = frozenset([15, 17, 18])
_CALL_BEFORE = re.compile(
    r"\b(?:appel\w*|compos\w*|fai\w*|contact\w*|joindre|telephon\w*|tel|numero|prend\w*|pris|choisi\w*|habit\w*|bus|"
    r"ligne|tram|moi|veux|voir|montre\w*|detail\w*|ou|et|suis|clique\w*)(?: (?:pour|le|sur|au))? $"
)
_TEMPORAL_BEFORE = re.compile(
    r"\b(?:avant|apres|jusqu|ici|partir|des|pour|ouvert\w*|ferme\w*|prevue?s?|rdv|rendez vous|dispo\w*|libre\w*|lieu|"
    r"sera|seront|entre|depuis) $"
)
_TEMPORAL_AFTER = re.compile(
    rf" (?:prochain|au (?:soir|matin)|{PART_OF_DAY}|du mois|de ce mois|courant|"
    r"(?:a|de|vers|des|a partir de) (?:_|midi))"
)
_COUNTED_AFTER = re.compile(r" (?:premier|dernier|eme|e|fois|ans|h|grand|gros|petit|et le \d|ou le \d)")
_SMALL_TALK = re.compile(
    r"(?:(?:ok|oui|alors|bon|plutot|ben|merci|svp|stp|s il (?:vous|te) plait|d accord|euh|non|celui|c est|"
    r"je dirais|, ) ?)*"
)


def _full_year(written: str) -> int:
    year = int(written)
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is None:
        return next_day_of_year(today, day, month)
    return valid_date(_full_year(year), month, day)


def _recent(day: date | None) -> Span | None:
    return (day, day) if day and day.year >= _FIRST_YEAR else None


def _iso(match: re.Match[str], today: date) -> Span | None:
    return _recent(valid_date(int(match["y"]), int(match["m"]), int(match["d"])))


def _slashed(match: re.Match[str], today: date) -> Span | None:
    mark, year = match["mark"], match["y"]
    two_digits = len(match["d"]) == len(match["m"]) == 2
    if not year and ((mark == "." and not two_digits) or (mark == "-" and not match["the"])):
        return None
    return _recent(_date(int(match["d"]), int(match["m"]), year, today))


def _named_month(match: re.Match[str], today: date) -> Span | None:
    return _recent(_date(int(match["d"]), MONTH_NUMBER[match["m"]], match["y"], today))


def _day_beside(match: re.Match[str], today: date) -> Span | None:
    span = _named_month(match, today)
    if span is None:
        return None
    day = span[0] - DAY if match["side"] == "veille" else span[0] + DAY
    return day, day


def _range_of_month(match: re.Match[str], today: date) -> Span | None:
    """« du 3 au 5 décembre », « les 12, 13 et 14 janvier »."""
    end = _date(int(match["d"]), MONTH_NUMBER[match["m"]], match["y"], today)
    start = valid_date(end.year, end.month, int(match["d1"])) if end else None
    if not start or not end or start > end or end.year < _FIRST_YEAR:
        return None
    return start, end


def _range_of_days(match: re.Match[str], today: date) -> Span | None:
    """« du 3 au 5 », « entre le 28 et le 2 » (over the end of a month); one that has begun is still running."""
    first, last = int(match["d1"]), int(match["d"])
    if first <= today.day <= last:
        return today.replace(day=first), today.replace(day=last)
    start = next_day_of_month(today, first)
    end = next_day_of_month(start, last) if start else None
    return (start, end) if start and end else None


def _weekday_number(match: re.Match[str], today: date) -> Span | None:
    """« samedi 5 »: the next 5th that is a Saturday within three months, else the next 5th."""
    day = next_day_of_month(today, int(match["d"]))
    found = day
    for _ in range(4):
        if found is None or found.weekday() == WEEKDAY_NUMBER[match["w"]]:
            break
        found = next_day_of_month(found + DAY, int(match["d"]))
    best = found if found and found.weekday() == WEEKDAY_NUMBER[match["w"]] else day
    return (best, best) if best else None


def _bare_day(match: re.Match[str], today: date) -> Span | None:
    """« le 12 »; not « le 15 » (a help line) nor « le 2 » as a choice in a list, unless words of time stand by."""
    day = int(match["d"])
    before, after = (
        match.string[max(match.start() - 80, 0) : match.start()],
        match.string[match.end() : match.end() + 80],
    )
    if _CALL_BEFORE.search(before) or _COUNTED_AFTER.match(after):
        return None
    temporal = _TEMPORAL_BEFORE.search(before) or _TEMPORAL_AFTER.match(after)
    if match["the"] == "au" and not before.endswith("jusqu "):
        return None
    if day in _HELP_LINES and not temporal:
        return None
    if (
        day <= 10
        and not temporal
        and _SMALL_TALK.fullmatch(before)
        and not re.search("[a-z]", _SMALL_TALK.sub("", after))
    ):
        return None
    found = next_day_of_month(today, day)
    return (found, found) if found else None


def _day_and_month(match: re.Match[str], today: date) -> date | None:
    if match["m"] is None:
        return next_day_of_month(today, int(match["d"]))
    month = MONTH_NUMBER.get(match["m"]) or int(match["m"])
    return _date(int(match["d"]), month, match["y"], today)


def _weekend_of_day(match: re.Match[str], today: date) -> Span | None:
    day = _day_and_month(match, today)
    if day is None:
        return None
    if match["d2"]:
        second = next_day_of_month(day, int(match["d2"]))
        return (day, second) if second and second - day <= 4 * DAY else None
    return long_weekend(day) if day.weekday() <= 1 else weekend_of(day)


def _week_of_day(match: re.Match[str], today: date) -> Span | None:
    day = _day_and_month(match, today)
    # « La semaine du dimanche 6 » is the one that the Sunday opens.
    return week_of(day + DAY if day.weekday() == 6 else day) if day else None


_MONTH_OR_NUMBER = rf"(?:[ /](?P<m>{M}|(?<=/)(?:0?[1-9]|1[0-2])))?(?:[ /](?P<y>\d{{4}}))?"
_TO = r"(?: (?:au|a|et|ou|jusqu au|jusqu a|,)(?: le| les)? |-)"
_MORE = rf"(?:(?: ,| et) (?:le )?(?:{W} )?{_DD}){{0,4}}?"
_FROM = rf"(?:{W} )?(?P<d1>{_DD})(?:er|e)?"

NUMERIC: tuple[Rule, ...] = (
    rule([YEAR], rf"(?:{W} )?(?:le|du|au) (?P<d>{_DD}) (?P<m>0?[1-9]|1[0-2]) (?P<y>20\d\d)", _iso),
    rule(["veille", "lendemain"], rf"(?P<side>veille|lendemain) du {_D} {_MONTH}{_YEAR}", _day_beside, "year"),
    rule([YEAR], r"(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})", _iso),
    rule(
        ["weekend", "weekends"],
        rf"weekends? (?:du|des) (?:{W} )?{_D}(?:(?: et | au |-)(?:{W} )?(?P<d2>{_DD}))?{_MONTH_OR_NUMBER}",
        _weekend_of_day,
        "year",
    ),
    rule(["semaine"], rf"semaine du (?:{W} )?{_D}{_MONTH_OR_NUMBER}", _week_of_day, "year"),
    rule(
        [DIGIT],
        rf"(?:{W} )?(?:(?P<the>le|du|au) )?(?P<d>{_DD})(?P<mark>[/.-])(?P<m>0?[1-9]|1[0-2])"
        r"(?:(?P=mark)(?P<y>\d{4}|\d{2}))?",
        _slashed,
        "year",
    ),
    rule(
        [DIGIT],
        rf"(?:(?:du|le|les|des|entre le|de) )?{_FROM}{_MORE}{_TO}(?:{W} )?{_D} {_MONTH}{_YEAR}",
        _range_of_month,
        "year",
    ),
    rule([DIGIT], rf"(?:(?:{W} )?le |{W} )?{_D} {_MONTH}{_YEAR}", _named_month, "year"),
    rule(["du", "entre", "des"], rf"(?:du|des) {_FROM} (?:au|jusqu au) (?:{W} )?{_D}", _range_of_days, "month"),
    rule(["les"], rf"les (?P<d1>1[1-9]|2\d|3[01]) et (?:le )?{_D}", _range_of_days, "month"),
    rule(["entre"], rf"entre le {_FROM} et le (?:{W} )?{_D}", _range_of_days, "month"),
    rule(WEEKDAYS, rf"(?:le |les )?{W} (?P<d1>{_DD}){_TO}(?:{W} )?{_D}", _range_of_days, "month"),
    rule(WEEKDAYS, rf"(?:le )?(?P<w>{W}) (?:le )?{_D}", _weekday_number, "month"),
    rule(["le", "du", "au"], rf"(?P<the>le|du|au) (?P<d>{_DD})(?:er)?", _bare_day, "month"),
)
