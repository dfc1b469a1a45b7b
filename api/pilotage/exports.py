"""The page as files: CSV, XLSX and Parquet, the same rows as on screen, with their period and what they are not.

A cell can never become a formula in a spreadsheet: text that begins like one is written behind an apostrophe (CSV) or as
text (XLSX).
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pistes.analytics import parquet
from pistes.analytics.section import NOT_A_SURVEY, Section

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection); « − » of our own changes is no formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
WIDEST = 60


def safe(text: str) -> str:
    """`text` that no spreadsheet runs."""
    cleaned = _CONTROL.sub(" ", text)
    return f"'{cleaned}" if cleaned.lstrip(" \u00a0\u202f").startswith(_FORMULA) or cleaned[:1] in _FORMULA else cleaned


def lines(section: Section, about: Sequence[str]) -> Iterable[Sequence[str | int]]:
    """The rows of a file: what it is about, headers, values (counts as numbers)."""
    for line in (section.title, *about, *((section.note,) if section.note else ()), NOT_A_SURVEY):
        yield [line]
    yield []
    yield list(section.headers)
    for row in section.rows:
        yield [row.label, *(_value(cell) for cell in row.cells)]


def _value(cell: str) -> str | int:
    digits = cell.replace("\u202f", "")
    return int(digits) if digits.isascii() and digits.isdigit() else cell


def as_csv(section: Section, about: Sequence[str]) -> bytes:
    """One section, UTF-8 with a mark and semicolons: what French spreadsheets open as it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for line in lines(section, about):
        writer.writerow([safe(value) if isinstance(value, str) else value for value in line])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sections: Sequence[Section], about: Sequence[str]) -> bytes:
    """All sections, one sheet each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for section in sections:
        sheet = book.create_sheet(_SHEET_NAME.sub(" ", section.title)[:31])
        _fill(sheet, section, about)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_parquet(sections: Sequence[Section], about: Sequence[str]) -> bytes:
    """All sections, a row for each cell: what it is about and the notice are columns, so that no row goes without them.

    `number` is the cell when it is a whole number; a cell too small to be told has its text alone.
    """
    found: list[tuple[str | int | None, ...]] = []
    what = " · ".join(about)
    for section in sections:
        for row in section.rows:
            for header, cell in zip(section.headers[1:], row.cells, strict=False):
                value = _value(cell)
                told = value if isinstance(value, int) else None
                found.append((section.id, section.title, row.label, header, cell, told, what, NOT_A_SURVEY))
    names = ("section", "title", "label", "measure", "text", "number", "about", "notice")
    return parquet.table([parquet.Column(name, [row[at] for row in found]) for at, name in enumerate(names)])


def _fill(sheet: Worksheet, section: Section, about: Sequence[str]) -> None:
    widest: dict[int, int] = {}
    header_row = 0
    for at, line in enumerate(lines(section, about), 1):
        if not line:
            header_row = at + 1
        for column, value in enumerate(line, 1):
            cell = sheet.cell(at, column, value if isinstance(value, int) else _CONTROL.sub(" ", value))
            if isinstance(value, str):
                # Text whatever it begins with: the value has just made a formula of what begins with « = ».
                cell.data_type = "s"
            if at == 1 or at == header_row:
                cell.font = Font(bold=True)
            if header_row and at >= header_row:
                widest[column] = max(widest.get(column, 10), min(len(str(value)) + 2, WIDEST))
    for letter, width in widest.items():
        sheet.column_dimensions[get_column_letter(letter)].width = width
    sheet.freeze_panes = f"A{header_row + 1}"
