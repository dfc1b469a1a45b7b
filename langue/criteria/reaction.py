"""What a message says of the results shown (too far, too late, something else), and « pareil pour… »."""

import re
from functools import lru_cache

from langue.criteria.lexicon import Lexicon
from langue.criteria.plain import load, plain

# A longer message speaks of other things: "trop tard pour la PCH", "d'autres enfants".
_SHORT = 16
_MORE = re.compile(
    r"^ (?:(?:et|non|ok|bon|alors|,) )*(?:encore|(?:un |une |l |d )?autres?|suivante?s?|la suite|plus|ensuite|next)"
    r"(?: [.?,]| svp| stp| s il vous plait| merci)* $"
)
_OPENING = (
    "et|bon|ok|d accord|merci|alors|oui|non|donc|super|,|parfait|tiens|maintenant|euh|ben|bah|puis|je veux|je voudrais|"
    "tu peux faire|fais|faites|refais|refaites|donne moi|donnez moi|il me faut|cherche|cherchez|relance|relancez"
)
_SAME_WORDS = "pareil(?:le)?|idem|(?:la )?meme (?:chose|demande|question|recherche|liste|truc)|la meme(?! \\.| \\?| $)"
# What is changed: a place, a date, a person; or nothing.
_CHANGED = (
    "mais|pour|a|au|aux|en|dans|avec|sur|vers|cote|du|le|la|ce|cette|demain|samedi|dimanche|lundi|mardi|mercredi|jeudi|"
    "vendredi|et|svp|stp|s il|,|chez|pres|autour|sans|plutot|\\.|\\?"
)
_SAME = re.compile(rf"(?:^|[,.])(?: (?:{_OPENING}))* (?:{_SAME_WORDS})(?: (?:{_CHANGED})(?= )| $)")


@lru_cache(maxsize=1)
def _reactions() -> Lexicon:
    return Lexicon(load("reactions"), {"said": 1})


@lru_cache(maxsize=1)
def _joint() -> Lexicon:
    return Lexicon(load("joint"), {"said": 1})


def read_reaction(text: str) -> str | None:
    """What is said of what was shown: "too_far", "too_late", "other", or None."""
    written = plain(text)
    said = {hit.label for hit in _reactions().find(written)}
    if "too_far" in said:
        return "too_far"
    if len(written.words) > _SHORT:
        return None
    if "too_late" in said:
        return "too_late"
    return "other" if "other" in said or _MORE.search(written) else None


def read_same_again(text: str) -> bool:
    """Whether the last question is asked again with something changed: « pareil pour dimanche »."""
    return _SAME.search(plain(text)) is not None


def read_joint(text: str) -> bool:
    """Whether the message asks for a point that serves both départements."""
    return bool(_joint().find(plain(text)))
