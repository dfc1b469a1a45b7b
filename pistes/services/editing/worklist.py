"""What editors have to look at: records that are stale, flagged, incomplete, or whose hours could not be read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from pistes.models import (
    Activity,
    Answer,
    Event,
    HelpLine,
    Piste,
    Procedure,
    ReceptionPoint,
    Record,
    RecordDraft,
    Referral,
)
from pistes.repositories import counter, editing
from pistes.repositories.editing import Wanted
from pistes.services.accounts import SignedIn
from pistes.services.counter import FIELDS
from pistes.services.editing.form import label_of
from pistes.services.editing.rights import may_edit
from pistes.services.freshness import is_stale

WORKS = {
    "flagged": "Signalées fausses à l’accueil",
    "stale": "À vérifier de nouveau",
    "hours": "Horaires non lus",
    "incomplete": "Incomplètes",
}
# What residents miss most when it is not there, by kind.
SHOULD: list[tuple[Any, str]] = [
    (attribute, attribute.key)
    for attribute in (
        ReceptionPoint.summary, ReceptionPoint.phones, ReceptionPoint.address, ReceptionPoint.opening_hours,
        Activity.summary, Activity.schedule, Activity.registration,
        Event.summary, Event.place,
        Piste.summary, Piste.status_date,
        Procedure.summary, Procedure.who_decides, Procedure.first_step,
        Answer.plain,
        HelpLine.hours, HelpLine.opening_hours, HelpLine.source_url,
        Referral.terms,
    )
]  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A record in a list, with why it needs work."""

    record: Record
    reasons: list[str]
    draft: RecordDraft | None
    editable: bool


def rows(
    session: Session, who: SignedIn, wanted: Wanted, today: date, *, limit: int, offset: int
) -> tuple[list[Row], int]:
    """One page of a list, and how many records it has in all."""
    found, total = editing.listed(session, wanted, today, SHOULD, limit=limit, offset=offset)
    drafts = {draft.record_id: draft for draft in editing.drafts(session)}
    return [
        Row(record, reasons(session, record, today), drafts.get(record.id), may_edit(who, record.departments))
        for record in found
    ], total


def reasons(session: Session, record: Record, today: date) -> list[str]:
    """Why a record needs work, in words."""
    found = [
        f"Signalé : {FIELDS.get(flag.field, flag.field).lower()}" for flag in counter.open_flags_of(session, record.id)
    ]
    past = isinstance(record, Event) and record.ends_on is not None and record.ends_on < today
    if not past and is_stale(record, today):
        found.append("À vérifier de nouveau")
    if isinstance(record, ReceptionPoint) and record.hours_text and not record.opening_hours:
        found.append("Horaires non lus")
    if missing := missing_of(record):
        found.append("Manque : " + ", ".join(label_of(record.kind, name).lower() for name in missing))
    return found


def missing_of(record: Record) -> list[str]:
    """Names of the fields that a record of its kind should have."""
    return [
        name
        for attribute, name in SHOULD
        if attribute.class_ is type(record) and getattr(record, name) in (None, "", [], {})
    ]


def open_drafts(session: Session, who: SignedIn) -> list[RecordDraft]:
    """Drafts that `who` may open, the latest first."""
    return [draft for draft in editing.drafts(session) if draft.by == who.login or may_edit(who, draft.departments)]
