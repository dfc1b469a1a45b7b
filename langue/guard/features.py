"""What the model sees of a sentence: hashed pieces of words, words and pairs, and the ideas found in it.

The vector has `SIZE` places: `GRAMS` hashed ones, then one an idea, then one an ordered pair of near ideas.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from langue.guard.concepts import Hit

GRAMS = 1 << 17
# Two ideas are near when at most this many words lie between their beginnings.
NEAR = 9
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 17)
_SPACE = 32

Indices = NDArray[np.int64]


def size(concepts: int) -> int:
    """Number of places of the vector for `concepts` ideas."""
    return GRAMS + concepts + concepts * concepts


def grams(words: Sequence[str]) -> Indices:
    """Hashed places of the pieces of 2 to 5 characters inside words, the words, and the pairs of words."""
    if not words:
        return np.empty(0, np.int64)
    codes = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le"), np.uint32).astype(np.uint64)
    space = codes == _SPACE
    found = [_word_places(codes, space)]
    rolled = codes.copy()
    for length in range(2, 6):
        if len(codes) < length:
            break
        rolled = rolled[: len(codes) - length + 1] * np.uint64(1_000_003) + codes[length - 1 :]
        inside = np.ones(len(rolled), bool)
        for offset in range(1, length - 1):
            inside &= ~space[offset : offset + len(rolled)]
        # A piece may begin or end with the space beside a word, not span two words.
        if length == 2:
            inside &= ~(space[:-1] & space[1:])
        found.append(_place(rolled[inside] + np.uint64(length)))
    return np.concatenate(found)


def _word_places(codes: NDArray[np.uint64], space: NDArray[np.bool_]) -> Indices:
    """Places of words and of pairs of words: a hash of each word from sums of its letters by place."""
    edges = np.flatnonzero(space)
    letters = (codes + np.uint64(7)) * _MULTIPLIER
    letters ^= letters >> np.uint64(29)
    number = np.cumsum(space) - 1
    within = (np.arange(len(codes)) - edges[number]).astype(np.uint64)
    weighed = letters * (within * np.uint64(2) + np.uint64(1))
    weighed[space] = 0
    whole = np.add.reduceat(weighed, edges[:-1]) if len(edges) > 1 else np.empty(0, np.uint64)
    pairs = whole[:-1] * np.uint64(31) + whole[1:]
    return np.concatenate([_place(whole), _place(pairs + np.uint64(99))])


def _place(hashes: NDArray[np.uint64]) -> Indices:
    return ((hashes * _MULTIPLIER) >> _SHIFT).astype(np.int64)


def ideas(hits: Sequence[Hit], concepts: int) -> set[int]:
    """Places of the ideas and of the ordered pairs of near ideas of one sentence."""
    found: set[int] = set()
    pairs = GRAMS + concepts
    for number, hit in enumerate(hits):
        found.add(GRAMS + hit.concept)
        for other in hits[number + 1 :]:
            if other.begin - hit.begin > NEAR:
                break
            if other.concept != hit.concept:
                found.add(pairs + hit.concept * concepts + other.concept)
    return found
