"""Rules for days that bear a name and for school holidays: « à Noël », « le pont de l'Ascension », « les vacances »."""

import re
from datetime import date

from langue.dates.calendar import DAY, Span, week_of
from langue.dates.candidate import Rule, rule
from langue.dates.holidays import last_school_holiday, long_weekend, named_day, next_named_day, next_school_holiday

# Written name (rewritten text) → name in `holidays`. These are dates wherever they stand.
_PLAIN = {
    r"reveillon (?:du )?(?:jour de l an|31(?: decembre)?)": "saint sylvestre",
    r"reveillon de la saint sylvestre": "saint sylvestre",
    r"reveillon de noel|veille de noel|(?:le )?soir de noel": "reveillon de noel",
    r"(?:la )?(?:nuit de la |soiree de la )?saint sylvestre": "saint sylvestre",
    r"jour de l an": "jour de l an",
    r"fete du travail": "fete du travail",
    r"fete de la victoire": "fete de la victoire",
    r"fete de la musique": "fete de la musique",
    r"fete nationale": "fete nationale",
    r"fete des lumieres?": "fete des lumieres",
    r"fete des meres?": "fete des meres",
    r"fete des peres?": "fete des peres",
    r"journees? (?:europeennes? )?du patrimoine": "journees du patrimoine",
    r"(?:jour de )?saint valentin": "saint valentin",
    r"mardi gras": "mardi gras",
    r"(?:dimanche des )?rameaux": "rameaux",
    r"(?:mercredi des )cendres": "mercredi des cendres",
    r"vendredi saint": "vendredi saint",
    r"jeudi saint": "jeudi saint",
    r"lundi de paques": "lundi de paques",
    r"dimanche de paques|jour de paques": "paques",
    r"lundi de (?:la )?pentecote": "lundi de pentecote",
    r"dimanche de (?:la )?pentecote": "pentecote",
    r"jeudi de l ascension": "ascension",
    r"jour de noel": "noel",
    r"jour de (?:la )?toussaint|la toussaint": "toussaint",
    r"l assomption": "assomption",
    r"l armistice": "armistice",
    r"(?:les )?fetes de fin d annee": "fetes de fin d annee",
}
# Names that also make themes, places and people (« marché de Noël »): a date only after a word of time, or alone.
_AFTER_TIME = {
    "noel": "noel",
    "paques": "paques",
    "ascension": "ascension",
    "pentecote": "pentecote",
    "toussaint": "toussaint",
    "halloween": "halloween",
    "assomption": "assomption",
    "armistice": "armistice",
    "epiphanie": "epiphanie",
    "chandeleur": "chandeleur",
    "reveillon": "reveillon de noel",
    "fetes": "fetes de fin d annee",
}
_TIME = (
    r"(?:(?P<alone>^)|(?<![a-z])(?:a|pour|avant|apres|ici|jusqu a|jusqu|pendant|durant|entre|et|des|depuis|periode de|"
    r"quand|tombe|tombera|partir de|autour de|vers) )(?:l |la |le |les )?"
)
_SCHOOL = {
    "noel": "noel",
    "fin d annee": "noel",
    "decembre": "noel",
    "fevrier": "hiver",
    "hiver": "hiver",
    "ski": "hiver",
    "paques": "printemps",
    "printemps": "printemps",
    "avril": "printemps",
    "ete": "ete",
    "juillet": "ete",
    "aout": "ete",
    "toussaint": "toussaint",
    "octobre": "toussaint",
    "automne": "toussaint",
}
_LONG = {
    "paques": "lundi de paques",
    "pentecote": "lundi de pentecote",
    "1er mai": "fete du travail",
    "1 mai": "fete du travail",
}
_LONG |= {
    "8 mai": "fete de la victoire",
    "14 juillet": "fete nationale",
    "15 aout": "assomption",
    "11 novembre": "armistice",
}
_LONG |= {name: name for name in ("ascension", "toussaint", "noel", "jour de l an", "assomption")}
_NO_VACANCES_BEFORE = re.compile(
    r"\b(?:de|d|en|sans|hors|cheques?|centres?|villages?|colos?|colonies?|sejours?|locations?|camps?|maisons?|residences?|"
    r"toutes les|chaque|a chaque|mes|nos|tes|bons?|tickets?|aides?|prime) $"
)


def _name_after_time(written: str, name: str) -> Rule:
    def read(match: re.Match[str], today: date) -> Span | None:
        if match["alone"] is not None and re.search("[a-z0-9]", match.string[match.end() :]):
            return None
        return named_day(name, int(match["y"])) if match["y"] else next_named_day(name, today)

    return rule([written], rf"{_TIME}(?P<x>{written}(?: (?P<y>20\d\d))?)(?! de village| du village)", read, "year")


def _plain_name(written: str, name: str) -> Rule:
    def read(match: re.Match[str], today: date) -> Span | None:
        return named_day(name, int(match["y"])) if match["y"] else next_named_day(name, today)

    words = re.findall(r"[a-z]{4,}", written)
    return rule(words, rf"(?:{written})(?: (?P<y>20\d\d))?", read, "year")


def _neighbour(match: re.Match[str], today: date) -> Span | None:
    """« la veille de Noël », « le lendemain du jour de l'an »."""
    span = next_named_day(match["name"], today)
    if span is None:
        return None
    day = span[0] - DAY if match["side"] == "veille" else span[1] + DAY
    return day, day


def _bridge(match: re.Match[str], today: date) -> Span | None:
    span = next_named_day(_LONG[match["name"]], today)
    return long_weekend(span[0]) if span else None


def _week_of_name(match: re.Match[str], today: date) -> Span | None:
    span = next_named_day(_AFTER_TIME[match["name"]], today)
    return week_of(span[0]) if span else None


def _school(match: re.Match[str], today: date) -> Span | None:
    before = match.string[max(match.start() - 40, 0) : match.start()]
    name = _SCHOOL[match["name"]] if match["name"] else ("ete" if match["big"] else None)
    if name is None and _NO_VACANCES_BEFORE.search(before):
        return None
    if match["past"] or match["last"]:
        return last_school_holiday(today, name)
    span = next_school_holiday(today, name, skip_running=bool(match["next"] or match["following"]))
    if span and match["week"]:
        middle = span[0] + 8 * DAY
        return (span[0], middle) if match["week"][0] in "1p" else (middle + DAY, span[1])
    return span


_NAMES = "|".join(_AFTER_TIME)

NAMES: tuple[Rule, ...] = (
    rule(
        ["vacances"],
        r"(?:(?P<week>premiere?|1ere?|deuxieme|2eme?|2e|seconde) semaine (?:des |de )?)?"
        r"(?:les |ces |ce |aux )?(?P<next>prochain )?(?P<last>dernier )?(?:petites )?(?P<big>grandes )?vacances"
        r"(?: scolaire)?(?P<following> prochain)?(?P<past> dernier| passe)?"
        rf"(?: (?:de la |de l |du |de |d )?(?P<name>{'|'.join(_SCHOOL)}))?",
        _school,
        "year",
    ),
    rule(
        ["weekend", "pont"],
        rf"(?:weekend|pont) (?:de |d |du |de l |de la )?(?P<name>{'|'.join(_LONG)})",
        _bridge,
        "year",
    ),
    rule(
        ["veille", "lendemain"],
        r"(?P<side>veille|lendemain) (?:de |du |de la |de l )"
        r"(?P<name>jour de l an|noel|paques|toussaint|saint sylvestre)",
        _neighbour,
        "year",
    ),
    *(_plain_name(written, name) for written, name in _PLAIN.items()),
    rule(["semaine"], rf"semaine de (?:la |l )?(?P<name>{_NAMES})", _week_of_name, "year"),
    *(_name_after_time(written, name) for written, name in _AFTER_TIME.items()),
)
