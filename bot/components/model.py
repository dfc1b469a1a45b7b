"""The intent model: what is trained, what is kept on disk, how one message is scored. Knows nothing of Rasa.

Two members whose scores are added: a linear support vector machine over n-grams and the sentence vector, and a softmax
layer over the vector of the encoder tuned on our sentences. On disk: `model.json` (names, vocabularies, settings) and
`model.npz` (arrays), no pickle. Public: `IntentModel.fit`, `.probabilities`, `.save`, `.load`.
"""

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.components import encoder
from bot.components.features import ANALYSERS, Vectoriser, Writing

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """What training may vary, from `config.yml`; each value was chosen by cross-validation by voice (docs/decisions/).

    `c` and `encoder_weight` belong to the support vector machine, `tuned_weight` is the weight of the tuned encoder's
    scores beside it, `epochs` its passes over the sentences (0: no tuning). `temperature` divides the sum.
    """

    c: float = 0.5
    encoder_weight: float = 0.5
    tuned_weight: float = 0.18
    epochs: int = 4
    temperature: float = 0.3
    seed: int = 1


@dataclass
class Linear:
    """The support vector machine: one weight matrix (grams, intents) a vectoriser, `dense` (512, intents) or empty."""

    vectorisers: list[Vectoriser]
    sparse: list[Floats]
    dense: Floats
    centre: Floats
    bias: Floats

    @classmethod
    def fit(
        cls, texts: Sequence[str], written: Sequence[Writing], labels: Sequence[str], settings: Settings
    ) -> "Linear":
        """Train on texts, the same texts written one way, and their intents."""
        masked = [one.masked for one in written]
        vectorisers = [Vectoriser.fit(analyser, masked) for analyser in ANALYSERS]
        blocks = [vectoriser.matrix(masked) for vectoriser in vectorisers]
        centre = np.zeros(0, dtype=np.float32)
        if settings.encoder_weight > 0 and encoder.available():
            vectors = encoder.encode([text.lower() for text in texts])
            centre = vectors.mean(axis=0)
            blocks.append(csr_matrix(_centred(vectors, centre) * settings.encoder_weight))
        machine = LinearSVC(C=settings.c, random_state=settings.seed).fit(hstack(blocks).tocsr(), np.asarray(labels))
        weights = machine.coef_.T.astype(np.float32)
        ends = np.cumsum([0, *(len(vectoriser.vocabulary) for vectoriser in vectorisers)])
        sparse = [np.ascontiguousarray(weights[start:end]) for start, end in itertools.pairwise(ends)]
        dense = weights[ends[-1] :] * settings.encoder_weight
        return cls(vectorisers, sparse, dense, centre, machine.intercept_.astype(np.float32))

    def scores(self, text: str, written: Writing) -> Floats:
        """One score an intent."""
        total = self.bias.copy()
        for vectoriser, weights in zip(self.vectorisers, self.sparse, strict=True):
            columns, values = vectoriser.row(written.masked)
            total += values @ weights[columns]
        if len(self.centre):
            total += _centred(encoder.encode([text.lower()]), self.centre)[0] @ self.dense
        return total


class TunedMember:
    """The encoder tuned on our sentences, with its softmax layer."""

    def __init__(self, weights: dict[str, Floats], centre: Floats, head: Floats, bias: Floats) -> None:
        self.weights = weights
        self.centre, self.head, self.bias = centre, head, bias
        self._encoder = encoder.Tuned(weights)

    @classmethod
    def fit(cls, written: Sequence[Writing], numbers: NDArray[np.int32], settings: Settings) -> "TunedMember":
        """Tune on texts written one way and the numbers of their intents."""
        # Imported here: it brings TensorFlow, which only training needs.
        from bot.components.tuning import Recipe, tune

        recipe = Recipe(epochs=settings.epochs, seed=settings.seed)
        weights, head = tune([one.expanded for one in written], numbers, recipe)
        return cls(weights, head.centre, head.weights, head.bias)

    def scores(self, written: Writing) -> Floats:
        """One score an intent."""
        vector = self._encoder.encode([written.expanded])[0]
        return np.asarray((vector - self.centre) @ self.head + self.bias, dtype=np.float32)


@dataclass
class IntentModel:
    """Both members; `tuned` is None in a model trained without the encoder."""

    settings: Settings
    names: list[str]
    linear: Linear
    tuned: TunedMember | None

    @classmethod
    def fit(
        cls, texts: Sequence[str], written: Sequence[Writing], labels: Sequence[str], settings: Settings
    ) -> "IntentModel":
        """Train on texts, the same written one way, and their intents; about two minutes for 9,000, mostly tuning."""
        names = sorted(set(labels))
        tuned = None
        if settings.epochs > 0 and encoder.available():
            numbers = np.array([names.index(label) for label in labels], dtype=np.int32)
            tuned = TunedMember.fit(written, numbers, settings)
        return cls(settings, names, Linear.fit(texts, written, labels, settings), tuned)

    def scores(self, text: str, written: Writing) -> Floats:
        """One score an intent, in the order of `names`."""
        total = self.linear.scores(text, written)
        if self.tuned is not None:
            total += self.settings.tuned_weight * self.tuned.scores(written)
        return total

    def probabilities(self, text: str, written: Writing) -> Floats:
        """Calibrated probabilities, in the order of `names`."""
        return softmax(self.scores(text, written) / self.settings.temperature)

    def save(self, folder: Path) -> None:
        """Write the model into an existing folder."""
        linear = self.linear
        described = {
            "settings": asdict(self.settings),
            "names": self.names,
            "vectorisers": [{"analyser": one.analyser, "grams": list(one.vocabulary)} for one in linear.vectorisers],
        }
        (folder / "model.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        arrays = {"dense": linear.dense, "bias": linear.bias, "centre": linear.centre}
        for number, (vectoriser, weights) in enumerate(zip(linear.vectorisers, linear.sparse, strict=True)):
            arrays |= {f"idf{number}": vectoriser.idf, f"sparse{number}": weights}
        if self.tuned is not None:
            arrays |= {"head_centre": self.tuned.centre, "head": self.tuned.head, "head_bias": self.tuned.bias}
            arrays |= {f"tuned_{name}": value for name, value in self.tuned.weights.items()}
        np.savez(folder / "model.npz", **arrays)

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote. Raises OSError when it is not there, RuntimeError when the encoder is missing."""
        described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as stored:
            arrays = dict(stored)
        if (len(arrays["centre"]) or "head" in arrays) and not encoder.available():
            raise RuntimeError("this model was trained with the sentence encoder, which is not installed: train again")
        vectorisers = [
            Vectoriser(one["analyser"], {gram: at for at, gram in enumerate(one["grams"])}, arrays[f"idf{number}"])
            for number, one in enumerate(described["vectorisers"])
        ]
        sparse = [arrays[f"sparse{number}"] for number in range(len(vectorisers))]
        linear = Linear(vectorisers, sparse, arrays["dense"], arrays["centre"], arrays["bias"])
        tuned = None
        if "head" in arrays:
            weights = {name.removeprefix("tuned_"): one for name, one in arrays.items() if name.startswith("tuned_")}
            tuned = TunedMember(weights, arrays["head_centre"], arrays["head"], arrays["head_bias"])
        return cls(Settings(**described["settings"]), described["names"], linear, tuned)


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True), dtype=np.float32)


def _centred(vectors: Floats, centre: Floats) -> Floats:
    """Unit rows around the centre of the training texts."""
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)
