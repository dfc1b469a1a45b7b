"""CSV and XLSX: places, activities and events in the columns of our templates, so that a file can come back.

Other kinds have a column a field. Every line has its source, its address and its licence. A cell that a spreadsheet
would take for a formula is made text.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from pistes.importers.formats.template_columns import CHOICES_FR, NAMES, TEMPLATES
from pistes.importers.passerelle_records import KINDS, fields_of
from pistes.models import Record

NAMES_FR = NAMES | {
    "piste": "pistes",
    "procedure": "demarches",
    "answer": "reponses",
    "help_line": "numeros-d-aide",
    "referral": "renvois",
}
_INTERNAL = frozenset({"internal_note", "direct_contact", "published", "example", "checked_by"})
_SOURCE_HEADERS = ("vérifié le", "source", "lien de la source", "licence")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def headers(kind: str) -> list[str]:
    """Header of the table of `kind`."""
    if kind in TEMPLATES:
        return [column.header for column in TEMPLATES[kind]]
    fields = [name for name in fields_of(kind) if name not in _INTERNAL]
    return ["identifiant", *fields, "départements", *_SOURCE_HEADERS]


def row(record: Record, communes: Mapping[str, str]) -> list[str]:
    """Cells of `record`, in the order of `headers`."""
    if record.kind in TEMPLATES:
        return [_safe(_template_cell(record, column.field, communes)) for column in TEMPLATES[record.kind]]
    fields = [name for name in fields_of(record.kind) if name not in _INTERNAL]
    cells = [record.id, *(_plain(getattr(record, name)) for name in fields), " ; ".join(record.departments)]
    cells += [record.checked_on.isoformat(), record.source_name, record.source_url or "", record.source_licence or ""]
    return [_safe(cell) for cell in cells]


def write_csv(records: Iterable[Record], kind: str, communes: Mapping[str, str], out: TextIO) -> int:
    """One table, separated by semicolons; `out` is opened with `utf-8-sig`, for spreadsheets. Gives how many lines."""
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headers(kind))
    count = 0
    for record in records:
        writer.writerow(row(record, communes))
        count += 1
    return count


def write_xlsx(by_kind: Iterator[tuple[str, Iterable[Record]]], communes: Mapping[str, str], path: Path) -> int:
    """A sheet a kind; gives how many lines in all."""
    book = Workbook(write_only=True)
    count = 0
    for kind, records in by_kind:
        sheet = book.create_sheet(NAMES_FR[kind])
        titles = []
        for header in headers(kind):
            cell = WriteOnlyCell(sheet, value=header)
            cell.font = Font(bold=True)
            titles.append(cell)
        sheet.append(titles)
        for record in records:
            sheet.append(row(record, communes))
            count += 1
    book.save(path)
    return count


def kinds() -> Sequence[str]:
    """Every kind, in the order of the sheets."""
    return tuple(KINDS)


def _template_cell(record: Record, field: str, communes: Mapping[str, str]) -> str:
    simple = {
        "id": record.id,
        "commune": communes.get(getattr(record, "insee", None) or "", ""),
        "licence": record.source_licence or "",
        "hours": getattr(record, "opening_hours", None) or getattr(record, "hours_text", None) or "",
    }
    if field in simple:
        return simple[field]
    if field == "phones":
        return " ; ".join(str(phone.get("number")) for phone in getattr(record, "phones", []))
    if field in ("begin", "end"):
        timings = getattr(record, "timings", [])
        return str(timings[0 if field == "begin" else -1].get(field) or "") if timings else ""
    if field == "registration":
        return str((getattr(record, "registration", None) or {}).get("how") or "")
    if field == "step_free":
        return _plain((getattr(record, "access", None) or {}).get("step_free"))
    value = getattr(record, field, None)
    words = CHOICES_FR.get(field)
    if words is not None and value is not None:
        return " ; ".join(words[v] for v in value) if isinstance(value, list) else words[value]
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _safe(cell: str) -> str:
    return f"'{cell}" if len(cell) > 1 and cell.startswith(_FORMULA) else cell
