"""Columns of records as rows for the database: their defaults, their dates, by table."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Table

from pistes.importers.passerelle_records import KINDS, fields_of
from pistes.models import Record

RECORD: Table = Record.__table__  # type: ignore[assignment]


def kind_table(kind: str) -> Table:
    """The table of what is proper to a kind."""
    return KINDS[kind].__table__  # type: ignore[return-value]


@cache
def _defaults(table: Table) -> dict[str, Callable[[], Any]]:
    found: dict[str, Callable[[], Any]] = {}
    for column in table.columns:
        default: Any = column.default
        if column.name == "version":
            found[column.name] = lambda: 1
        elif default is None:
            found[column.name] = lambda: None
        elif default.is_callable:
            found[column.name] = lambda make=default.arg: make(None)  # type: ignore[misc]
        else:
            found[column.name] = lambda value=default.arg: value  # type: ignore[misc]
    return found


@cache
def _dates(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns if isinstance(column.type, Date))


def columns(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """A row of `table` from JSON values by name: days read, defaults in place of what is absent or null."""
    row: dict[str, Any] = {}
    dates = _dates(table)
    for name, default in _defaults(table).items():
        value = values.get(name)
        if value is None:
            row[name] = default()
        else:
            row[name] = date.fromisoformat(value) if name in dates else value
    return row


def typed(kind: str, name: str, value: Any) -> Any:
    """A JSON value as the attribute `name` of a record of `kind` holds it."""
    for table in (kind_table(kind), RECORD):
        if name in table.columns:
            if value is None:
                return _defaults(table)[name]()
            return date.fromisoformat(value) if name in _dates(table) else value
    return value


@cache
def _record_defaults(kind: str) -> tuple[tuple[str, Callable[[], Any]], ...]:
    known = _defaults(RECORD) | _defaults(kind_table(kind))
    return tuple((name, known[name]) for name in fields_of(kind) if known[name]() is not None)


def fill_defaults(record: Record) -> Record:
    """Give an unsaved record what the database would give it."""
    for name, default in _record_defaults(record.kind):
        if getattr(record, name) is None:
            setattr(record, name, default())
    return record
