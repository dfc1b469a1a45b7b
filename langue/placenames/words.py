"""The word lists that decide whether a word can be a place; read once from `langue/data/`."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from langue.normalise import fold

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class PlaceWords:
    """Folded words, by what they tell about a neighbouring place name."""

    common: frozenset[str]  # French words that are, or nearly are, a name of commune
    first_names: frozenset[str]
    titles: frozenset[str]  # « madame », « famille »: a person's name follows
    streets: frozenset[str]  # « rue »: what follows names the street
    dedications: frozenset[str]  # « école », « église »: a saint that follows is a patron
    rivers: frozenset[str]  # near « la Loire », they make it the river
    never_heads: frozenset[str]  # beginnings of names that nobody uses alone for the commune
    weak: frozenset[str]  # names to be believed only with a sign that a place is meant
    trusted: frozenset[str]  # names that a dictionary knows too but that are hardly written for anything else
    spoken: frozenset[str]  # everyday words as they are misspelt, which resemble a name: « aurevoire »
    strict: frozenset[str]  # names to be believed only with a preposition and a capital
    adjectives: frozenset[str]  # names that are adjectives: nothing they could qualify may follow


def read_json(name: str) -> dict[str, Any]:
    """A JSON object of `langue/data/`."""
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """Every list, folded."""
    lists = {
        name: frozenset(map(fold, found))
        for name, found in read_json("place_words.json").items()
        if isinstance(found, list)
    }
    lines = (DATA / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return PlaceWords(common=frozenset(line for line in lines if line and line[0] != "#"), **lists)


def word_set(name: str) -> frozenset[str]:
    """A list of `place_context.json`: the words that stand around names of places."""
    return frozenset(_context()[name])


@lru_cache(maxsize=1)
def _context() -> dict[str, Any]:
    return read_json("place_context.json")
