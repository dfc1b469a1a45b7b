"""Which of the results shown a message picks: « le deuxième », « la 2e », « le 2 », « numéro 3 », « le dernier »."""

import re

from langue.criteria.plain import load, plain

_RANKS = {
    "premier": 1,
    "premiere": 1,
    "second": 2,
    "seconde": 2,
    "deuxieme": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
    "sixieme": 6,
    "septieme": 7,
    "huitieme": 8,
    "neuvieme": 9,
    "dixieme": 10,
    "dernier": -1,
    "derniere": -1,
}
_NUMBERS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
# The brochure counts thirty pistes: no list is longer.
_LONGEST_LIST = 30

_LISTS = load("ranks")
_RANK = f"(?P<rank>{'|'.join(_RANKS)})"
_ANY_RANK = "|".join(_RANKS)
_THING = f"(?:{_LISTS['things']})"
_COUNT = f"(?P<n>{'|'.join(_NUMBERS)}|une|[1-9]|10)"
_END = r"(?:[,.?] |$)"
_POLITE = "s il|stp|svp|plutot|alors|merci|me|m|ca|oui|la|convient|ira|suffit|et rien|je"
_OPENING = "oui|euh|bon|alors|ok|d accord|je prends|je veux|va pour|plutot|donc|et|pour|,"

_NOT_A_CHOICE = re.compile(
    rf" (?:(?:{_LISTS['before_class']}) (?:{_ANY_RANK})|(?:{_ANY_RANK}) (?:{_LISTS['others']})|"
    rf"(?:{_LISTS['last_time']}) derniere?|"
    # « non pas le premier, le deuxième »; « pourquoi pas le premier » picks it.
    rf"(?<!pourquoi )(?:pas|ni|sauf) (?:le|la|l|celui|celle) (?:{_ANY_RANK}|\d))(?= )"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # The whole message: "euh troisième svp", "l'avant-dernier".
        rf"^(?: (?:{_OPENING}))*(?: (?:le|la|l))?(?: toute?)? (?:{_RANK}|avant (?P<penultimate>derniere?))"
        rf" (?:(?:s il|svp|stp|merci|la|alors|please)[a-z ]* )?[.,?]? ?$",
        r" l avant (?P<penultimate>derniere?)(?= )",
        rf" (?:le|la|l|du|celle|celui|cette|ce|point|numero)(?: toute?)? {_RANK}"
        rf"(?= (?:{_END}|(?:{_LISTS['after']}|{_THING})(?= )))",
        rf" (?:{_LISTS['numbered']}|{_THING} (?:numero|no)) (?P<n>{'|'.join(_NUMBERS)}|[1-9]\d?)"
        r"(?= )(?! (?:rue|euros?|~|/))",
        rf"(?:^|[,.] | (?:le|la|du|ce|cette|votre|ta|plutot))(?: toute?)? {_RANK} {_THING}(?= )",
        # A bare number, unless it is a day ("après le 10") or something counted.
        r"(?<! apres)(?<! avant)(?<! depuis)(?<! vers)(?<! et)(?<! des)"
        rf" (?:le|la) {_COUNT}(?= (?:{_END}|(?:{_POLITE})(?= )))",
        r"^ (?P<n>[1-9]|10) [.,?]? ?$",
    )
)


def read_ordinal(text: str) -> int | None:
    """The rank picked, from 1; -1 is the last, -2 the last but one; None when nothing is picked."""
    read = _NOT_A_CHOICE.sub(" . ", plain(text))
    match = next(filter(None, (pattern.search(read) for pattern in _PATTERNS)), None)
    return _rank_of(match.groupdict()) if match else None


def _rank_of(found: dict[str, str | None]) -> int | None:
    if found.get("penultimate"):
        return -2
    rank, number = found.get("rank"), found.get("n")
    if rank:
        return _RANKS[rank]
    if not number or number == "une":
        return 1
    counted = _NUMBERS.index(number) + 1 if number in _NUMBERS else int(number)
    return counted if counted <= _LONGEST_LIST else None
