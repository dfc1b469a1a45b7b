"""What a message wants to know of a place: hours, phone, address, access, appointment or email."""

import re
from functools import lru_cache

from langue.criteria.lexicon import Lexicon
from langue.criteria.plain import load, plain

_WEIGHTS = {"plain": 2, "hint": 1}
# Of several said, the most particular: "une adresse mail", "prendre rendez-vous par téléphone".
_ORDER = ("email", "appointment", "phone", "hours", "address", "access")
# A weekday or "le matin" asks for the hours only of a place one goes to.
_OF_A_PLACE = re.compile(
    r" (?:guichets?|points?|accueil|antenne|bureau|locaux|maison (?:de l|loire|departementale|du|des)|permanence|"
    r"mla|mdph|ils|leurs?|chez eux|la bas|on y|y (?:va|aller|entrer|entre|etre|recoit|passer|rend)|celui|comptoir|"
    r"ce lieu)(?= )"
)


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(load("details"), _WEIGHTS)


def read_detail(text: str) -> str | None:
    """The detail asked; meaningful only when the message is about a place."""
    weights: dict[str, int] = {}
    written = plain(text)
    for hit in _lexicon().find(written):
        weights[hit.label] = max(weights.get(hit.label, 0), hit.weight)
    if not weights or (max(weights.values()) == _WEIGHTS["hint"] and not _OF_A_PLACE.search(written)):
        return None
    best = max(weights.values())
    return next(detail for detail in _ORDER if weights.get(detail) == best)
