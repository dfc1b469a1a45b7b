"""The lists that tell a name from a word: French words, first names, surnames, words kept. All folded.

`data/words.txt.gz` comes from `scripts/derive_masking_words.py` (LGPL-LR); the other lists were written for the project.
"""

import gzip
import re
from functools import lru_cache
from pathlib import Path

from langue.normalise import sms_lexicon

_DATA = Path(__file__).parent / "data"
_CONJUGATED = (
    "e es ons ez ent ais ait ions iez aient erai eras era erons erez eront erais erait eraient ant ee ees".split()
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _listed(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def french_words() -> frozenset[str]:
    """French forms known to the language model's tables, and the words of SMS spelling, folded."""
    written = gzip.decompress((_DATA / "words.txt.gz").read_bytes()).decode().split("\n")
    return frozenset(written) | sms_lexicon().keys()


def is_french(word: str) -> bool:
    """Whether the folded `word` is French, or a form of a verb in -er, of which the tables hold only some."""
    known = french_words()
    return word in known or any(
        word.endswith(ending) and word.removesuffix(ending) + "er" in known for ending in _CONJUGATED
    )


@lru_cache(maxsize=1)
def word_names() -> frozenset[str]:
    """First names that are words or places too."""
    return _listed("first_names_that_are_words.txt")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names that are nothing else."""
    return _listed("first_names.txt") - word_names()


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Frequent surnames, words included."""
    return _listed("surnames.txt")


@lru_cache(maxsize=1)
def kept() -> frozenset[str]:
    """Words that name no person whatever their capital."""
    return _listed("kept.txt")


@lru_cache(maxsize=1)
def public_figures() -> re.Pattern[str]:
    """Full names that schools and streets bear, to be found in a folded text."""
    lines = (_DATA / "public_figures.txt").read_text(encoding="utf-8").splitlines()
    names = "|".join(re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


@lru_cache(maxsize=8192)
def misspelt(word: str) -> bool:
    """Whether one edit turns the folded `word` into a French word: a typing error rather than a name."""
    known = french_words()
    for index in range(len(word) + 1):
        head, tail = word[:index], word[index:]
        if tail and head + tail[1:] in known:
            return True
        if len(tail) > 1 and head + tail[1] + tail[0] + tail[2:] in known:
            return True
        if any(head + letter + tail in known or (tail and head + letter + tail[1:] in known) for letter in _LETTERS):
            return True
    return False
