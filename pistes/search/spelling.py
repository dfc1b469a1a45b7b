"""Corrects words that no record holds against those that titles, keywords and places hold."""

from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 4


class Speller:
    """Finds the nearest known word; words are folded. Adding or swapping one letter is one mistake."""

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = {}
        self._known = frozenset(word for word in words if word.isalpha())
        for word in sorted(self._known):
            if len(word) >= SHORTEST:
                by_length.setdefault(len(word), []).append(word)
        self._by_length: dict[int, Sequence[str]] = dict(by_length)
        self._cache: dict[str, str | None] = {}

    def knows(self, word: str) -> bool:
        """Whether a record holds the word as it is."""
        return word in self._known

    def correct(self, word: str, frequency: Callable[[str], int]) -> str | None:
        """The word meant: one mistake in 4 to 7 letters, two in more; the more frequent wins, then the alphabet.

        None when no word is near enough. The first letter is trusted in short words.
        """
        if word not in self._cache:
            if len(self._cache) > 10_000:
                self._cache.clear()
            self._cache[word] = self._nearest(word, frequency)
        return self._cache[word]

    def _nearest(self, word: str, frequency: Callable[[str], int]) -> str | None:
        if len(word) < SHORTEST or not word.isalpha():
            return None
        allowed = 1 if len(word) < 8 else 2
        found: list[tuple[float, int, str]] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for other, mistakes, _index in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=DamerauLevenshtein.distance,
                score_cutoff=allowed,
                limit=None,
            ):
                if other[0] == word[0] or len(word) > 5:
                    found.append((mistakes, -frequency(other), other))
        return min(found)[2] if found else None
