"""Text of a file whose encoding is not known: UTF-8, with or without a mark, UTF-16, Windows-1252, or a mixture."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HANDLER = "passerelle-windows-1252"
_UNDEFINED = "\ufffd"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


# Bytes that are no UTF-8 are read as Windows-1252, one by one: right for a file all in Windows-1252, and the one line
# pasted from elsewhere does not spoil the rest.
codecs.register_error(_HANDLER, _as_windows_1252)


@dataclass
class Encoding:
    """The encoding found at the start of a file, and its name for the report."""

    codec: str
    label: str


def encoding_of(head: bytes) -> Encoding:
    """What the first bytes of a file tell (64 kB are enough)."""
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "UTF-8 avec marque d'ordre")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "UTF-16")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return Encoding("utf-8", "Windows-1252")
    return Encoding("utf-8", "UTF-8")


@contextmanager
def open_text(source: Path | BinaryIO) -> Iterator[io.TextIOWrapper]:
    """A text stream that never fails on a byte; line ends are left to the reader."""
    raw: BinaryIO = source.open("rb") if isinstance(source, Path) else source
    try:
        buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)  # type: ignore[type-var]
        codec = encoding_of(buffered.peek(65_536)).codec
        errors = "replace" if codec == "utf-16" else _HANDLER
        yield io.TextIOWrapper(buffered, encoding=codec, errors=errors, newline="")
    finally:
        raw.close()
