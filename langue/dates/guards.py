"""What looks like a date and is none: lines and roads, addresses, telephone numbers, ages, hours, habits, wishes.

`mask` blanks these stretches of a rewritten message with underscores, lengths kept, so that neither our rules nor a
date parser see them.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from langue.dates.candidate import DIGIT, words_of
from langue.dates.spelling import MONTHS, WEEKDAYS

W = "(?:" + "|".join(WEEKDAYS) + ")"
M = "(?:" + "|".join(MONTHS) + ")"
PART_OF_DAY = "(?:matin|midi|apresmidi|soir|nuit)"

_WS = "(?:" + "|".join(f"{name}s?" for name in WEEKDAYS) + ")"
_STREET = "(?:rue|avenue|av|bd|boulevard|bvd|place|pl|square|quai|allee|impasse|chemin|route|esplanade|montee|faubourg)"
_BUILDING = (
    "(?:cours|passage|rond point|lotissement|residence|cite|quartier|stade|gymnase|ecole|college|lycee|arret|station|"
    "parking|salle|hlm|ehpad|maison|caserne|monument)"
)
_FAMOUS_DAY = "(?:8 mai|11 novembre|19 mars|18 juin|4 septembre|14 juillet|1er mai|1 mai|6 juin|22 aout|26 aout)"
_NUMBERED = (
    "(?:bus|lignes?|tram|tramway|navette|car|train|ter|numeros?|num|no|n|rd|rn|d|m|departementale|nationale|autoroute|"
    "sortie|km|gir|porte|chambre|appartement|appt|apt|batiment|bat|etage|lot|cp|departement|dpt|article|classe|niveau|"
    "page|salle|piste|axe|action|fiche|mesure|option|groupe|covid|route|zone|note|taille|score)"
)
_COUNTED = (
    "(?:euros?|eur|e|km|kms|m|m2|metres?|kg|personnes?|pers|enfants?|gosses|gamins|ados?|places?|pieces?|fois|eme|ieme|"
    "min|minutes?|mn|premiers?|premieres?|roues|bis|ter|etage|degres|points?|kilometres?)"
)
_HOUR = rf"\d{{1,2}} ?(?:h|hrs?|heures?)(?: ?\d{{2}}(?!\d| {M}))?"
_UNIT = "(?:jours?|semaines?|mois|ans?|annees?)"

_BIRTH = (
    rf"\b(?:ne|nee|nes|naissance)(?: ,)? (?:le |en |du )?(?:{W} )?\d{{1,4}}(?:er)?(?:[ /.-](?:{M}|\d{{1,2}}))?"
    r"(?:[ /.-]\d{2,4})?\b"
)
_WITH_DIGITS = (
    # Telephone numbers, help lines, postcodes, thousands.
    r"\b0\d(?:[ ./-]?\d\d){4}\b",
    r"\b33 ?\d(?:[ .-]?\d\d){4}\b",
    r"\b(?:3[0-9] ?\d\d|1 ?1[0-9]|31 14|\d{5,}|\d{2} 000|\d{1,3} \d{3})\b(?!/)",
    # Hours, ages, fractions, round-the-clock.
    rf"\b(?:(?:de|entre) \d{{1,2}} (?:a|et) |\d{{1,2}} ?[-/] ?){_HOUR}\b",
    rf"\b(?:{_HOUR}|\d{{1,2}}:\d{{2}})\b",
    r"\b\d{1,2}(?: ?(?:-|a|et|ou|/) ?\d{1,2})? ?ans?\b(?<!dans \d ans)(?<!dans \d an)",
    r"\b(?:7 ?j?|24 ?h?|7 jours)(?:/| sur | et |s)(?:7|24)\b(?!/\d)",
    r"\b[13]/[24]\b(?!/\d)",
    # Numbered things, addresses, quantities.
    rf"\b{_NUMBERED} (?:n |no |numero )?\d+[a-z]?(?:/\d+)?\b(?!(?:er)? {M})",
    rf"\b{_STREET}(?: (?:de la|de l|du|des|de))? \d{{1,2}}(?:er)? {M}(?: \d{{4}})?\b",
    rf"\b\d{{1,4}}(?: (?:bis|ter|quater))?(?: ,)? (?:{_STREET}|lotissement|cours|residence)\b",
    rf"\b{_BUILDING} (?:du )?{_FAMOUS_DAY}(?: 19\d\d| 18\d\d)?\b",
    rf"\b\d+(?:[.,]\d+)? {_COUNTED}\b(?! {M})",
    # Durations and births.
    rf"\b(?:tous|toutes) les \d+ {_UNIT}\b",
    r"\b(?:il y a|ya|y a) (?:plus de |environ |presque |bien )?\d+ (?:semaines?|mois|ans?|annees?)\b",
    rf"\b(?:depuis|pendant|sous|durant|en|age de) (?:plus de |environ |presque |bien )?\d+ {_UNIT}\b",
    _BIRTH,
)

_DAY_PART = rf"(?: {PART_OF_DAY}s?)?"
_LIST = rf"(?:(?: ,| et| ou| sauf| puis| au?)? (?:les? |au |la )?{_WS}{_DAY_PART})*"
# What makes a definite weekday one day: a number, « prochain », « de Pâques »…
_ONE_DAY = (
    rf"(?! \d| prochain| dernier| passe| suivant| d apres| qui (?:vient|arrive|suit)| en (?:8|15)\b| de (?:la|ce|"
    rf"paques|pentecote)| du mois| ci\b| gras| saint| {PART_OF_DAY} (?:prochain|dernier)| ascension| des cendres|\w)"
)
_USUAL_WEEKEND = (
    r"(?<!pour )\b(?:le|du|au) weekend\b"
    r"(?! \d| prochain| dernier| passe| suivant| d apres| qui | du | de | des | a venir| prolonge)"
)
_WISH = (
    r"\b(?:bon|bonne|bonnes|joyeux|joyeuses|excellente?|belle|bel) (?:fin de |debut de )?"
    rf"(?:weekend|semaine|vacances|annee|noel|paques|fetes?|ete|{W})(?: prochain)?\b"
)
_FAREWELL = (
    r"(?:^|[.,?] |merci |bye |ciao |revoir |bisous |ok |alors )(?:et )?"
    rf"a (?:demain|apresdemain|ce soir|{W}|(?:la )?semaine prochain)(?= [.,?]|$| (?:merci|bye|alors|et merci))"
)
_FEASTS = "(?:noel|toussaint|ascension|pentecote|paques|assomption|armistice)"
_EVERY = "(?:les?|un|une|chaque|toutes? les|certains|quelques|du|(?<!jusqu )au)"
_RANKED = "(?:premier|1er|2e|2eme|deuxieme|3e|3eme|troisieme|4e|dernier)"


class _Guard(NamedTuple):
    """A pattern to blank, tried only where one of its words is."""

    triggers: frozenset[str]
    pattern: re.Pattern[str]


def _guards(triggers: Iterable[str], *patterns: str) -> list[_Guard]:
    words = frozenset(triggers)
    return [_Guard(words, re.compile(pattern)) for pattern in patterns]


_PLURALS = [f"{name}s" for name in WEEKDAYS]
_HABITS = [
    *_guards(
        [*WEEKDAYS, *_PLURALS],
        rf"\b{W}{_DAY_PART}(?: au|-) {W}\b(?! \d)",
        rf"\b{_EVERY} {_WS}{_DAY_PART}{_LIST}{_ONE_DAY}",
    ),
    *_guards(_PLURALS, rf"\b(?:{'|'.join(_PLURALS)})\b(?! \d)"),
    *_guards(["feries"], rf"\b{W} (?:et|ou) (?:les )?(?:jours )?feries\b"),
    *_guards(["sur"], rf"\b{_WS} sur [2-7]\b"),
    *_guards(["mois"], rf"\b{_RANKED} {W} (?:du|de chaque) mois\b(?! prochain)"),
    *_guards(
        ["weekend", "weekends"],
        r"\b(?:les|des|chaque|certains|quelques|un|en|mes|nos|vos|leurs) weekends?\b(?! \d)",
        r"\bweekends\b(?! des \d)",
        _USUAL_WEEKEND,
    ),
    *_guards(["chaque", "toutes", "par", "en"], r"\b(?:chaque|toutes les|par|en) (?:semaines?|mois|jours?)\b"),
    *_guards(
        ["tous", "chaque", "par"],
        r"\b(?:tous les|chaque|par) (?:jours?|mois|ans?|soirs?|matins?|etes?|hivers?|annees?)\b",
    ),
]
_LOOK_ALIKES = [
    *_guards([DIGIT], *_WITH_DIGITS),
    *_guards(["bon", "bonne", "bonnes", "joyeux", "joyeuses", "excellent", "excellente", "belle", "bel"], _WISH),
    *_guards(["a"], _FAREWELL),
    *_guards(["ce"], r"\bce jour la\b"),
    *_guards(["jour", "jours"], r"\ba ce jour\b|\bde nos jours\b|\bdu jour au lendemain\b"),
    *_guards(["moment"], r"\ben ce moment\b"),
    *_guards(
        ["jour", "jours", "temps", "semaine", "semaines", "mois"],
        r"\b(?:un de )?ces (?:dernier |prochain )?(?:jours?|temps|semaines)(?: ci)?\b",
        r"\bles (?:prochain (?:jours?|semaines?|mois)|(?:jours|semaines|mois) (?:prochain|a venir|qui viennent))\b",
    ),
    *_guards(["demain"], r"\b(?:monde|metiers?|societe|generations?|ville|ecole) de demain\b"),
    *_guards(["avril", "rose", "champ", "champs"], r"\bpoissons? d avril\b|\boctobre rose\b|\bchamps? de mars\b"),
    *_guards(["bleue", "sainte", "scolaire"], r"\bsemaine (?:bleue|sainte)\b|\bannees? scolaire\b"),
    *_guards(["de", "du", "d", "des"], rf"\b{_STREET} (?:de la |de l |du |des |de |d )(?:{_FEASTS}|{M}|{W})\b"),
    *_guards(["rue", "avenue", "place", "boulevard"], rf"\b(?:rue|avenue|place|boulevard) {_FEASTS}\b"),
    # A mark given; money that does not last: « je vous mets 2/10 », « plus rien à la fin du mois ».
    *_guards(
        [DIGIT], r"\b(?:mets?|mettrais?|donne|donnerais?|merite[sz]?|notez?|notes)(?: \w+){0,2} \d{1,2}/(?:5|10|20)\b"
    ),
    *_guards(
        ["mois"],
        r"\b(?:plus rien|plus un (?:sou|rond|euro)|boucle\w*|finir|finis|finit|tenir|tient|joindre|arrive\w*)(?: \w+){0,3} "
        r"(?:fins?|bouts?) (?:du|de) mois\b",
    ),
    *_guards(["notre"], rf"\bnotre dame de (?:l |la )?{_FEASTS}\b"),
]


def _blank(match: re.Match[str]) -> str:
    return "_" * len(match.group())


def mask(rewritten: str, words: frozenset[str]) -> str:
    """The rewritten text, of these `words_of`, with every look-alike blanked; same length."""
    for triggers, pattern in (*_LOOK_ALIKES, *_HABITS):
        if not triggers.isdisjoint(words):
            rewritten = pattern.sub(_blank, rewritten)
    return rewritten


def has_habit(rewritten: str) -> bool:
    """Whether the text speaks of a day or a week-end that comes back (« le samedi », « tous les mardis »)."""
    words = words_of(rewritten)
    return any(not triggers.isdisjoint(words) and pattern.search(rewritten) for triggers, pattern in _HABITS)
