"""A record as reception staff read it: what residents see, and what is kept for staff alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.clock import PARIS
from pistes.french import enumerate_words, long_date, typeset
from pistes.hours import state_at
from pistes.models import Commune, Department, HelpLine, ReceptionPoint, Record
from pistes.repositories import counter
from pistes.repositories.records import by_ids, published
from pistes.services.accounts import SignedIn
from pistes.services.cards import load_cards
from pistes.services.counter import FIELDS, age_in_words
from pistes.services.freshness import Freshness, freshness
from pistes.services.nearest import nearest_points

NEIGHBOURS = 3
# Points looked at to find those across the border: the first ones are mostly on this side.
LOOKED_AT = 40
CHANGES_SHOWN = 5

AUDIENCES = {
    "elderly": "personnes âgées",
    "disabled": "personnes handicapées",
    "children": "enfants",
    "caregiver": "aidants",
    "family": "familles",
}
_FIELD_NAMES = {
    "title": "titre",
    "summary": "résumé",
    "phones": "téléphone",
    "opening_hours": "horaires",
    "hours_text": "horaires",
    "closures": "fermetures",
    "address": "adresse",
    "email": "courriel",
    "checked_on": "date de vérification",
    "what_to_bring": "documents à apporter",
    "receives_from": "habitants reçus",
}
# Changed fields that only those who may read the internal facts are told of.
_INTERNAL = {"internal_note": "note interne", "direct_contact": "contact direct"}


@dataclass(frozen=True)
class StaffRecord:
    """`card` and `plain` as residents get them; the rest is for signed-in staff only."""

    card: dict[str, Any]
    plain: str
    internal_note: str
    direct_contact: str
    # False when the note and the contact belong to a département that the account does not cover.
    internal_shown: bool
    eligibility: list[str]
    neighbours: list[dict[str, Any]]
    changes: list[str]
    flags: list[str]


def staff_record(
    session: Session, who: SignedIn, record_id: str, now: datetime, *, examples: bool, insee: str | None = None
) -> StaffRecord | None:
    """The record for `who`, or None when it is unknown or not published.

    `insee` is the commune of the person asking; without it neighbours are looked for around the record's own commune.
    """
    record = published(session, record_id, examples=examples)
    if record is None:
        return None
    shown = who.covers(record.departments)
    return StaffRecord(
        card=load_cards(session, [record_id], now)[0],
        plain=typeset(record.plain or ""),
        internal_note=(record.internal_note or "") if shown else "",
        direct_contact=(getattr(record, "direct_contact", None) or "") if shown else "",
        internal_shown=shown,
        eligibility=_eligibility(session, record),
        neighbours=_neighbours(session, record, insee, now, examples),
        changes=_changes(session, record_id, internal=shown),
        flags=[
            f"{FIELDS.get(flag.field, flag.field)}, signalé {age_in_words(flag.at, now)}"
            for flag in counter.open_flags_of(session, record_id)
        ],
    )


def open_now(session: Session, ids: Sequence[str], now: datetime) -> set[str]:
    """Those of `ids` whose hours are known, recent enough to be trusted, and say that it is open at `now`."""
    found = set()
    for record in by_ids(session, ids):
        if not isinstance(record, ReceptionPoint | HelpLine) or not record.opening_hours:
            continue
        closures = record.closures if isinstance(record, ReceptionPoint) else None
        state = state_at(record.opening_hours, now, closures)
        trusted = freshness(record, now.astimezone(PARIS).date()) is not Freshness.WITHHELD
        if state is not None and state.open_now and trusted:
            found.add(record.id)
    return found


def _eligibility(session: Session, record: Record) -> list[str]:
    """Who is received, in words; empty when the record tells no limit."""
    if not isinstance(record, ReceptionPoint):
        return []
    found = []
    if audiences := [AUDIENCES[code] for code in record.audiences or () if code in AUDIENCES]:
        found.append(typeset(f"Pour : {enumerate_words(audiences)}"))
    if places := _place_names(session, record.receives_from or ()):
        found.append(typeset(f"Reçoit les habitants de : {enumerate_words(places)}"))
    if record.joint:
        found.append("Point commun aux deux Départements")
    return found


def _place_names(session: Session, codes: Sequence[str]) -> list[str]:
    communes = select(Commune.name).where(Commune.insee.in_(codes)).order_by(Commune.name)
    departments = select(Department.name).where(Department.code.in_(codes)).order_by(Department.code)
    return [*session.scalars(departments), *session.scalars(communes)]


def _neighbours(
    session: Session, record: Record, insee: str | None, now: datetime, examples: bool
) -> list[dict[str, Any]]:
    """Cards of the nearest points in the other département, for the same public as this one."""
    here = insee or getattr(record, "insee", None)
    if here is None:
        return []
    audiences = record.audiences if isinstance(record, ReceptionPoint) else []
    near = nearest_points(
        session,
        here,
        today=now.astimezone(PARIS).date(),
        audience=audiences[0] if len(audiences or ()) == 1 else None,
        include_examples=examples,
        limit=LOOKED_AT,
    )
    across = [point for point in near if "across_border" in point.why and point.record_id != record.id]
    across.sort(key=lambda point: (point.distance_km, point.record_id))
    chosen = across[:NEIGHBOURS]
    return load_cards(
        session,
        [point.record_id for point in chosen],
        now,
        distances={point.record_id: point.distance_km for point in chosen},
        whys={point.record_id: point.why for point in chosen},
    )


def _changes(session: Session, record_id: str, *, internal: bool) -> list[str]:
    """« 3 novembre 2026 : horaires, téléphone », the latest first; the values themselves are the editors' matter."""
    lines = []
    names = {**_FIELD_NAMES, **_INTERNAL} if internal else _FIELD_NAMES
    for revision in counter.revisions(session, record_id, CHANGES_SHOWN):
        told = (field for field in revision.changes if internal or field not in _INTERNAL)
        changed = list(dict.fromkeys(names.get(field, "autres renseignements") for field in told))
        if changed:
            when = long_date(revision.at.astimezone(PARIS).date(), weekday=False)
            lines.append(typeset(f"{when} : {enumerate_words(changed)}"))
    return lines
