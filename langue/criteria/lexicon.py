"""Phrases of a vocabulary found in a plain text.

A phrase is written as words: `word` exactly, `word*` with any ending, `(a|b c|)` one of several (perhaps none, perhaps
with choices inside), `..` up to four words of the same sentence.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from langue.criteria.plain import Plain

_GAP = r"(?:(?: ,)?(?! [.,?]) [^ ]+){0,4}?(?: ,)?"
_SIGN = re.compile(r"\.\.|[()|]|[a-z0-9]+\*?")
# Phrases are sorted by the first letters of their first word; a stem must be as long.
_KEY = 3

IGNORED = "ignored"


class Hit(NamedTuple):
    """A phrase found at [start, end) of the plain text, what it stands for, and how plainly it says so."""

    start: int
    end: int
    label: str
    weight: int

    def lies_in(self, other: "Hit") -> bool:
        """Whether the other phrase covers this one wholly."""
        return other.start <= self.start and self.end <= other.end


class _Phrase(NamedTuple):
    pattern: re.Pattern[str]
    label: str
    weight: int


class Lexicon:
    """Finds the phrases of labels; `weights` gives the weight of each section of a label.

    The label `ignored` hides the phrases that lie wholly inside what it covers. ValueError for a phrase badly written.
    """

    def __init__(self, labels: Mapping[str, Mapping[str, Sequence[str]]], weights: Mapping[str, int]) -> None:
        buckets: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        for label, sections in labels.items():
            for section, phrases in sections.items():
                for written in phrases:
                    regex, first, _ = _Parser(written).read()
                    for key in first:
                        buckets[key].append((regex, label, weights[section]))
        self._buckets = {
            key: (
                re.compile(f"(?:{'|'.join(regex for regex, _, _ in entries)})(?= )"),
                [_Phrase(re.compile(f"{regex}(?= )"), label, weight) for regex, label, weight in entries],
            )
            for key, entries in buckets.items()
        }

    def find(self, text: Plain) -> list[Hit]:
        """The phrases of `text` in its order, of one label the longest at each word; they may overlap."""
        found: list[Hit] = []
        for start, key in text.words:
            bucket = self._buckets.get(key)
            # Phrases begin with the space before their first word. Most words begin none: one look is enough.
            if bucket and bucket[0].match(text, start - 1):
                found += _longest(text, start, bucket[1])
        hidden = [hit for hit in found if hit.label == IGNORED]
        if not hidden:
            return found
        return [hit for hit in found if hit.label != IGNORED and not any(map(hit.lies_in, hidden))]


def _longest(text: Plain, start: int, phrases: list[_Phrase]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for phrase in phrases:
        match = phrase.pattern.match(text, start - 1)
        if match is None:
            continue
        hit = Hit(start, match.end(), phrase.label, phrase.weight)
        other = best.get(phrase.label)
        if other is None or (hit.weight, hit.end) > (other.weight, other.end):
            best[phrase.label] = hit
    return list(best.values())


class _Parser:
    """Reads a phrase: its regular expression, the keys of the words it may begin with, whether it may be empty."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._signs = _SIGN.findall(written)
        self._at = 0

    def read(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = self._choice()
        if self._at != len(self._signs) or empty or not first:
            raise ValueError(f"not a phrase: {self._written!r}")
        return regex, first, empty

    def _choice(self) -> tuple[str, frozenset[str], bool]:
        parts = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._sequence())
        regex = parts[0][0] if len(parts) == 1 else f"(?:{'|'.join(part[0] for part in parts)})"
        return regex, frozenset().union(*(part[1] for part in parts)), any(part[2] for part in parts)

    def _sequence(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = "", frozenset[str](), True
        while self._peek() not in ("", "|", ")"):
            part, begins, skipped = self._item()
            regex += part
            first |= begins if empty else frozenset()
            empty = empty and skipped
        return regex, first, empty

    def _item(self) -> tuple[str, frozenset[str], bool]:
        sign = self._peek()
        self._at += 1
        if sign == "..":
            return _GAP, frozenset(), False
        if sign == "(":
            found = self._choice()
            if self._peek() != ")":
                raise ValueError(f"a bracket stays open: {self._written!r}")
            self._at += 1
            return found
        stem = sign.rstrip("*")
        if sign.endswith("*") and len(stem) < _KEY:
            raise ValueError(f"the stem {sign!r} is too short: {self._written!r}")
        return f" {stem}" + ("[a-z0-9]*" if sign.endswith("*") else "(?= )"), frozenset([stem[:_KEY]]), False

    def _peek(self) -> str:
        return self._signs[self._at] if self._at < len(self._signs) else ""
