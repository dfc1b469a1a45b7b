"""Readable rules: sequences of words and ideas that tell danger, from `langue/data/guard_rules.json`.

A sequence is matched within one sentence. It is taken back by an idiom over the same words (« mort de rire ») or by an
idea of its group's `unless` in the sentence (a film, a match). What a rule weighs against the model is in `decide`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from langue.guard.concepts import Concepts, Hit
from langue.guard.text import DATA, fold, squeeze

_SHORT_GAP, _LONG_GAP = 3, 8
IDIOM = "idiom"


@dataclass(frozen=True)
class Group:
    """Rules that say the same: a kind of danger, and `now` and `who` where the words say it."""

    name: str
    kind: str
    now: bool
    who: str | None
    unless: frozenset[int]
    only: bool


@dataclass(frozen=True)
class Match:
    """A rule that holds: its group and the words it spans in the sentence."""

    group: Group
    begin: int
    end: int


@dataclass(frozen=True)
class _Part:
    """One place of a sequence: a gap, or any of these words, beginnings of words or ideas."""

    gap: int = 0
    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    ideas: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Sequence:
    group: Group
    parts: tuple[_Part, ...]


class Rules:
    """Every sequence, indexed by what it begins with."""

    def __init__(self, groups: Sequence[dict[str, object]], concepts: Concepts) -> None:
        self._idiom = concepts.index[IDIOM]
        self._by_word: dict[str, list[_Sequence]] = {}
        self._by_beginning: dict[str, list[_Sequence]] = {}
        self._by_idea: dict[int, list[_Sequence]] = {}
        self.groups: list[Group] = []
        for raw in groups:
            group = Group(
                name=str(raw["name"]),
                kind=str(raw["kind"]),
                now=bool(raw.get("now", False)),
                who=str(raw["who"]) if "who" in raw else None,
                unless=frozenset(concepts.index[name] for name in _strings(raw.get("unless", []))),
                only=bool(raw.get("only", False)),
            )
            self.groups.append(group)
            for phrase in _strings(raw["phrases"]):
                self._add(_Sequence(group, tuple(_part(word, concepts) for word in phrase.split())))
        self._lengths = sorted({len(key) for key in self._by_beginning})

    def _add(self, sequence: _Sequence) -> None:
        first = sequence.parts[0]
        if first.gap:
            raise ValueError(f"a rule of {sequence.group.name} begins with a gap")
        for word in first.words:
            self._by_word.setdefault(word, []).append(sequence)
        for beginning in first.beginnings:
            self._by_beginning.setdefault(beginning, []).append(sequence)
        for idea in first.ideas:
            self._by_idea.setdefault(idea, []).append(sequence)

    def find(self, words: Sequence[str], hits: Sequence[Hit], *, alone: bool) -> list[Match]:
        """Rules that hold in `words`, at most one a group; `alone`: the sentence is the whole message."""
        ends: dict[int, dict[int, int]] = {}
        present: set[int] = set()
        idioms: list[Hit] = []
        for hit in hits:
            places = ends.setdefault(hit.begin, {})
            places[hit.concept] = max(places.get(hit.concept, 0), hit.end)
            present.add(hit.concept)
            if hit.concept == self._idiom:
                idioms.append(hit)
        found: dict[str, Match] = {}
        for begin, word in enumerate(words):
            for sequence in self._starting(word, ends.get(begin, {})):
                group = sequence.group
                if group.name in found or group.unless & present or (group.only and not (alone and begin == 0)):
                    continue
                end = _follow(words, begin, sequence.parts, ends)
                if end == 0 or (group.only and end != len(words)):
                    continue
                if not any(idiom.begin < end and begin < idiom.end for idiom in idioms):
                    found[group.name] = Match(group, begin, end)
        return list(found.values())

    def _starting(self, word: str, ideas: dict[int, int]) -> list[_Sequence]:
        starting = list(self._by_word.get(word, ()))
        for length in self._lengths:
            if length > len(word):
                break
            starting += self._by_beginning.get(word[:length], ())
        for idea in ideas:
            starting += self._by_idea.get(idea, ())
        return starting


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _part(written: str, concepts: Concepts) -> _Part:
    if written in ("~", "~~"):
        return _Part(gap=_SHORT_GAP if written == "~" else _LONG_GAP)
    if not written.startswith("<"):
        return _words_part([written])
    names = written.strip("<>").split("|")
    plain = _words_part([name for name in names if name not in concepts.index])
    ideas = frozenset(concepts.index[name] for name in names if name in concepts.index)
    return _Part(words=plain.words, beginnings=plain.beginnings, ideas=ideas)


def _words_part(written: Sequence[str]) -> _Part:
    plain = [squeeze(fold(word)) for word in written]
    return _Part(
        words=frozenset(word for word in plain if not word.endswith("*")),
        beginnings=tuple(word[:-1] for word in plain if word.endswith("*")),
    )


def _follow(words: Sequence[str], at: int, parts: Sequence[_Part], ends: dict[int, dict[int, int]]) -> int:
    """The place after the last word when `parts` hold from `at` on, else 0."""
    for number, part in enumerate(parts):
        if part.gap:
            rest = parts[number + 1 :]
            if not rest:
                return at
            for skipped in range(part.gap + 1):
                if at + skipped >= len(words):
                    return 0
                end = _follow(words, at + skipped, rest, ends)
                if end:
                    return end
            return 0
        if at >= len(words):
            return 0
        after = _one(words[at], part, ends.get(at))
        if not after:
            return 0
        at = at + 1 if after < 0 else after
    return at


def _one(word: str, part: _Part, ideas: dict[int, int] | None) -> int:
    """-1 when `word` itself fits `part`, the place after an idea that fits, or 0."""
    if word in part.words or (part.beginnings and word.startswith(part.beginnings)):
        return -1
    if ideas and part.ideas:
        return max((end for idea, end in ideas.items() if idea in part.ideas), default=0)
    return 0


def load_rules(concepts: Concepts) -> Rules:
    """The rules of the package's data."""
    return Rules(json.loads((DATA / "guard_rules.json").read_text(encoding="utf-8"))["groups"], concepts)
