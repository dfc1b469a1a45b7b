"""The search's own vocabulary, read once from `synonyms.yml`: concepts, details, kinds, words that say nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from pistes.search.stems import split, stem

FILE = Path(__file__).with_name("synonyms.yml")
# Raised when documents must be made again though the file is the same.
FORMAT = 2
# Left out of phrases: « maison de l'autonomie » and « maison autonomie » are one.
LINKS = frozenset({"le", "la", "les", "de", "des", "du", "au", "aux", "et", "en", "un", "une", "pour", "sur"})


# (first word, end, meaning) of a phrase found in a list of stems.
Span = tuple[int, int, str]


@dataclass
class Phrases:
    """Phrases of stems, found in a list of stems by their first one; the longest wins."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, phrase: str, meaning: str) -> None:
        """Remember that `phrase` means `meaning`."""
        stems = tuple(stem(word) for word in split(phrase) if word not in LINKS)
        if stems:
            entries = self.by_first.setdefault(stems[0], [])
            entries.append((stems, meaning))
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, stems: Sequence[str]) -> list[Span]:
        """(first, end, meaning) of the phrases in `stems`, which hold no link word; they may overlap."""
        found: list[Span] = []
        for position, first in enumerate(stems):
            for phrase, meaning in self.by_first.get(first, ()):
                end = position + len(phrase)
                if tuple(stems[position:end]) == phrase:
                    found.append((position, end, meaning))
        return found


@dataclass(frozen=True)
class Lexicon:
    """What `synonyms.yml` says, by stems. `version` changes with the file."""

    concepts: Phrases
    also: Mapping[str, Sequence[str]]
    abbreviations: Mapping[str, Sequence[str]]
    details: Phrases
    kinds: Phrases
    vague: frozenset[str]
    stop: frozenset[str]
    words: frozenset[str]
    version: str


def content(words: Iterable[str]) -> list[str]:
    """Stems of words that may be part of a phrase, in order."""
    return [stem(word) for word in words if word not in LINKS]


@cache
def lexicon() -> Lexicon:
    """The vocabulary; read from disk once."""
    raw = FILE.read_bytes()
    data: dict[str, Any] = yaml.safe_load(raw)
    concepts, details, kinds = Phrases(), Phrases(), Phrases()
    for target, section in ((concepts, "concepts"), (details, "details"), (kinds, "kinds")):
        for name, phrases in data[section].items():
            for phrase in phrases:
                target.add(str(phrase), name)
    known = {
        word
        for section in ("concepts", "details", "kinds")
        for phrases in data[section].values()
        for phrase in phrases
        for word in split(str(phrase))
    }
    stop = frozenset(word for entry in data["stop"] for word in split(str(entry)))
    return Lexicon(
        concepts=concepts,
        also={str(name): [str(other) for other in others] for name, others in data["also"].items()},
        abbreviations={str(short): split(str(words)) for short, words in data["abbreviations"].items()},
        details=details,
        kinds=kinds,
        vague=frozenset(stem(word) for entry in data["vague"] for word in split(str(entry))),
        stop=stop,
        words=frozenset(known) | stop | frozenset(data["abbreviations"]),
        version=hashlib.sha256(raw).hexdigest()[:16] + f"-{FORMAT}",
    )
