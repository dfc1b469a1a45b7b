"""What a sentence encoder adds to the words: « patinoire » is near « patinage », « se faire rembourser » near « tarif ».

Optional: without an encoder, or for a document that has no vector yet, the words alone decide. Vectors are made once, kept
with the documents, and used again as long as title and keywords stay the same.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np

# Whole numbers of one byte keep a cosine to 0.01.
SCALE = 127
# More of a query than this is a story: its words tell more than its whole.
LONGEST_TEXT = 200


class Encoder(Protocol):
    """Gives a unit vector for each text, always the same for the same text."""

    def encode(self, texts: list[str], /) -> Any: ...


def described(title: str, keywords: Iterable[str] | None) -> str:
    """The text whose meaning stands for a record: its title and keywords, which are what staff look for."""
    words = ", ".join(keywords or ())
    return f"{title}. {words}" if words else title


def text_key(text: str) -> str:
    """Tells whether a vector was made from this text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def quantised(vectors: Any) -> list[bytes]:
    """Unit vectors as bytes."""
    whole = np.rint(np.atleast_2d(np.asarray(vectors, dtype=np.float32)) * SCALE)
    return [row.tobytes() for row in np.clip(whole, -SCALE, SCALE).astype(np.int8)]


def similarities(encoder: Encoder, text: str, vectors: Sequence[bytes | None]) -> list[float]:
    """Cosine of `text` with each vector; one that is missing gets the mean of the others, so that it loses nothing."""
    known = [vector for vector in vectors if vector is not None]
    if not known or not text.strip():
        return [0.0] * len(vectors)
    asked = np.asarray(encoder.encode([text[:LONGEST_TEXT]]), dtype=np.float32).reshape(-1)
    matrix = np.frombuffer(b"".join(known), dtype=np.int8).reshape(len(known), -1).astype(np.float32) / SCALE
    found = iter((matrix @ asked).tolist())
    cosines = [None if vector is None else round(next(found), 4) for vector in vectors]
    mean = sum(cosine for cosine in cosines if cosine is not None) / len(known)
    return [mean if cosine is None else cosine for cosine in cosines]
