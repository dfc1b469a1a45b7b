"""A message made plain for the readers of criteria: folded, abbreviations written out, one space between words.

Punctuation becomes words of its own: « , », « . » and « ? » stand alone; a dash between two figures is « ~ ».
Offsets in the original are lost.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from langue.normalise import expand_sms, fold

DATA = Path(__file__).resolve().parent.parent / "data"

# Longer messages are read to here: twice what a resident may send.
MAX_CHARACTERS = 2000

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_NUMBER_SIGN = re.compile(r"\bn ?[°ºo](?= ?\d)")
# "9ans", "18mois", "80ansss": a figure glued to its unit.
_GLUED_UNIT = re.compile(r"(?<![\da-z])(\d{1,3})(ans?|anq|anz|mois|piges|e choix)(?![a-z])")
_RANGE = re.compile(r"(?<=\d) ?- ?(?=\d)")
_MARKS = (
    (re.compile(r"\?+"), " ? "),
    (re.compile(r"(?<!\d)\.|\.(?!\d)|[!…;\n]"), " . "),
    (re.compile(r"[,:()\[\]«»\"|*]|(?<= )-+(?= )"), " , "),
    (re.compile(r"[/+&]"), " / "),
    (re.compile(r"[^a-z0-9,.?/~ ]"), " "),
)
_WORD = re.compile(r"[a-z0-9]+")


class Plain(str):
    """A text already made plain; it begins and ends with a space. Readers take it as it is.

    `words`: for each word, its offset and its first three letters.
    """

    words: tuple[tuple[int, str], ...]


def plain(text: str) -> Plain:
    """`text` made plain, its slips mended; a `Plain` is returned unchanged."""
    if isinstance(text, Plain):
        return text
    # Some abbreviations hold a sign ("n°") that folding would lose.
    folded = _NUMBER_SIGN.sub("numero ", fold(text[:MAX_CHARACTERS].translate(_LIGATURES)))
    spelt = _RANGE.sub(" ~ ", _GLUED_UNIT.sub(r"\1 \2", expand_sms(folded)))
    for mark, written in _MARKS:
        spelt = mark.sub(written, spelt)
    mended = _mend(spelt.split())
    found = Plain(f" {' '.join(mended)} " if mended else " ")
    found.words = tuple((match.start(), match.group()[:3]) for match in _WORD.finditer(found))
    return found


def load(name: str) -> dict[str, Any]:
    """The vocabulary `data/criteria_<name>.json`, without its remarks (keys that begin with « _ »)."""
    data = json.loads((DATA / f"criteria_{name}.json").read_text(encoding="utf-8"))
    return {key: value for key, value in data.items() if not key.startswith("_")}


def _mend(words: list[str]) -> list[str]:
    slips, variants, glued = _slips(), _variants(), _glued()
    mended: list[str] = []
    for word in words:
        if word[0] in "dl" and word[1:] in glued:  # "laide", "daccueil"
            mended.append(word[0])
            word = word[1:]
        mended.append(_mended(word, slips) if len(word) >= _SHORTEST else variants.get(word, word))
    return mended


# Below this a slip makes another word too often.
_SHORTEST = 7


def _mended(word: str, slips: dict[str, str]) -> str:
    known = _variants().get(word)
    if known is not None:
        return known
    if word in _stems() or word in _not_slips():
        return word
    found = slips.get(word)
    if found is not None:
        return found
    for i in range(len(word)):
        candidate = slips.get(word[:i] + word[i + 1 :])
        # One letter lost and one added may be two slips: only a changed letter, a swap or an added letter is mended.
        if candidate is not None and abs(len(candidate) - len(word)) <= 1 and _is_one_slip(word, candidate):
            return candidate
    return word


def _is_one_slip(word: str, target: str) -> bool:
    """Whether one letter added, lost, changed, or two neighbours swapped, make `target` of `word`."""
    start = 0
    while start < min(len(word), len(target)) and word[start] == target[start]:
        start += 1
    a, b = word[start:], target[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    spelling = load("spelling")["variants"]
    return {variant: word for word, variants in spelling.items() for variant in variants.split()}


@lru_cache(maxsize=1)
def _glued() -> frozenset[str]:
    return frozenset(load("spelling")["glued"].split())


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(load("spelling")["words"].split())


@lru_cache(maxsize=1)
def _not_slips() -> frozenset[str]:
    return frozenset(load("spelling")["not_slips"].split())


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Every word of the vocabulary and every way to lose one letter of it → the word."""
    found: dict[str, str] = {}
    for word in _stems():
        for i in range(len(word)):
            found.setdefault(word[:i] + word[i + 1 :], word)
    found.update((word, word) for word in _stems())
    return found
