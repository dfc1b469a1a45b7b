"""Rows of CSV and XLSX files: the separator is found, a bad line is a bad row, an unclosed quote is a broken file."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pistes.importers.notes import ImportRefused
from pistes.importers.rows import Row

SEPARATORS = (";", ",", "\t", "|")
# Longer than any real cell (a field of « commentaire » has some hundred characters).
LONGEST_CELL = 100_000
MOST_COLUMNS = 500
# An XLSX file is an archive too: what it may hold once opened.
LARGEST_SHEET = 1 << 30
LARGEST_RATIO = 200
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def separator_of(line: str) -> str:
    """The separator of a header line: the most frequent one outside quotes."""
    bare = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=bare.count)


def csv_rows(text: io.TextIOBase, header: Sequence[str] | None = None, separator: str | None = None) -> Iterator[Row]:
    """Rows by column name. The first line is the header unless `header` is given.

    Raises `ImportRefused` when a quote is never closed or the file is no text.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = _Lines(text)
    if separator is None:
        lines.push(first := lines.read())
        separator = separator_of(first)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    names = list(header) if header is not None else _header(reader)
    cut = False
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            if cut and lines.unfinished:
                raise ImportRefused(f"ligne {line} : la dernière ligne est coupée, le fichier est tronqué") from None
            return
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise ImportRefused(
                    f"ligne {line} : guillemet jamais refermé, le fichier est abîmé ou tronqué"
                ) from None
            yield Row(line, {}, _csv_fault(error))
            continue
        if not any(cells):
            continue
        cut = len(cells) < len(names)
        yield _row(line, names, cells)


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    while len(cells) > len(names) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != len(names):
        return Row(line, {}, f"{len(cells)} colonnes au lieu de {len(names)}")
    return Row(line, dict(zip(names, cells, strict=True)))


def _header(reader: Iterator[list[str]]) -> list[str]:
    for cells in reader:
        if any(cells):
            if len(cells) > MOST_COLUMNS:
                raise ImportRefused(f"plus de {MOST_COLUMNS} colonnes")
            return [cell.strip().strip("\ufeff") for cell in cells]
    raise ImportRefused("le fichier est vide")


def _csv_fault(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"une case dépasse {LONGEST_CELL} caractères"
    return "ligne mal formée (guillemets)"


class _Lines:
    """Lines of a text stream, bounded, without the NUL characters that stop the csv module."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._waiting: list[str] = []
        # Whether the line last given had no end of line.
        self.unfinished = False

    def push(self, line: str) -> None:
        self._waiting.append(line)

    def read(self) -> str:
        line = self._text.readline(4 * LONGEST_CELL)
        return line.replace("\x00", "") if "\x00" in line else line

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self.read()
        if not line:
            raise StopIteration
        self.unfinished = not line.endswith(("\n", "\r"))
        return line


def xlsx_rows(path: Path, *, most_sheets: int = 1) -> Iterator[Row]:
    """Rows of the first sheet, by the names of its first filled line. Raises `ImportRefused` for a broken workbook."""
    check_workbook(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise ImportRefused(f"classeur illisible ({type(error).__name__})") from None
    try:
        for sheet in book.worksheets[:most_sheets]:
            names: list[str] | None = None
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                values = [_cell(value) for value in cells[:MOST_COLUMNS]]
                if not any(values):
                    continue
                if names is None:
                    names = values
                    while names and not names[-1]:
                        names.pop()
                    continue
                values += [""] * (len(names) - len(values))
                yield _row(line, names, values)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, SyntaxError) as error:
        raise ImportRefused(f"classeur abîmé ou tronqué ({type(error).__name__})") from None
    finally:
        book.close()


def check_workbook(path: Path) -> None:
    """Refuse a workbook that is no archive, swells beyond reason or declares XML entities."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries) or 1
            if unpacked > LARGEST_SHEET or (unpacked > 10_000_000 and unpacked / packed > LARGEST_RATIO):
                raise ImportRefused("classeur refusé : son contenu est démesuré (bombe de décompression)")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with archive.open(entry) as part:
                        if _DECLARATION.search(part.read(4096)):
                            raise ImportRefused("classeur refusé : il déclare des entités XML")
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise ImportRefused(f"classeur abîmé ou tronqué ({type(error).__name__})") from None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
