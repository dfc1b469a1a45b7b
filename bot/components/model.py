"""The intent model: what is trained, what is kept on disk, how one message is scored. Knows nothing of Rasa.

A cascade. First a linear support vector machine over n-grams alone (0.5 ms), which is enough for the plain messages. Where
its best score is not clearly ahead, two members whose scores are added: the same machine with the sentence vector beside
the n-grams, and a softmax layer over the vector of the encoder tuned on our sentences. Where these still hesitate, the deep
encoder (`langue.deep`) is heard too, if this process was given it. On disk: `model.json` (names, vocabularies, settings),
`model.npz` and `tuned.npz` (arrays), no pickle.

Public: `IntentModel.fit`, `.probabilities`, `.save`, `.load`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from bot.components.features import ANALYSERS, Vectoriser, Writing
from langue import encoder
from langue.deep import DeepEncoder
from langue.tuned import FILE, TunedClasses, together

Floats = NDArray[np.float32]
Row = tuple[NDArray[np.intp], Floats]


@dataclass(frozen=True)
class Settings:
    """What training may vary, from `config.yml`; each value was chosen by cross-validation by voice (docs/decisions/).

    `c` and `encoder_weight` belong to the support vector machines, `tuned_weight` is the weight of the tuned encoder's
    scores, `epochs` its passes over the sentences (0: no tuning). `temperature` divides the sum of scores,
    `quick_temperature` those of the n-grams alone; these decide when they lead by `quick_lead` or more. Below `deep_lead` of
    the sum, `deep_weight` times the log-probabilities of the deep encoder are added.
    """

    c: float = 0.5
    encoder_weight: float = 0.5
    tuned_weight: float = 0.18
    epochs: int = 4
    temperature: float = 0.3
    quick_temperature: float = 0.3
    quick_lead: float = 1.0
    deep_weight: float = 0.2
    deep_lead: float = 0.5
    # Share of the sentences that the machines learn a second time with slips of the finger (`noise`).
    misspelt: float = 0.3
    seed: int = 1


@dataclass
class Linear:
    """A support vector machine: `sparse` has one weight matrix (grams, intents) a vectoriser; `dense` (512, intents) and
    `centre` (512) are empty without the sentence vector."""

    sparse: list[Floats]
    bias: Floats
    dense: Floats
    centre: Floats

    @classmethod
    def fit(
        cls, blocks: Sequence[csr_matrix], vectors: Floats | None, labels: Sequence[str], settings: Settings
    ) -> "Linear":
        """Train on the matrices of the vectorisers and, if given, the sentence vectors of the same texts."""
        used, centre = list(blocks), np.zeros(0, dtype=np.float32)
        if vectors is not None:
            centre = vectors.mean(axis=0)
            used.append(csr_matrix(_centred(vectors, centre) * settings.encoder_weight))
        machine = LinearSVC(C=settings.c, random_state=settings.seed).fit(hstack(used).tocsr(), np.asarray(labels))
        weights = machine.coef_.T.astype(np.float32)
        ends = np.cumsum([0, *(block.shape[1] for block in blocks)])
        sparse = [np.ascontiguousarray(weights[start:end]) for start, end in pairwise(ends)]
        dense = weights[ends[-1] :] * settings.encoder_weight
        return cls(sparse, machine.intercept_.astype(np.float32), dense, centre)

    def scores(self, rows: Sequence[Row], text: str) -> Floats:
        """One score an intent."""
        total = self.bias.copy()
        for (columns, values), weights in zip(rows, self.sparse, strict=True):
            total += values @ weights[columns]
        if len(self.centre):
            total += _centred(encoder.encode([text.lower()]), self.centre)[0] @ self.dense
        return total


class TunedMember:
    """The encoder tuned on our sentences, its classes brought together by intent."""

    def __init__(self, classes: TunedClasses, intents: Sequence[str]) -> None:
        self.classes = classes
        self._columns = [classes.columns(lambda name, of=intent: name.split(":")[0] == of) for intent in intents]

    @classmethod
    def fit(
        cls, written: Sequence[Writing], classes: Sequence[str], intents: Sequence[str], settings: Settings
    ) -> "TunedMember":
        """Tune on texts written one way and their classes (`langue.tuned`)."""
        # Imported here: it brings TensorFlow, which only training needs.
        from bot.components.tuning import Recipe, tune

        names = sorted(set(classes))
        numbers = np.array([names.index(name) for name in classes], dtype=np.int32)
        recipe = Recipe(epochs=settings.epochs, seed=settings.seed)
        weights, head = tune([one.expanded for one in written], numbers, recipe)
        return cls(TunedClasses(weights, head.centre, head.weights, head.bias, names), intents)

    def scores(self, text: str) -> Floats:
        """One score an intent."""
        row = self.classes.scores([text])[0]
        return np.array([together(row, columns) for columns in self._columns], dtype=np.float32)


@dataclass
class IntentModel:
    """The cascade; `full` and `tuned` are None in a model trained without the encoder, `tuned` in one without tuning.

    `masks_places` tells how the training texts were written, and so how messages must be.
    """

    settings: Settings
    masks_places: bool
    names: list[str]
    vectorisers: list[Vectoriser]
    quick: Linear
    full: Linear | None
    tuned: TunedMember | None
    deep: DeepEncoder | None = None

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        written: Sequence[Writing],
        labels: Sequence[str],
        settings: Settings,
        masks_places: bool = True,
        classes: Sequence[str] | None = None,
        originals: int | None = None,
    ) -> "IntentModel":
        """Train on texts, the same written one way, and their intents; about two minutes for 9,000, mostly tuning.

        `classes` are finer than the intents for the tuned encoder (`langue.tuned`), the intents themselves by default. It
        learns from the first `originals` texts only (all by default): it drops word pieces by itself, which misspelt
        copies would only repeat.
        """
        names, masked = sorted(set(labels)), [one.masked for one in written]
        vectorisers = [Vectoriser.fit(analyser, masked) for analyser in ANALYSERS]
        blocks = [vectoriser.matrix(masked) for vectoriser in vectorisers]
        quick = Linear.fit(blocks, None, labels, settings)
        full = tuned = None
        if encoder.available():
            full = Linear.fit(blocks, encoder.encode([text.lower() for text in texts]), labels, settings)
        if encoder.available() and settings.epochs > 0:
            tuned = TunedMember.fit(written[:originals], (classes or labels)[:originals], names, settings)
        return cls(settings, masks_places, names, vectorisers, quick, full, tuned)

    def members(self, text: str, written: Writing) -> dict[str, Floats]:
        """The scores of every member, for measuring."""
        rows = [vectoriser.row(written.masked) for vectoriser in self.vectorisers]
        found = {"quick": self.quick.scores(rows, text)}
        if self.full is not None:
            found["full"] = self.full.scores(rows, text)
        if self.tuned is not None:
            found["tuned"] = self.tuned.scores(text)
        if self.deep is not None:
            found["deep"] = self._deep_scores(self.deep, text)
        return found

    def probabilities(self, text: str, written: Writing) -> Floats:
        """Calibrated probabilities, in the order of `names`."""
        rows = [vectoriser.row(written.masked) for vectoriser in self.vectorisers]
        scores = self.quick.scores(rows, text)
        if self.full is None or lead(scores) >= self.settings.quick_lead:
            return softmax(scores / self.settings.quick_temperature)
        scores = self.full.scores(rows, text)
        if self.tuned is not None:
            scores = scores + self.settings.tuned_weight * self.tuned.scores(text)
        if self.deep is not None and lead(scores) < self.settings.deep_lead:
            scores = scores + self.settings.deep_weight * self._deep_scores(self.deep, text)
        return softmax(scores / self.settings.temperature)

    def _deep_scores(self, deep: DeepEncoder, text: str) -> Floats:
        """One score an intent; none for an intent that the deep encoder did not learn."""
        said = deep.read(text).intents
        unknown = min(said.values())
        return np.array([said.get(name, unknown) for name in self.names], dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write the model into an existing folder."""
        described = {
            "settings": asdict(self.settings),
            "masks_places": self.masks_places,
            "names": self.names,
            "vectorisers": [{"analyser": one.analyser, "grams": list(one.vocabulary)} for one in self.vectorisers],
        }
        (folder / "model.json").write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
        arrays = {f"idf{number}": vectoriser.idf for number, vectoriser in enumerate(self.vectorisers)}
        for name, member in (("quick", self.quick), ("full", self.full)):
            if member is not None:
                arrays |= {f"{name}_bias": member.bias, f"{name}_dense": member.dense, f"{name}_centre": member.centre}
                arrays |= {f"{name}_sparse{number}": one for number, one in enumerate(member.sparse)}
        if self.tuned is not None:
            self.tuned.classes.save(folder / FILE)
        np.savez(folder / "model.npz", **arrays)

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote. Raises OSError when it is not there, RuntimeError when the encoder is missing."""
        described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as stored:
            arrays = dict(stored)
        if "full_bias" in arrays and not encoder.available():
            raise RuntimeError("this model was trained with the sentence encoder, which is not installed: train again")
        vectorisers = [
            Vectoriser(one["analyser"], {gram: at for at, gram in enumerate(one["grams"])}, arrays[f"idf{number}"])
            for number, one in enumerate(described["vectorisers"])
        ]
        full = _linear(arrays, "full", len(vectorisers)) if "full_bias" in arrays else None
        tuned = None
        if (folder / FILE).exists():
            tuned = TunedMember(TunedClasses.load(folder / FILE), described["names"])
        quick = _linear(arrays, "quick", len(vectorisers))
        settings = Settings(**described["settings"])
        return cls(settings, described["masks_places"], described["names"], vectorisers, quick, full, tuned)


def _linear(arrays: dict[str, Floats], name: str, vectorisers: int) -> Linear:
    sparse = [arrays[f"{name}_sparse{number}"] for number in range(vectorisers)]
    return Linear(sparse, arrays[f"{name}_bias"], arrays[f"{name}_dense"], arrays[f"{name}_centre"])


def lead(scores: Floats) -> float:
    """How far the best score is ahead of the second; infinite when there is one."""
    if len(scores) < 2:
        return float("inf")
    second, best = np.partition(scores, -2)[-2:]
    return float(best - second)


def softmax(scores: Floats) -> Floats:
    """Probabilities along the last axis."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=-1, keepdims=True), dtype=np.float32)


def _centred(vectors: Floats, centre: Floats) -> Floats:
    """Unit rows around the centre of the training texts."""
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)
