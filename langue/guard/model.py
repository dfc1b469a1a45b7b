"""The small linear model beside the rules: one weight a feature for danger, its kind, its immediacy and who writes.

Weights are whole numbers of one byte, with a scale a row; loaded with numpy alone, made by `langue.guard.train`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).parent / "model.npz"


@dataclass(frozen=True)
class Scores:
    """Log-odds of danger, of immediacy and of each kind; the likeliest writer."""

    danger: float
    immediate: float
    kinds: dict[str, float]
    writer: str


class GuardModel:
    """Weights by row: danger, immediate, then one a kind and one a writer."""

    def __init__(
        self,
        weights: NDArray[np.int8],
        scales: NDArray[np.float32],
        biases: NDArray[np.float32],
        names: Sequence[str],
        vocabulary: dict[str, float],
    ) -> None:
        # Costs of the words that glued words are cut into.
        self.vocabulary = vocabulary
        # By feature first: the few features of a message are then neighbours in memory.
        self._weights = np.ascontiguousarray(weights.T)
        self._scales, self._biases = scales, biases
        self._kinds = [(row, name[5:]) for row, name in enumerate(names) if name.startswith("kind:")]
        self._writers = [(row, name[7:]) for row, name in enumerate(names) if name.startswith("writer:")]

    def score(self, features: Sequence[int]) -> Scores:
        """Scores of a message from the places of its features (see `features`), each counted once."""
        index = np.fromiter(features, np.int64, len(features))
        sums = self._weights[index].sum(axis=0, dtype=np.int32)
        rows = sums * self._scales / np.sqrt(max(1, len(features))) + self._biases
        kinds = {name: float(rows[row]) for row, name in self._kinds}
        writer = max(self._writers, key=lambda pair: float(rows[pair[0]]))[1]
        return Scores(float(rows[0]), float(rows[1]), kinds, writer)


@lru_cache(maxsize=1)
def load_model() -> GuardModel:
    """The model of the package."""
    with np.load(FILE, allow_pickle=False) as stored:
        vocabulary = dict(zip(stored["words"].tolist(), stored["costs"].tolist(), strict=True))
        names = [str(name) for name in stored["names"]]
        return GuardModel(stored["weights"], stored["scales"], stored["biases"], names, vocabulary)
