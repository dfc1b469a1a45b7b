"""The language of a message that is not in French, among those answered in a few words."""

import re
from functools import lru_cache

from langue.criteria.plain import MAX_CHARACTERS, load

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters in the Arabic script before a message counts as Arabic: "سلام" is one.
_ARABIC_LETTERS = 3
_SHARE = 0.34
_SHORT = 2


@lru_cache(maxsize=1)
def _profiles() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {
        language: (frozenset(lists["words"].split()), frozenset(lists.get("alone", "").split()))
        for language, lists in load("languages").items()
    }


def read_language(text: str) -> str | None:
    """One of "en", "es", "pt", "it", "ar", "tr", "de"; None for French and for what is too short to tell."""
    lowered = text[:MAX_CHARACTERS].replace("’", "'").replace("İ", "i").lower()
    if len(_ARABIC.findall(lowered)) >= _ARABIC_LETTERS:
        return "ar"
    words = _WORD.findall(lowered)
    if not words:
        return None
    known = _profiles()
    if len(words) <= _SHORT:
        return next((language for language, (_, alone) in known.items() if alone.intersection(words)), None)
    counts = {language: sum(word in profile for word in words) for language, (profile, _) in known.items()}
    french = counts.pop("fr")
    best, second = sorted(counts, key=lambda language: counts[language], reverse=True)[:2]
    distinct = len(known[best][0].intersection(words))
    if counts[best] > max(french, counts[second]) and distinct >= _SHORT and counts[best] >= _SHARE * len(words):
        return best
    return None
