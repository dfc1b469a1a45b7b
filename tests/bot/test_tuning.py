"""Tuning: the TensorFlow network is the package's, and training teaches it our intents."""

from dataclasses import replace

import numpy as np
import pytest

from bot.components.tuning import Batches, Network, Recipe, tune
from langue import encoder
from tests.bot.toy import INTENTS, TEXTS

NAMES = sorted(set(INTENTS))
TARGETS = np.array([NAMES.index(intent) for intent in INTENTS], dtype=np.int32)
# Twelve sentences make few steps: more passes, and no noise.
QUICK = Recipe(epochs=15, batch=4, dropped_pieces=0.0, dropped_features=0.0, smoothing=0.0)


def test_the_network_starts_as_the_package() -> None:
    batches = Batches(TEXTS, size=5, seed=1)
    network = Network(batches.pieces)
    for chosen, pieces, mask in batches.shuffled():
        expected = encoder.encode([TEXTS[at] for at in chosen])
        assert network.vectors(pieces, mask).numpy() == pytest.approx(expected, abs=1e-4)


def test_every_text_is_in_one_batch() -> None:
    chosen = [at for batch, _, _ in Batches(TEXTS, size=5, seed=1).shuffled() for at in batch]
    assert sorted(chosen) == list(range(len(TEXTS)))


def test_tuned_vectors_tell_the_intents_apart() -> None:
    weights, head = tune(TEXTS, TARGETS, QUICK)
    scores = (encoder.Tuned(weights).encode(TEXTS) - head.centre) @ head.weights + head.bias
    assert (scores.argmax(axis=1) == TARGETS).all()


def test_the_same_seed_gives_the_same_weights() -> None:
    recipe = replace(QUICK, epochs=1)
    first, second = tune(TEXTS, TARGETS, recipe)[0], tune(TEXTS, TARGETS, recipe)[0]
    assert all(first[name] == pytest.approx(second[name], abs=1e-5) for name in first)
