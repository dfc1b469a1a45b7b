"""Finds the place in a query. Sentences are read by `langue.places`; keywords, which have no preposition nor capital to
tell a place from a word, are tried one after another as if each were the whole message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from langue.normalise import fold, key, words
from pistes.search.lexicon import LINKS, lexicon

# Longer texts are sentences: the ordinary reading is enough.
MOST_KEYWORDS = 8
LONGEST_NAME = 5
_CACHED = 20_000
# Places elsewhere stay words: records may name them.
_TAKEN = frozenset({"commune", "area", "department", "postcode", "refused", "also"})


class FoundPlaces(Protocol):
    """What `langue.places.find_places` gives, as far as the search needs it."""

    @property
    def commune(self) -> Any: ...
    @property
    def candidates(self) -> Sequence[Any]: ...
    @property
    def department(self) -> str | None: ...
    @property
    def area(self) -> Any: ...
    @property
    def spans(self) -> Sequence[tuple[int, int, str]]: ...


@dataclass(frozen=True)
class PlaceRead:
    """The place of a query: INSEE codes and département codes. `spans`: offsets of what was read, to be left out."""

    insee: str | None = None
    areas: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class PlaceReader:
    """Reads places with one finder (text → `FoundPlaces`)."""

    def __init__(self, find: Callable[[str], FoundPlaces]) -> None:
        self._find = find
        self._find_name = lru_cache(maxsize=_CACHED)(find)

    def read(self, text: str, *, keywords: bool, known: Callable[[str], bool]) -> PlaceRead:
        """The place in `text`. `keywords`: the text may be a list of words; `known`: words that records hold."""
        read = _read(self._find(text))
        if read.insee or read.areas or not keywords:
            return read
        folded = fold(text)
        said = words(folded)
        if not said or len(said) > MOST_KEYWORDS:
            return read
        named = self._keyword(folded, said, known)
        if named is None:
            return read
        return PlaceRead(named.insee, named.areas, read.departments, (*read.spans, *named.spans))

    def _keyword(self, folded: str, said: Sequence[str], known: Callable[[str], bool]) -> PlaceRead | None:
        """The longest run of words that names a place by itself; a misspelt one only if no record holds it."""
        offsets = _offsets(folded, said)
        vocabulary = lexicon().words
        for size in range(min(LONGEST_NAME, len(said)), 0, -1):
            for start in range(len(said) - size + 1):
                run = said[start : start + size]
                if all(word in vocabulary for word in run) or run[-1] in LINKS:
                    continue
                begin, end = offsets[start][0], offsets[start + size - 1][1]
                found = self._find_name(folded[begin:end])
                places = [found.commune] if found.commune else list(found.candidates)
                if not places and found.area is None:
                    continue
                if found.area is None and all(known(word) for word in run) and not any(map(_is_named(run), places)):
                    continue
                read = _read(found)
                return PlaceRead(read.insee, read.areas, read.departments, ((begin, end),))
        return None


def _read(found: FoundPlaces) -> PlaceRead:
    area = tuple(sorted(found.area.insee)) if found.area is not None else ()
    candidates = tuple(commune.insee for commune in found.candidates or ())
    return PlaceRead(
        insee=found.commune.insee if found.commune is not None else None,
        areas=() if found.commune is not None else area or candidates,
        departments=(found.department,) if found.department else (),
        spans=tuple((begin, end) for begin, end, kind in found.spans if kind in _TAKEN),
    )


def _is_named(run: Sequence[str]) -> Callable[[Any], bool]:
    """Whether a commune's name, or an alias, begins with the words of `run`, articles and « saint » aside."""
    said = [word for word in key(" ".join(run)).split() if word not in LINKS]

    def named(commune: Any) -> bool:
        names = (commune.name, *getattr(commune, "aliases", ()), *getattr(commune, "former", ()))
        return any([word for word in key(name).split() if word not in LINKS][: len(said)] == said for name in names)

    return named


def _offsets(folded: str, said: Sequence[str]) -> list[tuple[int, int]]:
    found, position = [], 0
    for word in said:
        begin = folded.index(word, position)
        position = begin + len(word)
        found.append((begin, position))
    return found
