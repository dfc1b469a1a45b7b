"""The one way a record is changed by hand: fields, history, audit log and search index, together.

Every field an editor changes is remembered in `edited_fields`: no import overwrites it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from langue.normalise import key
from pistes.clock import PARIS
from pistes.french import enumerate_words, typeset
from pistes.models import HelpLine, Record, RecordDraft, RecordRevision
from pistes.repositories import editing, people
from pistes.search import index_records
from pistes.services.accounts import SignedIn
from pistes.services.editing.filled import Filled, blank, data_of, derive, fill, only_known
from pistes.services.editing.form import forms, label_of
from pistes.services.editing.places import Places
from pistes.services.editing.rights import Conflict, EditingError, Invalid, check
from pistes.services.editing.values import Data

LONGEST_REASON = 500
# How a change is called in the history.
ACTIONS = {
    "create": "Création",
    "edit": "Modification",
    "publish": "Publication",
    "unpublish": "Retrait",
    "undo": "Annulation",
    "bulk": "Modification par lot",
    "import": "Import",
}


@dataclass(frozen=True)
class Sent:
    """A form as it came: its inputs, the version it was opened on (None: a new record), and what was ticked beside."""

    kind: str
    record_id: str | None
    data: Data
    version: int | None
    reason: str = ""
    # « J'ai vérifié ces faits aujourd'hui ».
    verified: bool = False


def publish(session: Session, who: SignedIn, sent: Sent, places: Places, now: datetime) -> tuple[Record, list[str]]:
    """Write a form into its record and show it to residents; gives the record and the names of the fields changed.

    Raises `NotAllowed`, `Conflict` when the record changed since the form was opened, `Invalid` when it has errors.
    """
    today = now.astimezone(PARIS).date()
    record = editing.locked(session, sent.record_id) if sent.record_id else None
    if record is not None:
        check(who, record.departments)
        check_version(session, record, sent.version)
    base = record or blank(sent.kind, today)
    filled = fill(base.kind, sent.data, base, places, today)
    if sent.verified:
        filled.values["checked_on"] = today
        filled.errors.pop("checked_on", None)
    if filled.errors:
        raise Invalid(filled)
    check(who, filled.values["departments"])
    changes = filled.changes(base)
    if record is None:
        record_id = sent.record_id or new_id(session, sent.kind, filled.values["title"])
        record, action = create(session, filled, record_id, today), "create"
        changes = {name: change for name, change in changes.items() if change[1] not in (None, "", [], {}, False)}
    else:
        action = "edit" if record.published else "publish"
    if not record.published or action == "create":
        changes["published"] = (False, True)
    if sent.verified or "checked_on" in changes:
        record.checked_by = who.login
    if changes:
        apply(session, who, record, changes, action, now, sent.reason)
    drop_draft(session, record.id)
    return record, list(changes)


def withdraw(session: Session, who: SignedIn, record_id: str, version: int, now: datetime, reason: str = "") -> Record:
    """Show a record to residents no longer; its history stays."""
    record = existing(session, who, record_id)
    check_version(session, record, version)
    if record.published:
        apply(session, who, record, {"published": (True, False)}, "unpublish", now, reason)
    return record


def apply(
    session: Session,
    who: SignedIn,
    record: Record,
    changes: Mapping[str, tuple[Any, Any]],
    action: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Write `changes` ((before, after) by field) with their history. Nothing is committed here."""
    if changes.get("published") == (True, False):
        _keep_help_line(session, record)
    for name, (_, after) in changes.items():
        setattr(record, name, after)
    derive(record)
    record.edited_fields = sorted({*(record.edited_fields or ()), *changes})
    record.updated_at = now
    kept = {name: [stored(before), stored(after)] for name, (before, after) in changes.items()}
    session.add(
        RecordRevision(
            record_id=record.id,
            at=now,
            by=who.login,
            action=action,
            changes=kept,
            reason=" ".join(reason.split())[:LONGEST_REASON] or None,
        )
    )
    people.audit(session, now, who.login, f"record {action}", record.id, {"fields": sorted(changes)})
    index_records(session, [record.id])


def existing(session: Session, who: SignedIn, record_id: str) -> Record:
    """The record, locked, that `who` may edit. Raises `EditingError`."""
    record = editing.locked(session, record_id)
    if record is None:
        raise EditingError("Cette fiche n'existe pas.")
    check(who, record.departments)
    return record


def check_version(session: Session, record: Record, version: int | None) -> None:
    """Raise `Conflict` when `record` is not at `version` any more."""
    if version == record.version:
        return
    last = editing.revisions(session, record.id, 1)
    by = f" par {last[0].by}" if last else ""
    names = list(dict.fromkeys(label_of(record.kind, name) for name in last[0].changes)) if last else []
    what = f" : {enumerate_words([name.lower() for name in names])}" if names else ""
    raise Conflict(
        typeset(f"Cette fiche a été changée{by} pendant que vous la modifiiez{what}."), record.version, names
    )


def save_draft(session: Session, who: SignedIn, sent: Sent, places: Places, now: datetime) -> str:
    """Put a form aside, whole or not; residents go on reading the record as it is. Gives its id."""
    record = editing.locked(session, sent.record_id) if sent.record_id else None
    known = session.get(RecordDraft, sent.record_id) if sent.record_id else None
    data = only_known(forms()[sent.kind], {name: list(texts) for name, texts in sent.data.items()}, places)
    departments = [code for code in data.get("departments", []) if code in places.departments]
    for codes in (departments, record.departments if record else None, known.departments if known else None):
        if codes is not None:
            check(who, codes)
    title = " ".join(" ".join(data.get("title", [])).split())[:300]
    record_id = sent.record_id or new_id(session, sent.kind, title or "brouillon")
    draft = known or RecordDraft(record_id=record_id, kind=sent.kind)
    draft.title, draft.departments, draft.data = title or (record.title if record else ""), departments, data
    draft.base_version, draft.by, draft.at = sent.version, who.login, now
    session.add(draft)
    people.audit(session, now, who.login, "draft", record_id)
    return record_id


def drop_draft(session: Session, record_id: str) -> None:
    """Forget the draft of a record."""
    draft = session.get(RecordDraft, record_id)
    if draft is not None:
        session.delete(draft)


def create(session: Session, filled: Filled, record_id: str, today: date) -> Record:
    """Add a record, not published yet."""
    record = blank(filled.kind, today)
    record.id = record_id
    for name, value in filled.values.items():
        setattr(record, name, value)
    derive(record)
    record.origin, record.origin_id = "editor", record_id
    session.add(record)
    session.flush()
    return record


def publishable(record: Record, places: Places, today: date) -> Filled:
    """The stored record read as its own form: its errors keep it from being published."""
    return fill(record.kind, data_of(record, places), record, places, today)


def new_id(session: Session, kind: str, title: str) -> str:
    """`prefix:slug`, never used before."""
    slug = re.sub(r"[^a-z0-9]+", "-", key(title)).strip("-")[:60] or "fiche"
    base = f"{forms()[kind].prefix}:{slug}"
    number, found = 2, base
    while editing.id_taken(session, found):
        found, number = f"{base}-{number}", number + 1
    return found


def stored(value: Any) -> Any:
    """A value as the history keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _keep_help_line(session: Session, record: Record) -> None:
    """A number that the rules of danger name is never withdrawn by a click."""
    if isinstance(record, HelpLine) and any(record.id in rule.lines for rule in editing.help_line_rules(session)):
        raise EditingError("Les règles de danger citent ce numéro : il ne peut pas être retiré.")
