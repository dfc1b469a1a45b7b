"""What reception staff report: a fact that is wrong, an answer they gave. Closed lists only, so no personal data.

Writing twice with the same client id changes nothing: a browser may send again what it is not sure was received.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pistes.clock import PARIS
from pistes.french import NBSP
from pistes.models import Commune, Flag, GivenAnswer, Record
from pistes.repositories import counter, people
from pistes.services.accounts import Role, SignedIn

# The fact that is wrong, in the order of the keys 1 to 5.
FIELDS = {
    "phone": "Téléphone",
    "hours": "Horaires",
    "address": "Adresse",
    "closed": "Lieu fermé ou service arrêté",
    "other": "Autre chose",
}
CHANNELS = {"counter": "Au guichet", "phone": "Au téléphone"}
# How a flag is closed.
ENDINGS = {"resolved": "Corrigé", "refused": "Refusé"}
EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
LONGEST_REASON = 500


class CounterError(ValueError):
    """A report that cannot be taken; the message is French and may be shown."""


class NotAllowed(CounterError):
    """The account's role or départements do not allow it."""


class OpenFlag(NamedTuple):
    """A line of the editors' work list."""

    id: int
    record_id: str
    title: str
    field: str
    by: str
    at: datetime
    age: str
    # Whether the account that reads the list may close it.
    may_close: bool


def flag_fact(session: Session, who: SignedIn, record_id: str, field: str, client_id: str, now: datetime) -> Flag:
    """Flag `field` (a key of `FIELDS`) of a record as wrong; a fact that is flagged already keeps its first flag.

    Raises `CounterError` for an unknown record or field, or a client id that is no UUID.
    """
    if field not in FIELDS:
        raise CounterError("Choisissez ce qui est faux dans la liste.")
    _published(session, record_id)
    # One page may flag several facts: each has its own id, and each is still written once.
    client_id = str(uuid5(_uuid(client_id), f"{record_id} {field}"))
    known = counter.flag_by_client(session, client_id) or counter.open_flag(session, record_id, field)
    if known is not None:
        return known
    flag = Flag(record_id=record_id, field=field, by=who.login, at=now, client_id=client_id, state="open")
    if not _added(session, flag):
        return counter.flag_by_client(session, client_id) or flag
    people.audit(session, now, who.login, "flag", record_id, {"field": field})
    return flag


def close_flag(session: Session, who: SignedIn, flag_id: int, state: str, reason: str, now: datetime) -> Flag:
    """Close a flag as `resolved` or `refused`, with a reason.

    Raises `NotAllowed` unless the account is an editor of the record's départements, and `CounterError` when the flag
    is unknown, closed already, or comes without a reason.
    """
    if who.role not in EDITORS:
        raise NotAllowed("Seule une personne qui rédige les fiches peut clore un signalement.")
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if state not in ENDINGS or not reason:
        raise CounterError("Choisissez « Corrigé » ou « Refusé », et donnez un motif.")
    flag = counter.flag_for_update(session, flag_id)
    if flag is None or flag.state != "open":
        raise CounterError("Ce signalement n'existe pas, ou il est déjà clos.")
    record = session.get(Record, flag.record_id)
    if record is not None and not who.covers(record.departments):
        raise NotAllowed("Cette fiche concerne un département qui n'est pas le vôtre.")
    flag.state, flag.reason, flag.closed_by, flag.closed_at = state, reason, who.login, now
    people.audit(session, now, who.login, f"flag {state}", flag.record_id, {"field": flag.field, "reason": reason})
    return flag


def work_list(session: Session, who: SignedIn, now: datetime) -> list[OpenFlag]:
    """Open flags on the records of the account's départements, the oldest first."""
    return [
        OpenFlag(
            id=flag.id,
            record_id=record.id,
            title=record.title,
            field=FIELDS.get(flag.field, flag.field),
            by=flag.by,
            at=flag.at,
            age=age_in_words(flag.at, now),
            may_close=who.role in EDITORS,
        )
        for flag, record in counter.open_flags(session)
        if who.covers(record.departments)
    ]


def age_in_words(since: datetime, now: datetime) -> str:
    """« aujourd'hui », « hier », « il y a 12 jours », by civil days."""
    days = (now.astimezone(PARIS).date() - since.astimezone(PARIS).date()).days
    if days <= 0:
        return "aujourd'hui"
    return "hier" if days == 1 else f"il y a {days}{NBSP}jours"


def log_answer(
    session: Session, record_id: str, channel: str, solved: bool, insee: str | None, client_id: str, now: datetime
) -> GivenAnswer:
    """Count an answer given with this record: its kind is the topic, `insee` the commune asked about, if any.

    Without `insee` the place is the record's own commune. Nothing tells who asked, nor who answered.
    Raises `CounterError` for an unknown record, channel or commune, or a client id that is no UUID.
    """
    if channel not in CHANNELS:
        raise CounterError("Choisissez « Au guichet » ou « Au téléphone ».")
    record = _published(session, record_id)
    client_id = str(_uuid(client_id))
    if known := counter.answer_by_client(session, client_id):
        return known
    place = insee or getattr(record, "insee", None)
    commune = session.get(Commune, place) if place else None
    if insee and commune is None:
        raise CounterError("Cette commune n'est pas connue.")
    given = GivenAnswer(
        client_id=client_id,
        at=now,
        channel=channel,
        topic=record.kind,
        insee=commune.insee if commune else None,
        department_code=commune.department_code if commune else None,
        record_id=record.id,
        solved=solved,
    )
    return given if _added(session, given) else counter.answer_by_client(session, client_id) or given


def _published(session: Session, record_id: str) -> Record:
    record = session.get(Record, record_id)
    if record is None or not record.published:
        raise CounterError("Cette fiche n'existe pas, ou n'est plus publiée.")
    return record


def _uuid(text: str) -> UUID:
    """The UUID of a browser's request: one id written in two ways stays one."""
    try:
        return UUID(text)
    except ValueError:
        raise CounterError("Cette demande est incomplète : rechargez la page, puis recommencez.") from None


def _added(session: Session, row: Flag | GivenAnswer) -> bool:
    """Add `row`; False when the same request was written meanwhile by another process."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True
