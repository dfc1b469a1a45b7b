"""A name as it sounds: what a French speaker hears the same gets the same key ("yssingeau", "issingeaux")."""

import re
from functools import lru_cache

# In order: each pair is (what is written, what is heard). Only what misspellings of names really mix up.
_HEARD: tuple[tuple[str, str], ...] = (
    (r"[^a-z]", ""),
    (r"ph", "f"),
    (r"qu|q|ck|k|c(?![eiyh])", "k"),
    (r"c(?=[eiy])|ss", "s"),
    (r"ge(?=[ao])", "j"),
    (r"g(?=[eiy])", "j"),
    (r"gu(?=[eiy])", "g"),
    (r"(?<!c)h", ""),
    (r"y", "i"),
    (r"w", "v"),
    (r"z", "s"),
    (r"eaux?|aux?", "o"),
    (r"oeu|eu", "e"),
    (r"ai|ei", "e"),
    (r"(?:a|e)m(?=[pb])", "an"),
    (r"(?<=[^i])en(?=[^aeiouin]|$)", "an"),
    (r"(.)\1+", r"\1"),
    (r"(?<=...)(?:er|es|ez|ets?|e|s|t|x|d)$", ""),
    (r"(?<=...)[stxde]$", ""),
)
_RULES = tuple((re.compile(written), heard) for written, heard in _HEARD)


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """The sound key of a folded word or glued name: lower case letters, possibly empty."""
    for written, heard in _RULES:
        word = written.sub(heard, word)
    return word
