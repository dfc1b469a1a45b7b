"""The age that a message says, of the person it is for; durations, anniversaries and deadlines are no ages."""

import re
from typing import NamedTuple

from langue.criteria.numbers import figures
from langue.criteria.plain import load, plain

OLDEST = 115
# Two ages are one span when both are young, or both old: a child and its grandmother are not.
_YOUNG, _OLD = 25, 60

_LISTS = load("ages")
_N = r"\d{1,3}"
_YEARS = r"an(?:s|nees?)?(?: et demie?)?"
_ABOUT = rf"(?:(?:{_LISTS['about']})(?: moins| plus)? ){{0,3}}"
_HER_CHILD = "(?:ma|mon|notre|la|le|l) (?:petite?|fille|fils|garcon|gamine?|puce|niece|neveu|filleule?|enfant)"
# « un ado de 15a », but « 12a rue du Puy » and « RD 15a ».
_A_FOR_YEARS = re.compile(
    r"(?<!\brd)(?<!\brn)(?<!\bd)(?<!\bn)(?<!numero)(?<!route)(?<!bus)(?<!ligne)(?<!porte) (\d{1,2})a(?= )"
    r"(?! (?:rue|avenue|av|boulevard|bd|chemin|impasse|route|allee|place|lotissement|montee|quai)\b)"
)
_UNITS = re.compile(r" (?:ans?|annees?|mois|pas|non) ")
# What counts years without being an age.
_DURATIONS = re.compile(
    "(?:"
    + "|".join(
        (
            rf" (?:{_LISTS['since']}|{_LISTS['lived']}|(?:{_LISTS['lasting']})(?: d une)?(?: duree)?) {_ABOUT}"
            rf"(?:{_N} (?:ou|a|et|/|~) )?{_N} {_YEARS}",
            rf" depuis (?:l age de|ses|mes|leurs) {_N} {_YEARS}",
            rf" {_N} {_YEARS} (?:de (?:{_LISTS['spent']})|d (?:{_LISTS['spent_elided']}))",
            rf" {_N} {_YEARS} (?:plus tard|plus tot|auparavant|apres|durant|titre)",
            rf"(?<! de)(?<! a)(?<! ai) {_N} {_YEARS} (?:que|qu)",
            # "les 40 ans du club" is a birthday, "les 6 ans de ma fille" tells her age.
            rf" (?:les|ses|mes|nos|des|aux) {_N} ans (?:de|du|d)(?! age )(?! {_HER_CHILD})",
            rf" (?:visites?|bilans?|examens?|vaccins?|controles?|rappels?)(?: medicale?)? (?:des|de|a) {_N} "
            r"(?:ans|mois)",
            rf" (?:pas|et non|non) {_N}(?: {_YEARS})?(?= [,.?]| $)",
        )
    )
    + ")(?= )"
)
_NOT_COUNTED = rf"(?= )(?! (?:(?:{_LISTS['units']}|a \d)\b|[~/]))"
_LIST = rf"{_N}(?: ans)?(?:(?: (?:,|/|et|ou|~|a)){{1,2}} {_N}(?: ans)?){{1,4}}"
_SPANS = (
    re.compile(rf" ((?:{_N}(?: ans)? (?:,|/|et|ou|~|a|jusqu a) (?:de )?){{1,4}}{_N}) {_YEARS}(?= )"),
    re.compile(
        rf" (?:{_LISTS['children']}|{_LISTS['elders']})(?: ,)?(?: ages?| agees?)?(?: de| entre)? ({_LIST})"
        r"(?= (?:(?:[,.?]|qui|et|pour|en|placee?s?) |$))"
    ),
    re.compile(rf" (?:les|des|aux|groupe de|pour) ({_N} (?:~|/) {_N}){_NOT_COUNTED}"),
    re.compile(rf"^ ({_N} (?:~|/|a|et) {_N}) $"),
)
# "entre 10 et 12" is a span of ages only where nothing speaks of hours.
_BETWEEN = re.compile(rf" entre ({_N} et {_N}){_NOT_COUNTED}")
_HOURS = re.compile(r" (?:ouvert[es]*|fermee?s?|ouvre|ouvrent|ferment|horaires?|heures?|h|midi|matin|soir) ")

_SINGLE = re.compile(
    r" (?P<upper>moins de|jusqu aux?|jusqu a|maximum|max|maxi|pas plus de|en dessous de|au plus|inferieur a)?"
    rf"(?: l age de| les)? ?(?P<n>{_N}) {_YEARS}(?: (?P<after>maximum|max|maxi|et moins|ou moins))?(?= )"
)
_RELATIVE = (
    "la petite|le petit|le grand|la grande|l autre|l aine|l ainee|le cadet|la cadette|sa soeur|son frere|elle|lui|et|"
    "le garcon|la fille"
)
_BARE = (
    # Only beside an age said in full: "le grand a 13 ans et la petite 6".
    re.compile(rf" (?:{_RELATIVE})(?: a| en a| ,| de)? ({_N})(?= (?:[,.?]|et|$))"),
    re.compile(rf" (?:{_LISTS['elders']})(?: a| ,| de)? ([6-9]\d|10\d)(?= (?:[,.?]|et|$)){_NOT_COUNTED}"),
    re.compile(rf" (?:il|elle|fils|fille|enfant|petite?|garcon) (?:a|aura|vient d avoir|va avoir) ({_N}) $"),
    re.compile(rf" age(?:e|s|es)?(?: est)?(?: de)?(?: ,)? ({_N}){_NOT_COUNTED}"),
)
_MONTHS_OLD = re.compile(
    rf" (?:{_LISTS['babies']})(?: d accueil)?(?: placee?)?(?: de| a| ,)* ({_N}) mois(?= )(?! (?:de |d |que |apres))"
    rf"|^ ({_N}) mois $"
)
# The oldest baby whose age is told in months.
_BABY_MONTHS = 36
_ME = re.compile(
    r" (?:j ai|j avais|j aurai|j aurais|moi|suis)(?: (?:eu|deja|bientot|maintenant|presque|pas|agee?|de|moi|aussi))* $"
)
_AT = re.compile(r"(?: (?:a ses|a mes|a leurs|apres|pour mes|pour ses|faut|avoir)|[,.?] a) $")


class Age(NamedTuple):
    """Years, both ends said; `age` alone is one age or « à partir de », `age_max` alone is « jusqu'à »."""

    age: int | None
    age_max: int | None = None


class _Said(NamedTuple):
    age: int
    is_upper: bool
    rank: int


def read_age(text: str) -> Age | None:
    """The age or span of ages said for someone, in whole years; None when none is."""
    written = plain(text)
    read = _A_FOR_YEARS.sub(r" \1 ans", f" {' '.join(figures(written.split()))} ")
    if not any(map(str.isdigit, read)):
        return None
    if _UNITS.search(read):
        read = _DURATIONS.sub(" . ", read)
    return _span(read) or _of_several(_singles(read)) or _months(read)


def _span(text: str) -> Age | None:
    match = next(filter(None, (pattern.search(text) for pattern in _SPANS)), None)
    if match is None and not _HOURS.search(text):
        match = _BETWEEN.search(text)
    if match is None:
        return None
    ages = [int(number) for number in re.findall(_N, match[1])]
    if max(ages) >= _OLD:  # "pour nous deux, 74 et 77 ans"
        ages = [age for age in ages if age >= _YOUNG]
    return _from_to(ages) if max(ages) <= OLDEST else None


def _from_to(ages: list[int]) -> Age:
    return Age(min(ages), max(ages) if max(ages) > min(ages) else None)


def _singles(text: str) -> list[_Said]:
    said: list[_Said] = []
    for match in _SINGLE.finditer(text):
        age = int(match["n"])
        if not 0 < age <= OLDEST:
            continue
        before = text[: match.start() + 1]
        upper = bool(match["upper"]) or (match["after"] or "").startswith(("max", "et m", "ou m"))
        rank = 2 if _AT.search(before) else 1 if _ME.search(before) else 0
        said.append(_Said(age, upper, rank))
    for pattern in _BARE if said else _BARE[1:]:
        said += (_Said(int(number), False, 0) for number in pattern.findall(text) if 0 < int(number) <= OLDEST)
    return said


def _of_several(said: list[_Said]) -> Age | None:
    """One age or one span of what was said.

    The speaker's own age counts only when no other person's is said, « à ses 18 ans » when neither is.
    """
    if not said:
        return None
    uppers = [one.age for one in said if one.is_upper]
    best = min((one.rank for one in said if not one.is_upper), default=0)
    ages = [one.age for one in said if not one.is_upper and one.rank == best]
    if uppers:
        return Age(ages[0] if ages and ages[0] < uppers[0] else None, uppers[0])
    if all(age < _YOUNG for age in ages) or all(age >= _OLD for age in ages):
        return _from_to(ages)
    return Age(ages[0])


def _months(text: str) -> Age | None:
    match = _MONTHS_OLD.search(text)
    months = int(match[1] or match[2]) if match else None
    return Age(months // 12) if months is not None and months <= _BABY_MONTHS else None
