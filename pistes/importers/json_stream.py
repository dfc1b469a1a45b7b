"""Objects of a JSON list, one by one, in constant memory: the list at the top, or under a named key; or JSON lines."""

import io
import json
from collections.abc import Iterator
from typing import Any

from pistes.importers.notes import ImportRefused
from pistes.importers.rows import Row

CHUNK = 1 << 18
# A single object larger than this is no record.
LARGEST_OBJECT = 16 << 20
_decode = json.JSONDecoder().raw_decode
_SPACE = " \t\r\n"


class _Buffer:
    """A window on the text: `at` is where reading stands."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.data = ""
        self.at = 0
        self.ended = False

    def more(self) -> bool:
        """Read another chunk; False at the end of the file."""
        if self.ended:
            return False
        chunk = self._text.read(CHUNK)
        self.ended = not chunk
        self.data = self.data[self.at :] + chunk
        self.at = 0
        if len(self.data) > LARGEST_OBJECT:
            raise ImportRefused("un objet du fichier est démesuré")
        return bool(chunk)

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self.at < len(self.data) and self.data[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.data):
                return self.data[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """The JSON value that begins here."""
        self.peek()
        while True:
            try:
                found, end = _decode(self.data, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, json.JSONDecodeError) and self.more():
                    continue
                raise broken() from None
            # A figure at the edge of the window may go on.
            if end == len(self.data) and isinstance(found, int | float) and self.more():
                continue
            self.at = end
            return found


def broken() -> ImportRefused:
    """What is said of a JSON file that stops or is malformed."""
    return ImportRefused("fichier JSON mal formé ou tronqué : rien n'a été changé")


def json_rows(text: io.TextIOBase, key: str | None = None, head: dict[str, Any] | None = None) -> Iterator[Row]:
    """The objects of the list at the top (or of the list `key` of the object at the top), numbered from 1.

    `head`, when given, receives the other values of the object at the top that are no list and no object, as they are
    met. Raises `ImportRefused` when the file is malformed or ends too early, even after the last row.
    """
    buffer = _Buffer(text)
    first = buffer.peek()
    if first == "[":
        yield from _list(buffer)
    elif first == "{":
        yield from _object(buffer, key, head)
    else:
        raise broken()
    if buffer.peek():
        raise broken()


def _list(buffer: _Buffer) -> Iterator[Row]:
    buffer.at += 1
    rank = 0
    if buffer.peek() == "]":
        buffer.at += 1
        return
    while True:
        rank += 1
        value = buffer.value()
        yield Row(rank, value) if isinstance(value, dict) else Row(rank, {}, "ce n'est pas un objet")
        sign = buffer.peek()
        if sign not in (",", "]"):
            raise broken()
        buffer.at += 1
        if sign == "]":
            return


def _object(buffer: _Buffer, key: str | None, head: dict[str, Any] | None) -> Iterator[Row]:
    buffer.at += 1
    sign = buffer.peek()
    while sign != "}":
        name = buffer.value()
        if not isinstance(name, str) or buffer.peek() != ":":
            raise broken()
        buffer.at += 1
        if name == key and buffer.peek() == "[":
            yield from _list(buffer)
        else:
            value = buffer.value()
            if head is not None and not isinstance(value, list | dict):
                head[name] = value
        sign = buffer.peek()
        if sign not in (",", "}"):
            raise broken()
        if sign == ",":
            buffer.at += 1
            if buffer.peek() == "}":
                raise broken()
    buffer.at += 1


def json_lines(text: io.TextIOBase) -> Iterator[Row]:
    """One object a line; a line that is none is a bad row."""
    for line, written in enumerate(text, start=1):
        if not written.strip():
            continue
        try:
            value = json.loads(written)
        except (ValueError, RecursionError):
            yield Row(line, {}, "ligne JSON mal formée")
            continue
        yield Row(line, value) if isinstance(value, dict) else Row(line, {}, "ce n'est pas un objet")
