"""Rules for months, parts of months, seasons, years."""

import re
from datetime import date

from langue.dates.calendar import Span, first_running, month_span, part_of_month, season_span
from langue.dates.candidate import YEAR, Rule, rule
from langue.dates.guards import M
from langue.dates.spelling import MONTH_NUMBER, MONTHS

# A month whose name is also a planet, a first name or close to « mais » needs a word of time beside it.
_AMBIGUOUS = frozenset(["mars", "avril", "mai", "juin"])
_TIME_BEFORE = re.compile(
    r"(?:(?<!\w)(?:en|de|d|mois|debut|mi|fin|milieu|courant|pour|au|avant|apres|ici|jusqu|jusqu en|depuis|des|partir|a|"
    r"entre|et|ou|pendant|,|plutot|programme|vacances|nuit|week) )$"
)
# « 31 novembre » is no day, « mars 1948 » a birth: neither is the month to come.
_DAY_BEFORE = re.compile(r"\d(?:er)? (?:de )?$")
_OLD_YEAR = re.compile(r" 1[0-9]\d\d")
_PART = r"(?P<part>debut|mi|fin|milieu|moitie|courant)"
_PARTS = {"debut": "debut", "mi": "mi", "milieu": "mi", "moitie": "mi", "fin": "fin"}
_COMING = r"(?:prochain|suivant|qui (?:vient|arrive|suit)|a venir)"
_PAST = r"(?:dernier|passe|precedent)"
_SEASON = r"(?P<season>printemps|ete|automne|hiver)"
_YEAR = r"(?P<y>20\d\d)"


def _part(span: Span, part: str | None) -> Span:
    return part_of_month(span, _PARTS[part]) if part in _PARTS else span


def _month_year(match: re.Match[str], today: date) -> Span:
    month = MONTH_NUMBER[match["m"]]
    if match["y"]:
        return month_span(int(match["y"]), month)
    if match["past"]:
        return month_span(today.year - (month >= today.month), month)
    if match["next"]:
        return month_span(today.year + (month <= today.month), month)
    return month_span(today.year + (month < today.month), month)


def _month(match: re.Match[str], today: date) -> Span | None:
    before = match.string[max(match.start("x") - 40, 0) : match.start("x")]
    after = match.string[match.end("x") : match.end("x") + 8]
    if _DAY_BEFORE.search(before) or _OLD_YEAR.match(after):
        return None
    qualified = match["part"] or match["y"] or match["next"] or match["past"]
    if match["m"] in _AMBIGUOUS and not (qualified or _is_whole(match) or _TIME_BEFORE.search(before)):
        return None
    span = _part(_month_year(match, today), match["part"])
    if span[1] < today and not match["y"] and not match["past"]:
        month = MONTH_NUMBER[match["m"]]
        return _part(month_span(today.year + 1, month), match["part"])
    return span


def _is_whole(match: re.Match[str]) -> bool:
    rest = match.string[: match.start("x")] + match.string[match.end("x") :]
    return not re.search("[a-z0-9]", rest)


def _half_month(match: re.Match[str], today: date) -> Span:
    half = "quinzaine1" if match["rank"][0] in "1p" else "quinzaine2"
    month = MONTH_NUMBER[match["m"]]
    year = int(match["y"]) if match["y"] else today.year + (month < today.month)
    return part_of_month(month_span(year, month), half)


def _relative_month(match: re.Match[str], today: date, months: int) -> Span:
    return _part(month_span(today.year, today.month + months), match["part"])


def _this_month(match: re.Match[str], today: date) -> Span:
    """« fin du mois », « ce mois-ci »: what is left of it; of a part that is over, next month's."""
    span = _part(month_span(today.year, today.month), match["part"])
    if span[1] < today:
        return _relative_month(match, today, 1)
    return max(span[0], today), span[1]


def _season(match: re.Match[str], today: date) -> Span | None:
    name = match["season"]
    if match["y"]:
        return season_span(name, int(match["y"]))
    running = first_running(today, lambda year: season_span(name, year))
    if match["past"]:
        return season_span(name, running[0].year - 1)
    if match["next"] and running[0] <= today:
        return season_span(name, running[0].year + 1)
    if not (match["next"] or match["ce"] or match["pre"]):
        return None
    return running


def _year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _given_year(match: re.Match[str], today: date) -> Span | None:
    """A year to come or running; « en 2019 » tells history and looks for nothing."""
    year = int(match["y"])
    if year < today.year:
        return None
    part = match["part"]
    if part == "debut":
        return date(year, 1, 1), date(year, 3, 31)
    if part in ("mi", "milieu"):
        return date(year, 6, 1), date(year, 7, 31)
    return (date(year, 10, 1), date(year, 12, 31)) if part == "fin" else _year(year)


def _end_of_year(match: re.Match[str], today: date) -> Span:
    year = today.year + (1 if match["next"] else 0)
    return date(year, 12, 1), date(year, 12, 31)


def _start_of_year(match: re.Match[str], today: date) -> Span:
    return month_span(today.year + (today.month > 1 or bool(match["next"])), 1)


_OF = r"(?: du mois)?(?: de| d)?"

PERIODS: tuple[Rule, ...] = (
    rule(
        ["quinzaine"],
        rf"(?P<rank>1ere|premiere|premier|2e|2eme|deuxieme|seconde) quinzaine (?:de |d )?(?P<m>{M})(?: {_YEAR})?",
        _half_month,
    ),
    rule(
        MONTHS,
        rf"(?P<x>(?:{_PART}{_OF} )?(?P<m>{M})(?: {_YEAR}|(?P<next> {_COMING})|(?P<past> {_PAST}))?)",
        _month,
        "year",
    ),
    rule(
        ["mois"],
        rf"(?:{_PART} (?:du |de |de ce )?)?(?:mois {_COMING}|prochain mois)",
        lambda m, t: _relative_month(m, t, 1),
    ),
    rule(["mois"], rf"(?:{_PART} (?:du |de |de ce )?)?mois {_PAST}", lambda m, t: _relative_month(m, t, -1)),
    rule(["mois"], rf"{_PART} (?:du |de |de ce )?mois(?: ci)?", _this_month),
    rule(["mois"], r"(?P<part>)(?:ce mois|dans le mois|courant du mois|mois en cours)(?: ci)?(?! d[e ])", _this_month),
    rule(
        ["printemps", "ete", "automne", "hiver"],
        r"(?:(?P<pre>pour l|pour le|avant l|avant le|apres l|apres le|ici l|ici le|jusqu a l|jusqu au|durant l|"
        r"pendant l|pendant le|au|a l) )?"
        rf"(?P<x>(?P<ce>ce )?{_SEASON}(?: {_YEAR}|(?P<next> {_COMING})|(?P<past> {_PAST}))?)",
        _season,
        "year",
    ),
    rule(["ce"], r"ce annee(?! scolaire)", lambda m, t: (t, date(t.year, 12, 31))),
    rule(["fin"], rf"fin (?:d|de l|de ce) annee(?P<next> {_COMING})?", _end_of_year),
    rule(["debut"], rf"debut (?:d|de l) annee(?P<next> {_COMING})?", _start_of_year),
    rule(["an", "annee"], rf"(?:an|annee) {_COMING}", lambda m, t: _year(t.year + 1)),
    rule(["an", "annee"], rf"(?:an|annee) {_PAST}", lambda m, t: _year(t.year - 1)),
    rule([YEAR], rf"{_PART} (?:de )?{_YEAR}", _given_year),
    rule([YEAR], rf"(?:en|pour|l annee|annee|avant|apres|ici) (?P<x>(?P<part>){_YEAR})", _given_year),
)
