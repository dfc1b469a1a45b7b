"""Who changed what and when, in words; undoing one change without losing those made since."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, inspect
from sqlalchemy.orm import Session

from pistes.clock import PARIS
from pistes.french import capitalised, enumerate_words, hour, long_date, typeset
from pistes.models import Record, RecordRevision
from pistes.repositories import editing
from pistes.services.accounts import SignedIn
from pistes.services.editing.form import Field, forms, label_of
from pistes.services.editing.places import Places
from pistes.services.editing.rights import Conflict, EditingError, check
from pistes.services.editing.saving import ACTIONS, apply, existing, stored

LONGEST_SHOWN = 600


@dataclass(frozen=True)
class Change:
    """One field of one change, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One change of a record. `undoable`: nothing of it was changed again since."""

    id: int
    when: str
    by: str
    action: str
    reason: str
    changes: Sequence[Change]
    undoable: bool


def lines(session: Session, record: Record, places: Places) -> list[Line]:
    """The history of a record, the latest change first."""
    return [
        Line(
            id=revision.id,
            when=moment(revision.at),
            by=revision.by,
            action=ACTIONS.get(revision.action, capitalised(revision.action)),
            reason=revision.reason or "",
            changes=[_change(record.kind, name, pair, places) for name, pair in revision.changes.items()],
            undoable=revision.action != "create" and bool(revision.changes) and not _changed_since(record, revision),
        )
        for revision in editing.revisions(session, record.id)
    ]


def undo(session: Session, who: SignedIn, record_id: str, revision_id: int, now: datetime) -> Record:
    """Write back what the fields were before a change. Raises `Conflict` when they were changed again since."""
    record = existing(session, who, record_id)
    revision = session.get(RecordRevision, revision_id)
    if revision is None or revision.record_id != record_id or revision.action == "create":
        raise EditingError("Ce changement ne s'annule pas.")
    if again := _changed_since(record, revision):
        names = [label_of(record.kind, name) for name in again]
        words = enumerate_words([name.lower() for name in names])
        raise Conflict(
            typeset(f"Changé de nouveau depuis : {words}. Corrigez la fiche à la main."), record.version, names
        )
    changes = {
        name: (getattr(record, name), _restored(record, name, before)) for name, (before, _) in revision.changes.items()
    }
    if "departments" in changes:
        check(who, changes["departments"][1])
    apply(session, who, record, changes, "undo", now, f"Annule le changement du {moment(revision.at)}")
    return record


def moment(at: datetime) -> str:
    """« 23 novembre 2026 à 10 h 05 »."""
    local = at.astimezone(PARIS)
    return f"{long_date(local.date(), weekday=False)} à {hour(local)}"


def in_words(field: Field | None, value: Any, places: Places) -> str:
    """A stored value as an editor reads it; « vide » when there is none."""
    if value in (None, "", [], {}):
        return "vide"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if field and field.type in ("commune",):
        return places.written(str(value))
    if isinstance(value, list):
        return " ; ".join(_item(field, item, places) for item in value)[:LONGEST_SHOWN]
    if isinstance(value, dict):
        return _item(field, value, places)[:LONGEST_SHOWN]
    words = dict(field.choices) if field else {}
    return str(words.get(str(value), value))[:LONGEST_SHOWN]


def _item(field: Field | None, item: Any, places: Places) -> str:
    if isinstance(item, dict):
        columns = {column.name: column for column in field.columns} if field else {}
        parts = []
        for name, value in item.items():
            column = columns.get(name)
            parts.append(f"{column.label if column else name} {in_words(column, value, places)}")
        return ", ".join(parts)
    if field and field.type in ("places", "departments"):
        return places.written(str(item))
    words = dict(field.choices) if field else {}
    return str(words.get(str(item), item)) if isinstance(item, str) else json.dumps(item, ensure_ascii=False)


def _change(kind: str, name: str, pair: Sequence[Any], places: Places) -> Change:
    form = forms().get(kind)
    field = form.field(name) if form else None
    before, after = (in_words(field, value, places) for value in pair)
    return Change(label_of(kind, name), before, after)


def _changed_since(record: Record, revision: RecordRevision) -> list[str]:
    return [
        name
        for name, (_, after) in revision.changes.items()
        if not hasattr(record, name) or (stored(getattr(record, name)) or None) != (after or None)
    ]


def _restored(record: Record, name: str, value: Any) -> Any:
    column = inspect(type(record)).columns.get(name)
    if value is not None and column is not None and isinstance(column.type, Date):
        return date.fromisoformat(value)
    if value is None and column is not None and not column.nullable:
        return ""
    return value
