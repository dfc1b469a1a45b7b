"""Our own templates filled in by a service, CSV or XLSX, with a French header line."""

from collections.abc import Iterator, Mapping
from typing import Any

from pistes.importers.cleaning import clean_text, folded, has_markup, one_line, read_bool, read_day, read_number
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.formats.template_columns import CHOICES, MARKS, TEMPLATES, Column
from pistes.importers.hours import DAYS_FR, HoursRead, read_day_columns, read_free_text
from pistes.importers.moments import read_moment, timing
from pistes.importers.notes import Level, RowRejected
from pistes.importers.rows import Row
from pistes.importers.tables import csv_rows, xlsx_rows

_BY_HEADER = {kind: {folded(column.header): column for column in columns} for kind, columns in TEMPLATES.items()}
_NEEDED = {"identifiant", "nom", "commune"}
# Fields that the draft or the hours take, not the record as they are.
_APART = {"id", "commune", "insee", "postcode", "lat", "lon", "phones", "email", "hours", "step_free", "begin", "end"}
_APART |= {"checked_on", "source_name", "source_url", "licence", "registration", *DAYS_FR}


class Template(Format):
    """A file is a list that a service sends again when it changes; `--complete` says that it holds everything."""

    name = "modele"
    label = "Modèle Passerelle (CSV, XLSX)"
    source_name = "Liste transmise par un service"
    complete = False

    def recognises(self, file: SourceFile) -> bool:
        """By its French header."""
        if file.head.startswith(b"PK"):
            return file.path.suffix.lower() != ".zip" and b"xl/" in file.head and _kind(_xlsx_header(file)) is not None
        return _kind(file.columns) is not None

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Line after line."""
        if file.head.startswith(b"PK"):
            yield from _named(xlsx_rows(file.path))
            return
        with file.text() as text:
            yield from _named(csv_rows(text))

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One record; the kind is told by the columns."""
        kind = _kind(frozenset(row.values))
        if kind is None:
            raise RowRejected("colonnes", "colonnes inconnues")
        columns = _BY_HEADER[kind]
        cells = {columns[name].field: (columns[name], value) for name, value in row.values.items() if name in columns}
        for column in columns.values():
            if column.required and not str(cells.get(column.field, (column, ""))[1] or "").strip():
                raise RowRejected(column.header, "case obligatoire vide")
        draft = Draft(kind, str(one_line(cells["id"][1])), row.line, {})
        for field, (column, value) in cells.items():
            if field not in _APART:
                draft.raw[field] = _read(draft, column, value)
        _apart(draft, {field: value for field, (_, value) in cells.items()})
        return draft


def _kind(headers: frozenset[str]) -> str | None:
    if not headers >= _NEEDED:
        return None
    return next((kind for kind, mark in MARKS.items() if folded(mark) in headers), None)


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield Row(row.line, {folded(name): value for name, value in row.values.items()}, row.fault)


def _xlsx_header(file: SourceFile) -> frozenset[str]:
    first = next(xlsx_rows(file.path), None)
    return frozenset(folded(name) for name in first.values) if first is not None else frozenset()


def _read(draft: Draft, column: Column, value: Any) -> Any:
    text = str(value or "").strip()
    if has_markup(text):
        draft.note(Level.MENDED, column.header, "balises HTML dans le texte", "retirées", text)
    if column.how == "list":
        return _list(draft, column, text)
    if not text:
        return None
    if column.how == "text":
        return clean_text(text)
    if column.how == "line":
        return one_line(text, longest=500 if column.field in ("schedule", "website") else 200)
    if column.how == "choice":
        return _choice(draft, column, text)
    found: Any = None
    if column.how == "day":
        found = read_day(text)
    elif column.how == "bool":
        found = read_bool(text)
    elif column.how == "int":
        number = read_number(text)
        found = int(number) if number is not None and number == int(number) and 0 <= number < 10_000 else None
    if found is None:
        reason = "cette date n'existe pas" if column.how == "day" else "valeur illisible"
        draft.note(Level.TO_CHECK, column.header, reason, "laissé de côté", text)
    return found


def _choice(draft: Draft, column: Column, text: str) -> str | None:
    found = CHOICES[column.field].get(folded(text))
    if found is None:
        words = ", ".join(CHOICES[column.field])
        draft.note(Level.TO_CHECK, column.header, f"il faut un de ces mots : {words}", "laissé de côté", text)
    return found


def _list(draft: Draft, column: Column, text: str) -> list[str]:
    parts = [str(one_line(part)) for part in text.split(";") if part.strip()]
    if column.field not in CHOICES:
        return parts
    return [found for part in parts if (found := _choice(draft, column, part))]


def _apart(draft: Draft, cells: Mapping[str, Any]) -> None:
    draft.insee, draft.commune, draft.postcode = (
        one_line(cells.get("insee")),
        one_line(cells.get("commune")),
        one_line(cells.get("postcode")),
    )
    draft.lat, draft.lon = cells.get("lat"), cells.get("lon")
    draft.phones, draft.email = cells.get("phones"), cells.get("email")
    draft.source_name, draft.source_url = (
        one_line(cells.get("source_name")),
        one_line(cells.get("source_url"), longest=500),
    )
    draft.licence = one_line(cells.get("licence"), longest=120)
    if written := one_line(cells.get("checked_on")):
        draft.checked_on = read_day(written)
        if draft.checked_on is None:
            draft.note(
                Level.TO_CHECK, "vérifié le", "cette date n'existe pas", "date du fichier prise à la place", written
            )
    if draft.kind == "reception_point":
        draft.hours = _hours(cells)
        if (step_free := read_bool(cells.get("step_free"))) is not None:
            draft.raw["access"] = {"step_free": step_free}
        return
    if how := clean_text(cells.get("registration")):
        draft.raw["registration"] = {"how": how}
    if draft.kind == "event":
        begin, end = read_moment(cells.get("begin")), read_moment(cells.get("end") or None)
        if begin is None:
            raise RowRejected("début", "cette date n'existe pas", cells.get("begin"))
        if end is None and cells.get("end"):
            draft.note(Level.TO_CHECK, "timings", "date de fin qui n'existe pas", "laissée de côté", cells.get("end"))
        draft.raw["timings"] = [timing(begin, end)]


def _hours(cells: Mapping[str, Any]) -> HoursRead:
    days = [str(cells.get(day) or "") for day in DAYS_FR]
    if any(day.strip() for day in days):
        return read_day_columns(days)
    return read_free_text(str(cells.get("hours") or ""))
