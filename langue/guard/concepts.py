"""Ideas that danger is told with (hitting, hiding, a weapon, tonight…), found in a sentence of plain words.

The lists are in `langue/data/guard_concepts.json`; a phrase is matched word by word, `*` ends a beginning of word and
`~` stands for up to three words. What the ideas weigh is learnt (`model`) or written down (`rules`), never here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from langue.guard.text import DATA, fold, squeeze

# At most this many words are skipped for a « ~ ».
GAP = 3
MAJORITY = 18
OLD_AGE = 65

_AGE_UNITS = {"ans", "an", "years", "yo", "anos", "ani", "jahre", "yasinda", "anni", "عام", "سنه"}
_SMALL_UNITS = {"mois", "semaines", "months", "meses", "mesi", "monate"}
_AGE_WORDS = {
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "cinq": 5, "quatre": 4, "trois": 3, "deux": 2,
}  # fmt: skip
SELF_MINOR, MINOR, OLD = "self_minor", "age_minor", "age_old"


@dataclass(frozen=True)
class Hit:
    """An idea found: its number in `Concepts.names`, the first word and the word after the last."""

    concept: int
    begin: int
    end: int


@dataclass(frozen=True)
class _Phrase:
    concept: int
    # Words after the first; a word that ends in * is a beginning, « ~ » a gap.
    rest: tuple[str, ...]


class Concepts:
    """The lists of ideas, indexed by the first word of each phrase."""

    def __init__(self, lists: dict[str, Sequence[str]]) -> None:
        self.names = [*lists, SELF_MINOR]
        self.index = {name: number for number, name in enumerate(self.names)}
        self._exact: dict[str, list[_Phrase]] = {}
        self._beginnings: dict[str, list[_Phrase]] = {}
        for name, groups in lists.items():
            for phrase in " | ".join(groups).split("|"):
                self._add(self.index[name], phrase.split())
        self._lengths = sorted({len(key) for key in self._beginnings})

    def _add(self, concept: int, words: list[str]) -> None:
        # Marks for what is computed rather than listed (ages).
        if not words or words[0].startswith("@"):
            return
        plain = [squeeze(fold(word)) for word in words]
        first, rest = plain[0], tuple(plain[1:])
        if first.endswith("*"):
            self._beginnings.setdefault(first[:-1], []).append(_Phrase(concept, rest))
        else:
            self._exact.setdefault(first, []).append(_Phrase(concept, rest))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every idea in `words`, in the order of their first words."""
        hits: list[Hit] = []
        for begin, word in enumerate(words):
            for phrase in self._exact.get(word, ()):
                end = _match(words, begin + 1, phrase.rest)
                if end:
                    hits.append(Hit(phrase.concept, begin, end))
            for length in self._lengths:
                if length > len(word):
                    break
                for phrase in self._beginnings.get(word[:length], ()):
                    end = _match(words, begin + 1, phrase.rest)
                    if end:
                        hits.append(Hit(phrase.concept, begin, end))
            hits += self._age(words, begin)
        return hits

    def _age(self, words: Sequence[str], at: int) -> list[Hit]:
        word = words[at]
        number = int(word) if word.isdecimal() and len(word) < 3 else _AGE_WORDS.get(word)
        if number is None or at + 1 >= len(words):
            return []
        if words[at + 1] in _SMALL_UNITS and (at == 0 or words[at - 1] not in ("depuis", "il")):
            return [Hit(self.index[MINOR], at, at + 2)] if number < 36 else []
        if words[at + 1] not in _AGE_UNITS:
            return []
        before = words[max(0, at - 2) : at]
        if number < MAJORITY:
            mine = before[-2:] in (["j", "ai"], ["tengo"], ["i", "m"]) or before[-1:] in (
                ["im"],
                ["g"],
                ["jai"],
                ["tengo"],
            )
            found = [Hit(self.index[MINOR], at, at + 2)]
            return [*found, Hit(self.index[SELF_MINOR], at, at + 2)] if mine and number > 5 else found
        return [Hit(self.index[OLD], at, at + 2)] if OLD_AGE <= number < 110 else []


def _match(words: Sequence[str], at: int, rest: Sequence[str]) -> int:
    """The place after the last word of the phrase that goes on at `at`, or 0 when it does not."""
    for number, wanted in enumerate(rest):
        if wanted == "~":
            for skipped in range(GAP + 1):
                end = _match(words, at + skipped, rest[number + 1 :])
                if end:
                    return end
            return 0
        if at >= len(words):
            return 0
        word = words[at]
        if word != wanted and not (wanted[-1] == "*" and word.startswith(wanted[:-1])):
            return 0
        at += 1
    return at


def load_concepts() -> Concepts:
    """The concepts of the package's data."""
    return Concepts(json.loads((DATA / "guard_concepts.json").read_text(encoding="utf-8"))["concepts"])
