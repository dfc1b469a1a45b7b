"""A table of texts and whole numbers as a Parquet file: one row group, plain and uncompressed, every value optional.

Format: https://parquet.apache.org/docs/file-format/ (Thrift compact protocol). A library of 65 MB is not needed for this.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

MAGIC = b"PAR1"
INT64, BYTE_ARRAY = 2, 6
PLAIN, RLE, UTF8, OPTIONAL = 0, 3, 0, 1
# Types of the compact protocol.
I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12

Value = str | int | None


@dataclass(frozen=True)
class Column:
    """A column: all its values are texts, or all are whole numbers, or missing."""

    name: str
    values: Sequence[Value]

    @property
    def physical(self) -> int:
        """Its type in the file."""
        present = [value for value in self.values if value is not None]
        return INT64 if present and all(isinstance(value, int) for value in present) else BYTE_ARRAY


def table(columns: Sequence[Column]) -> bytes:
    """The file; the columns are of one length."""
    rows = len(columns[0].values)
    body, chunks = bytearray(MAGIC), []
    for column in columns:
        data = _levels(column.values) + b"".join(_plain(column.physical, value) for value in column.values)
        header = _fields(
            (1, I32, _varint(0)),
            (2, I32, _integer(len(data))),
            (3, I32, _integer(len(data))),
            (5, STRUCT, _fields(*((at, I32, _integer(n)) for at, n in enumerate((rows, PLAIN, RLE, RLE), 1)))),
        )
        chunks.append(_chunk(column, rows, len(body), len(header) + len(data)))
        body += header + data
    total = len(body) - len(MAGIC)
    group = _fields((1, LIST, _list(STRUCT, chunks)), (2, I64, _integer(total)), (3, I64, _integer(rows)))
    root = _fields((4, BINARY, _text("schema")), (5, I32, _integer(len(columns))))
    schema = [root, *(_element(column) for column in columns)]
    footer = _fields(
        (1, I32, _integer(1)),
        (2, LIST, _list(STRUCT, schema)),
        (3, I64, _integer(rows)),
        (4, LIST, _list(STRUCT, [group])),
        (6, BINARY, _text("passerelle")),
    )
    return bytes(body) + footer + struct.pack("<I", len(footer)) + MAGIC


def _element(column: Column) -> bytes:
    fields = [(1, I32, _integer(column.physical)), (3, I32, _integer(OPTIONAL)), (4, BINARY, _text(column.name))]
    if column.physical == BYTE_ARRAY:
        fields.append((6, I32, _integer(UTF8)))
    return _fields(*fields)


def _chunk(column: Column, rows: int, offset: int, size: int) -> bytes:
    about = _fields(
        (1, I32, _integer(column.physical)),
        (2, LIST, _list(I32, [_integer(PLAIN), _integer(RLE)])),
        (3, LIST, _list(BINARY, [_text(column.name)])),
        (4, I32, _integer(0)),
        (5, I64, _integer(rows)),
        (6, I64, _integer(size)),
        (7, I64, _integer(size)),
        (9, I64, _integer(offset)),
    )
    return _fields((2, I64, _integer(offset)), (3, STRUCT, about))


def _levels(values: Sequence[Value]) -> bytes:
    """Definition levels, one bit each: bit-packed groups of eight of the RLE hybrid."""
    groups = [values[at : at + 8] for at in range(0, len(values), 8)]
    bits = bytes(sum((value is not None) << at for at, value in enumerate(group)) for group in groups)
    runs = _varint(len(groups) << 1 | 1) + bits
    return struct.pack("<I", len(runs)) + runs


def _plain(physical: int, value: Value) -> bytes:
    if value is None:
        return b""
    if physical == INT64:
        return struct.pack("<q", int(value))
    raw = str(value).encode()
    return struct.pack("<I", len(raw)) + raw


def _fields(*fields: tuple[int, int, bytes]) -> bytes:
    """A Thrift struct of (field id, type, encoded value), ids rising by less than sixteen."""
    out, last = bytearray(), 0
    for number, kind, value in fields:
        out.append((number - last) << 4 | kind)
        out += value
        last = number
    return bytes(out) + b"\0"


def _list(kind: int, values: Sequence[bytes]) -> bytes:
    head = bytes([len(values) << 4 | kind]) if len(values) < 15 else bytes([0xF0 | kind]) + _varint(len(values))
    return head + b"".join(values)


def _text(text: str) -> bytes:
    raw = text.encode()
    return _varint(len(raw)) + raw


def _integer(n: int) -> bytes:
    return _varint(n << 1)


def _varint(n: int) -> bytes:
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes(out) + bytes([n])
