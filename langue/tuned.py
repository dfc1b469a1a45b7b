"""The sentence encoder tuned on our sentences, with one score a class of message.

A class is an intent; danger is split by kind and moment (`emergency:suicide:now`), so that one training serves both the
bot's intents and the guard. Made by `bot/components/tuning.py`, kept as `tuned.npz` in the model's archive.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from langue import encoder
from langue.normalise import one_spelling

Floats = NDArray[np.float32]

FILE = "tuned.npz"
DANGER = "emergency"
# Characters read of a message before its spelling is made one.
LONGEST = 1_000


@dataclass
class TunedClasses:
    """Weights of the encoder, the layer `(vector - centre) @ head + bias`, and the name of each of its columns."""

    weights: Mapping[str, Floats]
    centre: Floats
    head: Floats
    bias: Floats
    names: Sequence[str]
    _encoder: encoder.Tuned = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._encoder = encoder.Tuned(self.weights)

    def scores(self, texts: Sequence[str]) -> Floats:
        """One row a text, one column a class: unscaled log-probabilities."""
        vectors = self._encoder.encode([one_spelling(text[:LONGEST]) for text in texts])
        return np.asarray((vectors - self.centre) @ self.head + self.bias, dtype=np.float32)

    def columns(self, wanted: Callable[[str], bool]) -> NDArray[np.intp]:
        """The columns whose name is `wanted`."""
        return np.flatnonzero([wanted(name) for name in self.names])

    def save(self, path: Path) -> None:
        """Write one file, without pickle."""
        arrays: dict[str, Any] = {f"weights_{name}": value for name, value in self.weights.items()}
        arrays |= {"centre": self.centre, "head": self.head, "bias": self.bias, "names": np.array(self.names)}
        np.savez(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "TunedClasses":
        """Read what `save` wrote. Raises OSError without the file, ValueError when it is broken, RuntimeError without the
        encoder."""
        if not encoder.available():
            raise RuntimeError("this model was trained with the sentence encoder, which is not installed: train again")
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = dict(stored)
            weights = {
                name.removeprefix("weights_"): value for name, value in arrays.items() if name.startswith("weights_")
            }
            names = [str(name) for name in arrays["names"]]
            return cls(weights, arrays["centre"], arrays["head"], arrays["bias"], names)
        except (KeyError, ValueError, EOFError, BadZipFile) as error:
            raise ValueError(f"{path.name} is broken: {error}") from error


def together(scores: Floats, columns: NDArray[np.intp]) -> Floats:
    """Log of the summed probabilities of `columns`, along the last axis; -inf for no column."""
    chosen = scores[..., columns]
    if not chosen.shape[-1]:
        return np.full(scores.shape[:-1], -np.inf, dtype=np.float32)
    highest = chosen.max(axis=-1, keepdims=True)
    return np.asarray(np.log(np.exp(chosen - highest).sum(axis=-1)) + highest[..., 0], dtype=np.float32)
