"""Passerelle's own interchange format, version 1: one record read into its model, and written back.

YAML files of the seed have the same shape, with the richer fields of our models.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pistes.models import Activity, Answer, Event, HelpLine, Piste, Procedure, ReceptionPoint, Record, Referral

VERSION = 1
PARIS = ZoneInfo("Europe/Paris")

KINDS: dict[str, type[Record]] = {
    "reception_point": ReceptionPoint,
    "activity": Activity,
    "event": Event,
    "piste": Piste,
    "procedure": Procedure,
    "answer": Answer,
    "help_line": HelpLine,
    "referral": Referral,
}

# What a file never sets: identity, bookkeeping and what is computed here.
_OURS = {"id", "kind", "origin", "origin_id", "edited_fields", "version", "updated_at", "begins_on", "ends_on"}
_SOURCE = {"source_name", "source_url", "source_licence", "checked_on"}
_REQUIRED = {
    "reception_point": ("insee",),
    "activity": ("insee",),
    "event": ("insee", "timings"),
    "procedure": ("key",),
    "answer": ("question", "answer"),
    "help_line": ("number",),
    "referral": ("who",),
    "piste": (),
}


class RecordRejected(ValueError):
    """A record that cannot be read: `field` and a reason in French, for the report."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} : {reason}")
        self.field = field
        self.reason = reason


@cache
def fields_of(kind: str) -> Sequence[str]:
    """Names of the fields that a file may set for `kind`, besides `source` and `departments`."""
    columns = KINDS[kind].__mapper__.columns.keys()
    return tuple(name for name in columns if name not in _OURS | _SOURCE)


_ALWAYS = frozenset({"id", "kind", "source", "departments", "schema_version"})


@cache
def _allowed(kind: str) -> frozenset[str]:
    return frozenset(fields_of(kind))


def read_record(raw: Mapping[str, Any]) -> Record:
    """Build an unsaved `Record` of the right kind from one object of the format.

    Raises `RecordRejected` for an unknown kind, a missing field, or a date that does not exist. Unknown keys are
    refused too: a misspelt field must not vanish in silence.
    """
    kind = raw.get("kind")
    if kind not in KINDS:
        raise RecordRejected("kind", f"genre inconnu : {kind!r}")
    for field in ("id", "title", "source", *_REQUIRED[kind]):
        if raw.get(field) in (None, "", []):
            raise RecordRejected(field, "champ obligatoire absent")
    source = raw["source"]
    if not isinstance(source, Mapping) or not source.get("name"):
        raise RecordRejected("source", "il faut « name » et « checked_on »")
    allowed = _allowed(str(kind))
    if unknown := raw.keys() - allowed - _ALWAYS:
        raise RecordRejected(sorted(unknown)[0], "champ inconnu pour ce genre")
    record = KINDS[kind](
        id=str(raw["id"]),
        kind=kind,
        source_name=str(source["name"]),
        source_url=source.get("url"),
        source_licence=source.get("licence"),
        checked_on=_day(source.get("checked_on"), "source.checked_on"),
    )
    for field, value in raw.items():
        if value is None or field not in allowed:
            continue
        setattr(record, field, _day(value, field) if field == "valid_until" else value)
    record.departments = [str(code) for code in raw.get("departments") or []]
    if isinstance(record, Event):
        record.begins_on, record.ends_on = span_of(record.timings)
    return record


def span_of(timings: list[dict[str, Any]]) -> tuple[date | None, date | None]:
    """First and last civil day (Europe/Paris) of `timings`; `(None, None)` when empty.

    Raises `RecordRejected` when an instant is no ISO 8601 date.
    """
    days: list[date] = []
    for timing in timings:
        for key in ("begin", "end"):
            if timing.get(key):
                days.append(_instant(timing[key], f"timings.{key}").astimezone(PARIS).date())
    return (min(days), max(days)) if days else (None, None)


def write_record(record: Record, *, internal: bool = False) -> dict[str, Any]:
    """The object of the format for `record`; `internal_note` and `direct_contact` only when `internal`."""
    out: dict[str, Any] = {"kind": record.kind, "id": record.id}
    for field in fields_of(record.kind):
        if field in ("internal_note", "direct_contact") and not internal:
            continue
        value = getattr(record, field)
        if value in (None, [], {}):
            continue
        out[field] = value.isoformat() if isinstance(value, date) else value
    out["departments"] = record.departments
    out["source"] = {"name": record.source_name, "url": record.source_url, "checked_on": record.checked_on.isoformat()}
    if record.source_licence:
        out["source"]["licence"] = record.source_licence
    return out


def _day(value: Any, field: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise RecordRejected(field, f"cette date n'existe pas : {value!r}") from None


def _instant(value: Any, field: str) -> datetime:
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise RecordRejected(field, f"cette date n'existe pas : {value!r}") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=PARIS)
