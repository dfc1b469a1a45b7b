"""A form that was filled in: its values, what is wrong with them, what they change, and the record they would make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import inspect

from pistes.importers.passerelle_records import KINDS, span_of
from pistes.models import Event, Record
from pistes.services.editing import checks
from pistes.services.editing.form import Form, forms
from pistes.services.editing.places import Places
from pistes.services.editing.readers import Wrong
from pistes.services.editing.values import Data, read, written


@dataclass
class Filled:
    """`values` holds every field that could be read; `errors` and `remarks` are by field."""

    kind: str
    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)

    def changes(self, record: Record) -> dict[str, tuple[Any, Any]]:
        """(before, after) of the fields that differ from `record`."""
        return {
            name: (before, value)
            for name, value in self.values.items()
            if (before := getattr(record, name)) != value and not (before in ("", None) and value in ("", None))
        }


def fill(kind: str, data: Data, current: Record, places: Places, today: date) -> Filled:
    """Read a form over `current`, the stored record or a blank one."""
    found = Filled(kind, {})
    for one in forms()[kind].fields:
        try:
            value = read(one, data, getattr(current, one.name), places)
        except Wrong as wrong:
            found.errors[one.name] = str(wrong)
            continue
        found.values[one.name] = "" if value is None and one.name in _never_null(kind) else value
    for name, text in checks.errors(kind, found.values, places, today).items():
        found.errors.setdefault(name, text)
    found.remarks = checks.remarks(kind, found.values, places, today)
    return found


def blank(kind: str, today: date) -> Record:
    """An unsaved record of `kind`, every column at its default, texts that may not be missing empty."""
    record = KINDS[kind](kind=kind, checked_on=today)
    for column in inspect(KINDS[kind]).columns:
        if column.key in ("id", "kind", "version", "checked_on"):
            continue
        if column.default is None:
            if not column.nullable:
                setattr(record, column.key, "")
            continue
        default: Any = column.default
        setattr(record, column.key, default.arg(None) if default.is_callable else default.arg)
    record.published = False
    return record


def data_of(record: Record, places: Places) -> dict[str, list[str]]:
    """The form of a record as it is stored."""
    found: dict[str, list[str]] = {}
    for one in forms()[record.kind].fields:
        found.update(written(one, getattr(record, one.name), places))
    return found


def as_shown(filled: Filled, current: Record) -> Record:
    """An unsaved record that shows what residents would read; what could not be read stays as it was."""
    record = KINDS[filled.kind]()
    for column in inspect(KINDS[filled.kind]).columns:
        setattr(record, column.key, getattr(current, column.key))
    record.id = record.id or f"{forms()[filled.kind].prefix}:brouillon"
    for name, value in filled.values.items():
        setattr(record, name, value)
    derive(record)
    return record


def derive(record: Record) -> None:
    """Bring the columns that are computed from others up to date."""
    if isinstance(record, Event):
        record.begins_on, record.ends_on = span_of(record.timings or [])


def input_names(form: Form, places: Places) -> frozenset[str]:
    """The names of a form's inputs; anything else that is sent is dropped."""
    return frozenset(name for one in form.fields for name in written(one, None, places))


def only_known(form: Form, data: Mapping[str, list[str]], places: Places) -> dict[str, list[str]]:
    """`data` without what the form does not ask."""
    names = input_names(form, places)
    return {name: list(texts) for name, texts in data.items() if name in names}


def _never_null(kind: str) -> set[str]:
    return {column.key for column in inspect(KINDS[kind]).columns if not column.nullable}
