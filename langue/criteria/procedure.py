"""The aid or right that a message is about: one of the 17 procedure keys, or None when it is not plain."""

import re
from collections import defaultdict
from functools import lru_cache

from langue.criteria.lexicon import Hit, Lexicon
from langue.criteria.plain import load, plain

_WEIGHTS = {"named": 3, "described": 2, "hint": 1}
# Below this a message only brushes against a procedure.
_PLAIN_ENOUGH = 2
# When several are said equally plainly the more particular is meant: the allowance before the office that grants it,
# the transport before the school.
_GENERAL = {"aide_domicile": 1, "ehpad": 1, "pmi": 1, "college": 1, "mdph": 2}
# The MDPH is named for what one asks of it: a procedure only described is meant rather than the office.
_MDPH_NAMED = 1.9
# A message on the cooperation speaks of these matters without asking for an aid.
_ON_COOPERATION = re.compile(
    r" (?:pistes?|cooperations?|entente|brochure|plaquette|projets? (?:communs?|partages?|a deux|conjoints?)|"
    r"(?:axes?|lignes?) de travail|mutualis[a-z]*|observatoire) "
)
# On the road, a car scolaire or an EHPAD is where one goes.
_ON_ROAD = re.compile(
    r" (?:routes?|neige|verglas|congeres?|gresil|chasse neige|deneig[a-z]*|chaussee|departementale|saler|glisse|blanc) "
)
# « chez une famille plutôt qu'en maison de retraite »: what follows is what is not wanted.
_RATHER_THAN = re.compile(r" (?:plutot qu(?:e|en)?|au lieu d[eu']?)(?: (?:a|en|de|d|la|l|le|une?|dans)){0,3}$")
_PLACES = frozenset(["transport_scolaire", "ehpad", "mdph", "aide_domicile", "college"])


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(load("procedures"), _WEIGHTS)


def read_procedure(text: str) -> str | None:
    """The key of the procedure that a message names or plainly describes."""
    written = plain(text)
    if _ON_COOPERATION.search(written):
        return None
    by_key: dict[str, dict[str, Hit]] = defaultdict(dict)
    hits = _lexicon().find(written)
    wanted = [hit for hit in hits if not _RATHER_THAN.search(written, max(0, hit.start - 40), hit.start)]
    for hit in wanted or hits:
        by_key[hit.label].setdefault(written[hit.start : hit.end], hit)
    ranked = sorted((_rank(key, list(hits.values())) for key, hits in by_key.items()), reverse=True)
    if not ranked or ranked[0][2] < _PLAIN_ENOUGH:
        return None
    best = ranked[0][-1]
    return None if best in _PLACES and _ON_ROAD.search(written) else best


def _rank(key: str, hits: list[Hit]) -> tuple[float, int, int, int, str]:
    """How plainly it is said (hints add up), how particular it is, its weight in all, how early, and the key."""
    total = sum(hit.weight for hit in hits)
    strongest: float = max(hit.weight for hit in hits)
    if strongest == _WEIGHTS["hint"]:
        strongest = min(total, 1.5)
    elif key == "mdph" and strongest == _WEIGHTS["named"]:
        strongest = _MDPH_NAMED
    return strongest, -_GENERAL.get(key, 0), total, -hits[0].start, key
