"""Text → weighted n-grams: the sparse half of what the intent classifier sees.

Public: `Writing` (a message written one way), `Vectoriser` (TF-IDF over characters or words, kept as plain JSON and
numpy). Written here rather than taken from scikit-learn so that a model holds no pickle and one message costs 0.2 ms.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from langue.gazetteer import Gazetteer
from langue.normalise import one_spelling
from langue.places import find_places

Floats = NDArray[np.float32]

# Any commune teaches something about every commune: names give way to their kind.
PLACE_WORDS = {
    "commune": "zcommune",
    "refused": "zrefused",
    "department": "zdepartment",
    "area": "zarea",
    "outside": "zoutside",
    "postcode": "zpostcode",
}
# Criteria whose presence tells something of the intent ("le 2e": a choice); dates were measured and tell nothing.
TELLING = (
    "age", "age_max", "audience", "detail", "free", "joint", "language", "ordinal", "price_asked", "procedure", "reaction",
    "same_again", "theme",
)  # fmt: skip
# Characters read of a message; what a resident asks is said before.
LONGEST = 1_000
_TOKEN = re.compile(r"[a-z0-9_]+|[?!]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Writing:
    """A message in one spelling.

    `expanded` is folded with SMS written out; `masked` is the same with places and numbers replaced by their kind, followed
    by one word for each criterion said.
    """

    expanded: str
    masked: str

    @classmethod
    def of(cls, text: str, gazetteer: Gazetteer | None, criteria: Collection[str] = ()) -> "Writing":
        """`criteria` are the keys said by the message. Without a gazetteer, places stay as they are."""
        text = text[:LONGEST]
        kinds = _mask_places(text, gazetteer) if gazetteer else text
        expanded = one_spelling(text)
        masked = expanded if kinds == text else one_spelling(kinds)
        masked = _DIGITS.sub(lambda found: f"z{len(found.group())}n", masked)
        said = "".join(f" k{key.replace('_', '')}" for key in TELLING if key in criteria)
        return cls(expanded, masked + said)


def _mask_places(text: str, gazetteer: Gazetteer) -> str:
    for start, end, kind in sorted(find_places(text, gazetteer).spans, reverse=True):
        if kind in PLACE_WORDS:
            text = f"{text[:start]} {PLACE_WORDS[kind]} {text[end:]}"
    return text


def word_grams(written: str) -> list[str]:
    """Words and pairs of neighbouring words; « ? » and « ! » count as words."""
    tokens = _TOKEN.findall(written)
    return tokens + [f"{first} {second}" for first, second in itertools.pairwise(tokens)]


def character_grams(written: str) -> list[str]:
    """Runs of 2 to 5 characters inside each space-separated word, a space marking its ends."""
    grams: list[str] = []
    for word in written.split(" "):
        padded = f" {word} "
        size = len(padded)
        for length in range(2, 6):
            if size <= length:
                grams.append(padded)
                break
            grams.extend(padded[start : start + length] for start in range(size - length + 1))
    return grams


ANALYSERS: dict[str, Callable[[str], list[str]]] = {"words": word_grams, "characters": character_grams}


@dataclass
class Vectoriser:
    """TF-IDF with sublinear counts and unit rows. `vocabulary` maps a gram to its column, `idf` has one value a column."""

    analyser: str
    vocabulary: dict[str, int]
    idf: Floats

    @classmethod
    def fit(cls, analyser: str, written: Sequence[str], least: int = 2) -> "Vectoriser":
        """Keep the grams found in at least `least` of the texts."""
        counts: dict[str, int] = {}
        for text in written:
            for gram in set(ANALYSERS[analyser](text)):
                counts[gram] = counts.get(gram, 0) + 1
        kept = sorted(gram for gram, count in counts.items() if count >= least)
        idf = np.log((1 + len(written)) / (1 + np.array([counts[gram] for gram in kept]))) + 1
        return cls(analyser, {gram: column for column, gram in enumerate(kept)}, idf.astype(np.float32))

    def row(self, written: str) -> tuple[NDArray[np.intp], Floats]:
        """Columns and values of one text; both empty when no gram is known."""
        counts: dict[int, int] = {}
        find = self.vocabulary.get
        for gram in ANALYSERS[self.analyser](written):
            column = find(gram)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        columns = np.fromiter(counts.keys(), dtype=np.intp, count=len(counts))
        values = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1 + np.log(values)) * self.idf[columns]
        norm = float(np.sqrt(values @ values))
        return columns, np.asarray(values / norm if norm else values, dtype=np.float32)

    def matrix(self, written: Iterable[str]) -> csr_matrix:
        """One row a text, for training."""
        indices, values, ends = [], [], [0]
        for text in written:
            columns, row = self.row(text)
            indices.append(columns)
            values.append(row)
            ends.append(ends[-1] + len(columns))
        return csr_matrix(
            (np.concatenate(values), np.concatenate(indices), np.array(ends)),
            shape=(len(ends) - 1, len(self.vocabulary)),
        )
