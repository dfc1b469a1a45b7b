"""The themes that a message speaks of, plainest first."""

import re
from functools import lru_cache

from langue.criteria.lexicon import Lexicon
from langue.criteria.negation import is_refused
from langue.criteria.plain import Plain, load, plain

_WEIGHTS = {"plain": 2, "hint": 1}
_PLAIN_ENOUGH = 2
# In a question on the cooperation, "les vieux" or "la neige" name a theme; elsewhere they only set the scene.
_ON_COOPERATION = re.compile(
    r" (?:pistes?|cooperations?|entente|brochure|plaquette|projets?|axes?|en commun|ensemble|a deux|mutualis[a-z]*|"
    r"les deux departements|prevu[a-z]*|programme|lignes|domaines?|volet|schema) "
)
# A public or a place that goes with another theme: "produits locaux dans les collèges" is about agriculture.
_SETTINGS = frozenset(["colleges", "enfance", "autonomie", "action_sociale", "tourisme"])


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(load("themes"), _WEIGHTS)


def read_themes(text: str) -> list[str]:
    """Every theme that is plain in the message, the plainest and first said at the head."""
    return [theme for theme, _ in _ranked(plain(text))]


def read_theme(text: str) -> str | None:
    """The one theme of the message; None when there is none, or two that weigh the same."""
    ranked = _ranked(plain(text))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _ranked(text: Plain) -> list[tuple[str, tuple[bool, int]]]:
    context = 1 if _ON_COOPERATION.search(text) else 0
    weights: dict[str, int] = {}
    seen: set[tuple[str, str]] = set()
    for hit in _lexicon().find(text):
        written = (hit.label, text[hit.start : hit.end][:5])
        if written in seen or is_refused(text, hit.start):
            continue
        seen.add(written)
        weights[hit.label] = weights.get(hit.label, 0) + hit.weight + context
    themes = [theme for theme, weight in weights.items() if weight >= _PLAIN_ENOUGH + context * (weight < 3)]
    ranked = [(theme, (theme not in _SETTINGS, weights[theme])) for theme in themes]
    return sorted(ranked, key=lambda one: one[1], reverse=True)
