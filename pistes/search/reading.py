"""Reads what was typed: places, details, kinds, procedures and audience, and what is left to look for."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from langue.dates import find_date_span
from langue.normalise import fold, words
from pistes.search.lexicon import Lexicon, lexicon
from pistes.search.places import MOST_KEYWORDS, PlaceReader
from pistes.search.spelling import Speller
from pistes.search.statistics import Statistics
from pistes.search.stems import stem
from pistes.search.terms import Reading, TermReader

# « 9 ans », « 18 mois »: a number that counts something is no word to look for.
_COUNTED = re.compile(r"\b\d+(?:\s*(?:-|a|et|/)\s*\d+)?\s*(?=ans?\b|mois\b|euros?\b|h\b|km\b|eme\b)")


class Reader:
    """Reads queries with one vocabulary, one set of places and the statistics of the moment."""

    def __init__(self, places: PlaceReader | None, statistics: Statistics, speller: Speller) -> None:
        self._places = places
        self._statistics = statistics
        self._speller = speller
        self._lexicon: Lexicon = lexicon()
        self._terms = TermReader(statistics)

    def read(self, text: str, kinds: Sequence[str], now: datetime) -> Reading:
        """Read a query of keywords or a whole question; `kinds` are those wanted already."""
        folded = fold(text)
        reading = Reading(text=folded)
        if not kinds:
            folded = _take_dates(reading, text, folded, now)
        folded = self._take_places(reading, text, folded, keywords=not kinds)
        said = self._respell(reading, folded)
        if reading.corrected and not kinds and not reading.insee and not reading.areas:
            # A misspelt town may have been corrected as a word of a title: it is a place all the same.
            joined = " ".join(said)
            said = words(self._take_places(reading, joined, joined, keywords=True))
        if not kinds and len(said) <= MOST_KEYWORDS:
            said = [long for word in said for long in self._lexicon.abbreviations.get(word, (word,))]
        return self._terms.read(reading, said, kinds)

    def _take_places(self, reading: Reading, text: str, folded: str, *, keywords: bool) -> str:
        if self._places is None or not text.strip():
            return folded
        place = self._places.read(text, keywords=keywords, known=self._is_known)
        reading.insee, reading.areas = place.insee, place.areas
        reading.departments = place.departments or reading.departments
        reading.names += [word for begin, end in place.spans for word in words(folded[begin:end])]
        return _blank(folded, place.spans)

    def _is_known(self, word: str) -> bool:
        """Whether a record holds the word."""
        return bool(self._statistics.of(stem(word)))

    def _respell(self, reading: Reading, folded: str) -> list[str]:
        """The words left, those that no record and no vocabulary knows replaced by the nearest known one."""
        said = [word for word in words(_COUNTED.sub(" ", folded)) if len(word) > 1 or word.isdigit()]
        fixed: dict[str, str] = {}
        for word in said:
            known = word in self._lexicon.words or self._speller.knows(word) or self._is_known(word)
            if not known and stem(word) not in self._lexicon.concepts.by_first:
                better = self._speller.correct(word, lambda other: self._statistics.of(stem(other)))
                if better is not None:
                    fixed[word] = better
        if fixed:
            reading.corrected = _replace(reading.text, fixed)
        return [fixed.get(word, word) for word in said]


def _replace(folded: str, fixed: Mapping[str, str]) -> str:
    """The query with its wrong words replaced: what « Résultats pour … » shows."""
    return re.sub(r"[a-z0-9]+", lambda match: fixed.get(match.group(), match.group()), folded).strip()


def _take_dates(reading: Reading, text: str, folded: str, now: datetime) -> str:
    found = find_date_span(text, now)
    if found is None:
        return folded
    reading.span = (found.date_from, found.date_to)
    # « Noël », « carnaval » are words of titles too: only the numbers are no words to look for.
    digits = [match.span() for match in re.finditer(r"\d+", folded[found.start : found.end])]
    return _blank(folded, [(found.start + begin, found.start + end) for begin, end in digits])


def _blank(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """`folded` with spaces instead of what was read already; offsets stay."""
    kept = list(folded)
    for begin, end in spans:
        kept[begin:end] = " " * (end - begin)
    return "".join(kept)
