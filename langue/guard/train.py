"""Makes `model.npz` from the training sentences: `python -m langue.guard.train data/nlu`, in the bot's environment.

Danger is told from every other sentence, look-alikes and ordinary ones; kind, immediacy and writer from danger alone.
scikit-learn is needed here only.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from langue.guard import features
from langue.guard.concepts import load_concepts
from langue.guard.model import FILE
from langue.guard.text import fold, load_spelling, sentences

# How little the weights are held back, and how much a missed danger weighs beside a false alarm.
LOOSENESS = 20.0
DANGER_WEIGHT = 2.0
# Words found so often are the ones that glued words are cut into.
FREQUENT = 8
ONE_LETTER = frozenset("aàdjlmnstyc")


def examples(folder: Path) -> Iterator[tuple[str, dict[str, str] | None]]:
    """(text, what is known of the danger or None) of every sentence of `folder`."""
    for path in sorted(folder.glob("*/*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["nlu"]:
            for example in entry["examples"]:
                yield example["text"], example["metadata"] if entry["intent"] == "emergency" else None


def vocabulary(texts: list[str]) -> dict[str, float]:
    """What each frequent word costs when a glued word is cut: less for the usual ones, in nats."""
    spelling = load_spelling({})
    counts = Counter(word for text in texts for words in sentences(fold(text), spelling) for word in words)
    total = sum(counts.values())
    return {
        word: float(np.log(total / count))
        for word, count in sorted(counts.items())
        if count >= FREQUENT and word.isalpha() and (len(word) > 1 or word in ONE_LETTER)
    }


def matrix(texts: list[str], costs: dict[str, float]) -> csr_matrix:
    """One row a text, its features each with 1/√n; glued words are cut with the `costs` of the vocabulary."""
    concepts, spelling = load_concepts(), load_spelling(costs)
    starts, places, values = [0], [], []
    for text in texts:
        found: set[int] = set()
        for words in sentences(fold(text), spelling):
            hits = concepts.find(words)
            found |= set(features.grams(words).tolist()) | features.ideas(hits, len(concepts.index))
        places += sorted(found)
        values += [1 / np.sqrt(max(1, len(found)))] * len(found)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(texts), features.size(len(concepts.index))))


def fit(rows: Any, labels: Any, weights: dict[bool, float] | None = None) -> tuple[Any, float]:
    """Weights and bias of one yes-or-no question."""
    model = LogisticRegression(C=LOOSENESS, class_weight=weights or "balanced", max_iter=300, solver="liblinear")
    model.fit(rows, labels)
    return model.coef_[0], float(model.intercept_[0])


def train(folder: Path, file: Path = FILE) -> None:
    """Train every row on the sentences of `folder` and write `file`."""
    found = list(examples(folder))
    texts = [text for text, _ in found]
    costs = vocabulary(texts)
    rows = matrix(texts, costs)
    danger = np.array([known is not None for _, known in found])
    known = [about for _, about in found if about is not None]
    inside = rows[np.flatnonzero(danger)]
    questions: dict[str, tuple[Any, Any, dict[bool, float] | None]] = {
        "danger": (rows, danger, {True: DANGER_WEIGHT, False: 1.0})
    }
    questions["immediate"] = (inside, np.array([about["when"] == "now" for about in known]), None)
    for field, prefix in (("kind", "kind:"), ("writer", "writer:")):
        for value in sorted({about[field] for about in known}):
            questions[prefix + value] = (inside, np.array([about[field] == value for about in known]), None)
    fitted = [fit(*question) for question in questions.values()]
    scales = np.array([np.abs(weights).max() / 127 for weights, _ in fitted], np.float32)
    packed = np.stack([np.round(weights / scale) for (weights, _), scale in zip(fitted, scales, strict=True)])
    biases = np.array([bias for _, bias in fitted], np.float32)
    np.savez_compressed(
        file,
        weights=packed.astype(np.int8),
        scales=scales,
        biases=biases,
        names=list(questions),
        words=list(costs),
        costs=np.array(list(costs.values()), np.float32),
    )


if __name__ == "__main__":
    train(Path(sys.argv[1]))
