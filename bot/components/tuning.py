"""Tuning the sentence encoder on our own sentences: its network written in TensorFlow, a softmax layer on top, Adam.

Only training imports this module: at run time the tuned weights go back into the numpy encoder (`encoder.Tuned`).
Public: `tune`, `Head`.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from langue import encoder

Floats = NDArray[np.float32]

# Width of each n-gram branch, and its (pieces seen, of which to the left), as in the package's numpy backend.
_WIDTH = 256
_BRANCHES = ((2, 0), (3, 1), (5, 2))


@dataclass(frozen=True)
class Recipe:
    """How long and how fast to tune; chosen by cross-validation by voice (docs/decisions/)."""

    epochs: int = 4
    batch: int = 64
    body_rate: float = 1e-3
    head_rate: float = 3e-3
    dropped_pieces: float = 0.1
    dropped_features: float = 0.3
    smoothing: float = 0.05
    # Unit vectors are multiplied by this before the softmax layer.
    scale: float = 16.0
    seed: int = 1


@dataclass(frozen=True)
class Head:
    """What scores the intents from tuned unit vectors: `(vector - centre) @ weights + bias`."""

    centre: Floats
    weights: Floats
    bias: Floats


class Network(tf.Module):  # type: ignore[misc]
    """The encoder's network over the word pieces of the training texts, weights starting from the package's."""

    def __init__(self, pieces: Sequence[int]) -> None:
        super().__init__()
        self._epsilon = encoder.epsilon()
        self._table = tf.constant(encoder.table_rows(pieces))
        self.weights = {name: tf.Variable(value) for name, value in encoder.original_weights().items()}

    def vectors(self, pieces: tf.Tensor, mask: tf.Tensor, dropped: float = 0.0) -> tf.Tensor:
        """Unit vectors (texts, 512) of padded piece numbers (texts, length); `mask` is 1.0 where there is a piece."""
        weights, inside = self.weights, mask[:, :, None]
        embedded = tf.gather(self._table, pieces)
        if dropped:
            keep = tf.random.uniform(tf.shape(mask)) >= dropped
            embedded *= tf.cast(keep, tf.float32)[:, :, None]
        projected = tf.tensordot(embedded, weights["proj_W"], 1) + weights["proj_b"]
        projected = self._normal(projected, "ln_g_all", "ln_b_all") * inside
        parts = [embedded, *(self._branch(projected, inside, number) for number in range(len(_BRANCHES)))]
        features = self._normal(tf.concat(parts, -1), "ln_g", "ln_b") * inside
        length = tf.reduce_sum(mask, 1)[:, None]
        pooled = (tf.reduce_sum(features, 1) @ weights["cnn_W"] + length * weights["cnn_b"]) * tf.math.rsqrt(length)
        first = tf.nn.relu(pooled @ weights["p1"] + tf.nn.relu(pooled @ weights["d0"]) @ weights["d1"])
        last = first @ weights["p3"] + tf.nn.relu(first @ weights["d2"]) @ weights["d3"]
        return tf.math.l2_normalize(tf.tanh(last), -1)

    def _branch(self, projected: tf.Tensor, inside: tf.Tensor, number: int) -> tf.Tensor:
        own = projected[:, :, number * _WIDTH : (number + 1) * _WIDTH]
        hidden = (self._convolved(own, number, "w1", "b1") + own) * inside
        return self._convolved(hidden, number, "w2", "b2") + hidden

    def _convolved(self, values: tf.Tensor, number: int, weight: str, bias: str) -> tf.Tensor:
        seen, left = _BRANCHES[number]
        padded = tf.pad(values, [[0, 0], [left, seen - 1 - left], [0, 0]])
        kernel = tf.reshape(self.weights[f"{weight}{number}"], [seen, _WIDTH, _WIDTH])
        return tf.nn.relu(tf.nn.conv1d(padded, kernel, 1, "VALID") + self.weights[f"{bias}{number}"])

    def _normal(self, values: tf.Tensor, gain: str, shift: str) -> tf.Tensor:
        mean = tf.reduce_mean(values, -1, keepdims=True)
        spread = tf.reduce_mean(tf.square(values - mean), -1, keepdims=True)
        return (values - mean) * tf.math.rsqrt(spread + self._epsilon) * self.weights[gain] + self.weights[shift]


class Batches:
    """Training texts as padded batches of about the same length."""

    def __init__(self, texts: Sequence[str], size: int, seed: int) -> None:
        self._size = size
        self._random = random.Random(seed)
        tokens = encoder.token_ids(texts)
        self.pieces = sorted({piece for row in tokens for piece in row})
        place = {piece: number for number, piece in enumerate(self.pieces)}
        self._rows = [[place[piece] for piece in row] for row in tokens]

    def __len__(self) -> int:
        return -(-len(self._rows) // self._size)

    def shuffled(self) -> Iterator[tuple[list[int], NDArray[np.int32], Floats]]:
        """Positions of the texts, piece numbers and mask of each batch, in a new order at each call."""
        loose = [len(row) + self._random.uniform(0, 6) for row in self._rows]
        order = sorted(range(len(loose)), key=loose.__getitem__)
        batches = [order[at : at + self._size] for at in range(0, len(order), self._size)]
        self._random.shuffle(batches)
        for chosen in batches:
            yield (chosen, *self._padded(chosen))

    def _padded(self, chosen: list[int]) -> tuple[NDArray[np.int32], Floats]:
        # Lengths are rounded up so that TensorFlow traces few shapes.
        longest = -(-max(len(self._rows[at]) for at in chosen) // 8) * 8
        pieces = np.zeros((len(chosen), longest), dtype=np.int32)
        mask = np.zeros((len(chosen), longest), dtype=np.float32)
        for line, at in enumerate(chosen):
            pieces[line, : len(self._rows[at])] = self._rows[at]
            mask[line, : len(self._rows[at])] = 1.0
        return pieces, mask


def tune(texts: Sequence[str], targets: NDArray[np.int32], recipe: Recipe) -> tuple[dict[str, Floats], Head]:
    """The tuned arrays by name, and the layer on top; `targets` numbers the intent of each text from 0.

    About 75 s for 9,000 texts on two cores, and the same result for the same seed on the same machine.
    """
    tf.random.set_seed(recipe.seed)
    batches = Batches(texts, recipe.batch, recipe.seed)
    network = Network(batches.pieces)
    centre = encoder.encode(texts).mean(axis=0)
    intents = int(targets.max()) + 1
    head = [tf.Variable(tf.zeros([encoder.SIZE, intents])), tf.Variable(tf.zeros([intents]))]
    _descend(network, head, batches, targets, centre, recipe)
    weights: Mapping[str, Floats] = {name: one.numpy() for name, one in network.weights.items()}
    return dict(weights), Head(centre, head[0].numpy() * recipe.scale, head[1].numpy())


def _descend(
    network: Network,
    head: list[tf.Variable],
    batches: Batches,
    targets: NDArray[np.int32],
    centre: Floats,
    recipe: Recipe,
) -> None:
    body = list(network.weights.values())
    intents = head[1].shape[0]
    optimisers = [tf.keras.optimizers.legacy.Adam() for _ in range(2)]

    def loss_of(pieces: tf.Tensor, mask: tf.Tensor, wanted: tf.Tensor) -> tf.Tensor:
        vectors = (network.vectors(pieces, mask, recipe.dropped_pieces) - centre) * recipe.scale
        scores = tf.nn.dropout(vectors, recipe.dropped_features) @ head[0] + head[1]
        smooth = tf.one_hot(wanted, intents) * (1 - recipe.smoothing) + recipe.smoothing / intents
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(smooth, scores))

    @tf.function(  # type: ignore[misc]
        autograph=False,
        input_signature=[
            tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([None], tf.int32)
        ]
    )  # fmt: skip
    def step(pieces: tf.Tensor, mask: tf.Tensor, wanted: tf.Tensor) -> None:
        with tf.GradientTape() as tape:
            loss = loss_of(pieces, mask, wanted)
        slopes = tape.gradient(loss, body + head)
        optimisers[0].apply_gradients(zip(slopes[: len(body)], body, strict=True))
        optimisers[1].apply_gradients(zip(slopes[len(body) :], head, strict=True))

    steps = recipe.epochs * len(batches)
    done = 0
    for _ in range(recipe.epochs):
        for chosen, pieces, mask in batches.shuffled():
            pace = _pace(done / steps)
            optimisers[0].learning_rate.assign(recipe.body_rate * pace)
            optimisers[1].learning_rate.assign(recipe.head_rate * pace)
            step(tf.constant(pieces), tf.constant(mask), tf.constant(targets[chosen]))
            done += 1


def _pace(share: float) -> float:
    """Share of the full learning rate after `share` of the steps: a tenth of warming up, then down in a line."""
    return min(1.0, share / 0.1 + 0.01) * max(0.02, 1.0 - share)
