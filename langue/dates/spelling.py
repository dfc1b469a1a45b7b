"""How residents spell the words of dates: SMS, missing letters, one typing slip; all folded (no accents, lower case).

`WORDS` maps one written word to its usual form, `PHRASES` several; a form may be several words. The usual forms are
ordinary French, so that a date parser reads them too. What depends on the words around is in `rewrite`.
"""

from collections.abc import Iterable, Iterator
from string import ascii_lowercase

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
WEEKDAY_NUMBER = {name: number for number, name in enumerate(WEEKDAYS)}
MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)}

# Abbreviations, read as a weekday or a month only beside a number or a word of time: "sam" is a name, "mer" the sea.
WEEKDAY_SHORT = {
    "lun": "lundi",
    "mar": "mardi",
    "mer": "mercredi",
    "merc": "mercredi",
    "mercr": "mercredi",
    "jeu": "jeudi",
    "jeud": "jeudi",
    "ven": "vendredi",
    "vend": "vendredi",
    "sam": "samedi",
    "same": "samedi",
    "dim": "dimanche",
    "dimm": "dimanche",
}
MONTH_SHORT = {
    "jan": "janvier",
    "janv": "janvier",
    "fev": "fevrier",
    "fevr": "fevrier",
    "mrs": "mars",
    "avr": "avril",
    "jui": "juillet",
    "juil": "juillet",
    "juill": "juillet",
    "aou": "aout",
    "sep": "septembre",
    "sept": "septembre",
    "oct": "octobre",
    "nov": "novembre",
    "dec": "decembre",
}

_VARIANTS = {
    "aujourdhui": "ojd ajd auj aujd ajrd aujrd ojdui ojourdui aujourdui ajourdhui ojourdhui "
    "aujourdhuit aujourduit aujordui",
    "demain": "2main dem1 2m1 dmain demin demein demaim demian demains dmin",
    "apresdemain": "apresdemain apdemain apres2main ap2main",
    "avanthier": "avanthier",
    "apresmidi": "aprem aprm apm apremidi apresm apresmidi aprems",
    "hier": "hiere ier yer",
    "weekend": "weekend wekend weekand wikend wknd wkend weeknd weekeend wkd",
    "weekends": "wekends wkends",
    "semaine": "sem smaine semainne semaien semane",
    "prochain": "prochaine prochains prochaines proch prochin prochainne",
    "dernier": "derniere derniers dernieres derniere",
    "passe": "passee passes passees",
    "ce": "cet cette cett sette cete",
    "soir": "swar soire",
    "vacances": "vacance vacs vac vacanse vacanses vacence vacences",
    "pendant": "pdt pdnt pendan",
    "pour": "pr",
    "jusqu a": "jusqua jusqa jska",
    "jusqu au": "jusquau jusqau jskau",
    "aout": "aoutt haout",
    "mars": "marss",
    "avril": "avrill april",
    "noel": "nowel noell",
    "paques": "paque pacques paquess",
    "toussaint": "toussain toussaints tousaint",
    "feries": "ferie",
    "scolaire": "scolaires",
}

# French words, names, places and plurals one slip away from a date word.
_NOT_SLIPS = frozenset(
    [
        "vacantes",
        "jui",
        "juins",
        "lundis",
        "mardis",
        "mercredis",
        "jeudis",
        "vendredis",
        "samedis",
        "dimanches",
        "semaines",
        "mari",
        "maris",
        "marti",
        "mahdi",
        "jedi",
        "javier",
        "ferrier",
        "landi",
        "lund",
        "demembre",
        "sedaine",
        "semene",
    ]
)
_FUZZY = (*WEEKDAYS, *(m for m in MONTHS if len(m) > 4), "semaine", "vacances", "prochain")


def _slips(word: str) -> Iterator[str]:
    """Every spelling one letter lost, added, changed or swapped away, the first letter kept."""
    for i in range(1, len(word) + 1):
        head, tail = word[:i], word[i:]
        if tail:
            yield head + tail[1:]
            yield head + tail[1:2] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _words(fuzzy: Iterable[str]) -> dict[str, str]:
    slips = {slip: word for word in fuzzy for slip in _slips(word) if slip != word and slip not in _NOT_SLIPS}
    exact = {variant: form for form, variants in _VARIANTS.items() for variant in variants.split()}
    return {**slips, **exact}


WORDS: dict[str, str] = _words(_FUZZY)

_UNITS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]


def _numbers() -> dict[tuple[str, ...], str]:
    """Number words 2 to 31 to digits; "un" stays, an article first, and "sept" alone, which may be September."""
    names: dict[tuple[str, ...], str] = {(word,): str(n) for n, word in enumerate(_UNITS) if n > 1 and n != 7}
    names.update({("dix", _UNITS[n]): str(10 + n) for n in (7, 8, 9)})
    names.update({("vingt",): "20", ("trente",): "30", ("vingt", "et", "un"): "21", ("trente", "et", "un"): "31"})
    names.update({("vingt", _UNITS[n]): str(20 + n) for n in range(1, 10)})
    names[("trente", "un")] = "31"
    return names


PHRASES: dict[tuple[str, ...], str] = {
    **_numbers(),
    ("week", "end"): "weekend",
    ("week", "ends"): "weekends",
    ("week", "and"): "weekend",
    ("wk", "end"): "weekend",
    ("w", "e"): "weekend",
    ("w", "end"): "weekend",
    ("aujourd", "hui"): "aujourdhui",
    ("aujourd", "ui"): "aujourdhui",
    ("ajourd", "hui"): "aujourdhui",
    ("ojourd", "hui"): "aujourdhui",
    ("auj", "hui"): "aujourdhui",
    ("au", "jour", "d", "hui"): "aujourdhui",
    ("apres", "demain"): "apresdemain",
    ("ap", "demain"): "apresdemain",
    ("apr", "demain"): "apresdemain",
    ("avant", "hier"): "avanthier",
    ("apres", "midi"): "apresmidi",
    ("apres", "m"): "apresmidi",
    ("sam", "dim"): "samedi et dimanche",
    ("sam", "et", "dim"): "samedi et dimanche",
    ("sam", "ou", "dim"): "samedi ou dimanche",
    ("nouvel", "an"): "jour de l an",
    ("premier", "de", "l", "an"): "jour de l an",
    ("st", "sylvestre"): "saint sylvestre",
    ("st", "valentin"): "saint valentin",
    **{("premier", month): f"1 {month}" for month in MONTHS},
    ("semaine", "pro"): "semaine prochain",
    ("pour", "le", "moment"): "maintenant",
}
