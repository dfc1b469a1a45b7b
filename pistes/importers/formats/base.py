"""What a format is, and what it is given to recognise itself."""

import io
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from pistes.importers.cleaning import folded
from pistes.importers.drafts import Draft
from pistes.importers.encoding import encoding_of, open_text
from pistes.importers.json_stream import json_rows
from pistes.importers.rows import Row
from pistes.importers.tables import csv_rows, separator_of

HEAD = 65_536


@dataclass
class SourceFile:
    """A file on this machine. `name`: what it is called in reports; `day`: the day its content is of, when known."""

    path: Path
    name: str
    day: date | None = None
    _stream: io.TextIOWrapper | None = None

    @cached_property
    def head(self) -> bytes:
        """The first 64 kB."""
        with self.path.open("rb") as file:
            return file.read(HEAD)

    @cached_property
    def start(self) -> str:
        """The first 64 kB as text, its blanks before the first sign removed."""
        codec = encoding_of(self.head).codec
        return self.head.decode(codec, errors="replace").lstrip(" \t\r\n\ufeff\x00")

    @cached_property
    def columns(self) -> frozenset[str]:
        """Folded names of the first line, read as a header."""
        line = self.start.split("\n", 1)[0]
        return frozenset(folded(cell.strip(' "\r')) for cell in line.split(separator_of(line)))

    @contextmanager
    def text(self) -> Iterator[io.TextIOWrapper]:
        """The whole file as text."""
        with open_text(self.path) as self._stream:
            yield self._stream
        self._stream = None

    @cached_property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def position(self) -> int:
        """How many bytes were read, about."""
        if self._stream is None or self._stream.closed:
            return 0
        return cast("io.BufferedReader", self._stream.buffer).tell()


@dataclass
class Reading:
    """What a format learns of a file while it reads: styles of hours met, a total announced, lists seen."""

    styles: dict[str, int] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)


class Format(ABC):
    """A format of a producer. `complete`: a file says everything there is, so what is missing from it has gone.

    `own_line`: each place has its own telephone, so one shared by two communes is wrong. `own_region`: a geographic
    number of another region is doubtful.
    """

    name: str
    label: str
    source_name: str
    source_url: str | None = None
    licence: str | None = None
    complete = True
    own_line = False
    own_region = True

    @abstractmethod
    def recognises(self, file: SourceFile) -> bool:
        """Whether `file` is of this format; reads its head only."""

    @abstractmethod
    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """The rows of `file`, streamed. Raises `ImportRefused` when it is broken."""

    @abstractmethod
    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """What one row means; None when it is none of our business. Raises `RowRejected`."""

    def is_partial(self, reading: Reading, count: int) -> bool:
        """Whether the file tells that it holds only a part of what there is (a page of an API)."""
        return False


class CsvFormat(Format):
    """A CSV file with a header line holding at least `needed` (folded names)."""

    needed: frozenset[str]

    def recognises(self, file: SourceFile) -> bool:
        """By its column names."""
        return self.needed <= file.columns

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Line after line."""
        with file.text() as text:
            yield from csv_rows(text)


class JsonFormat(Format):
    """Objects of a JSON list, at the top or under `key`; recognised by `marks`, names that the first object has."""

    key: str | None = None
    marks: tuple[str, ...] = ()

    def recognises(self, file: SourceFile) -> bool:
        """By the names of its fields."""
        start = file.start
        if not start.startswith(("{", "[")):
            return False
        if self.key is not None and start.startswith("{") and f'"{self.key}"' not in start:
            return False
        return all(f'"{mark}"' in start for mark in self.marks)

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Object after object."""
        with file.text() as text:
            yield from json_rows(text, self.key, reading.head)


def get(row: Any, *path: str) -> Any:
    """The value at `path` in nested objects; the first item of a list on the way; None when there is none."""
    value: Any = row
    for name in path:
        if isinstance(value, list):
            value = value[0] if value else None
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value
