"""The list of results as a file, CSV or XLSX. From residents' cards alone; examples never leave the screen."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from api.context import Context
from api.pilotage.exports import safe

HEADERS = (
    "Nom", "Type", "Commune", "Distance (km)", "Téléphone", "Courriel", "Adresse", "Horaires", "Pour qui",
    "À confirmer", "Source", "Adresse de la source", "Vérifié le", "Fiche à jour",
)  # fmt: skip
WIDEST = 60
Row = Sequence[str | float]


def rows(items: Sequence[dict[str, Any]], address: str) -> list[Row]:
    """One row a record that is no example; `address` is the public root, without a slash at its end."""
    return [_row(item, address) for item in items if not item["example"]]


def public_root(ctx: Context, base_url: str) -> str:
    """Where residents read the records: set by the operator, or the address the browser used."""
    return (ctx.settings.public_url or base_url).rstrip("/")


def _row(item: dict[str, Any], address: str) -> Row:
    facts = item["facts"]
    phones = ", ".join(phone["number"] for phone in item["tel"]) or facts.get("phone") or facts.get("number") or ""
    return (
        item["title"],
        item["kind_name"],
        item["commune"] or "",
        "" if item["distance_km"] is None else float(item["distance_km"]),
        phones,
        item["email"],
        facts.get("address", ""),
        facts.get("hours") or facts.get("dates", ""),
        facts.get("for_whom") or facts.get("age", ""),
        item["notice"] or "",
        item["source"]["name"],
        item["source_url"] or "",
        item["source"]["checked_on"],
        f"{address}/fiche/{item['kind']}/{item['id']}",
    )


def as_csv(found: Sequence[Row]) -> bytes:
    """UTF-8 with a mark, and semicolons: what French spreadsheets open as it is. No cell can become a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    for line in (HEADERS, *found):
        writer.writerow([safe(value) if isinstance(value, str) else str(value).replace(".", ",") for value in line])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(found: Sequence[Row]) -> bytes:
    """One sheet, its first row frozen. Text stays text whatever it begins with."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Liste"
    for at, line in enumerate((HEADERS, *found), 1):
        for column, value in enumerate(line, 1):
            text = safe(value).removeprefix("'") if isinstance(value, str) else value
            cell = sheet.cell(at, column, text)
            if isinstance(value, str):
                cell.data_type = "s"
            if at == 1:
                cell.font = Font(bold=True)
    for column, name in enumerate(HEADERS, 1):
        longest = max((len(str(line[column - 1])) for line in found), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest, len(name)) + 2, WIDEST)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
