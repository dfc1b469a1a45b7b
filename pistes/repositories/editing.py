"""Queries of the back office: lists of records and what is wrong with them, drafts, history, audit log."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from pistes.models import (
    AuditEvent,
    Event,
    Flag,
    HelpLine,
    HelpLineRule,
    ReceptionPoint,
    Record,
    RecordDepartment,
    RecordDraft,
    RecordRevision,
    Site,
    TextReview,
)
from pistes.repositories.records import by_ids
from pistes.services.freshness import DEFAULT_RHYTHM_DAYS


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty: everything. `departments`: those of the account, or the one asked for."""

    text: str = ""
    kind: str = ""
    state: str = ""
    service: str = ""
    department: str = ""
    # stale, flagged, incomplete or hours.
    work: str = ""
    departments: tuple[str, ...] = ()


# What a record of a kind should have: (model attribute, what is missing).
Should = tuple[Any, str]


def listed(
    session: Session, wanted: Wanted, today: date, should: Sequence[Should], *, limit: int, offset: int
) -> tuple[list[Record], int]:
    """Records by title, and how many there are in all."""
    conditions = _conditions(session, wanted, today, should)
    total = session.scalar(select(func.count()).select_from(Record).where(*conditions)) or 0
    query = select(Record.id).where(*conditions).order_by(func.lower(Record.title), Record.id)
    ids = session.scalars(query.limit(limit).offset(offset)).all()
    return by_ids(session, ids), total


def count(session: Session, wanted: Wanted, today: date, should: Sequence[Should]) -> int:
    """How many records a list has."""
    conditions = _conditions(session, wanted, today, should)
    return session.scalar(select(func.count()).select_from(Record).where(*conditions)) or 0


def counts(session: Session, wanted: Wanted, today: date, should: Sequence[Should]) -> dict[str, int]:
    """How many records need each kind of work."""
    kinds = ("stale", "flagged", "incomplete", "hours")
    return {work: count(session, replace(wanted, work=work), today, should) for work in kinds}


def services(session: Session) -> list[str]:
    """Every responsible service, by name."""
    query = select(Record.responsible_service).where(Record.responsible_service.is_not(None)).distinct()
    return sorted(filter(None, session.scalars(query)))


def locked(session: Session, record_id: str) -> Record | None:
    """A record that nobody else changes until the transaction ends."""
    return session.get(Record, record_id, with_for_update=True)


def id_taken(session: Session, record_id: str) -> bool:
    """Whether a record, a draft or a history has this id."""
    return (
        session.get(Record, record_id) is not None
        or session.get(RecordDraft, record_id) is not None
        or session.scalar(select(exists().where(RecordRevision.record_id == record_id))) is True
    )


def drafts(session: Session) -> list[RecordDraft]:
    """Every draft, the latest first."""
    return list(session.scalars(select(RecordDraft).order_by(RecordDraft.at.desc())))


def revisions(session: Session, record_id: str, limit: int = 100) -> list[RecordRevision]:
    """The history of a record, the latest first."""
    query = select(RecordRevision).where(RecordRevision.record_id == record_id)
    return list(session.scalars(query.order_by(RecordRevision.at.desc(), RecordRevision.id.desc()).limit(limit)))


def sites(session: Session) -> list[Site]:
    """Every site."""
    return list(session.scalars(select(Site).order_by(Site.id)))


def help_line_rules(session: Session) -> list[HelpLineRule]:
    """The rules that choose help lines, by kind."""
    query = select(HelpLineRule).order_by(HelpLineRule.kind, HelpLineRule.immediate.desc(), HelpLineRule.id)
    return list(session.scalars(query))


def help_lines(session: Session) -> list[HelpLine]:
    """Every help line."""
    return list(session.scalars(select(HelpLine).order_by(HelpLine.id)))


def text_reviews(session: Session) -> list[TextReview]:
    """Reviews of the texts that answer danger, the latest first."""
    return list(session.scalars(select(TextReview).order_by(TextReview.id.desc())))


def audit_events(session: Session, *, who: str, action: str, target: str, limit: int) -> list[AuditEvent]:
    """The last lines of the audit log that match; an empty filter matches all."""
    query = select(AuditEvent)
    for column, text in ((AuditEvent.who, who), (AuditEvent.action, action), (AuditEvent.target, target)):
        if text:
            query = query.where(func.lower(column).contains(text.lower(), autoescape=True))
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(limit)))


def stale(session: Session, today: date) -> ColumnElement[bool]:
    """The condition that `pistes.services.freshness.is_stale` decides, for a list; past events are never stale."""
    rhythms = session.scalars(
        select(Record.review_every_days).where(Record.review_every_days.is_not(None)).distinct()
    ).all()
    aged = [
        and_(Record.review_every_days == days, Record.checked_on < today - timedelta(days=days))
        for days in rhythms
        if days
    ]
    unsaid = or_(Record.review_every_days.is_(None), Record.review_every_days == 0)
    aged += [
        and_(unsaid, Record.kind == kind, Record.checked_on < today - timedelta(days=days))
        for kind, days in DEFAULT_RHYTHM_DAYS.items()
    ]
    past = exists().where(Event.__table__.c.id == Record.id, Event.__table__.c.ends_on < today)
    return and_(or_(Record.valid_until < today, *aged), ~past)


def _conditions(session: Session, wanted: Wanted, today: date, should: Sequence[Should]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        words = wanted.text.lower()
        found.append(
            or_(func.lower(Record.title).contains(words, autoescape=True), Record.id.contains(words, autoescape=True))
        )
    if wanted.kind:
        found.append(Record.kind == wanted.kind)
    if wanted.state:
        found.append(Record.published.is_(wanted.state == "published"))
    if wanted.service:
        found.append(Record.responsible_service == wanted.service)
    for codes in filter(None, (wanted.departments, (wanted.department,) if wanted.department else ())):
        found.append(_concerns(codes))
    if wanted.work == "stale":
        found.append(stale(session, today))
    elif wanted.work == "flagged":
        found.append(exists().where(Flag.record_id == Record.id, Flag.state == "open"))
    elif wanted.work == "incomplete":
        found.append(or_(*(_lacks(attribute) for attribute, _ in should)))
    elif wanted.work == "hours":
        found.append(_unread_hours())
    return found


def _concerns(codes: Sequence[str]) -> ColumnElement[bool]:
    link = RecordDepartment
    return or_(
        ~exists().where(link.record_id == Record.id),
        exists().where(link.record_id == Record.id, link.department_code.in_(codes)),
    )


def _lacks(attribute: Any) -> ColumnElement[bool]:
    """Whether the column of a kind's table (or of every record) is empty."""
    column = attribute.class_.__table__.c.get(attribute.key, Record.__table__.c.get(attribute.key))
    empty = or_(column.is_(None), cast(column, String).in_(("", "[]", "null")))
    if column.table is Record.__table__:
        return and_(Record.kind == attribute.class_.__mapper__.polymorphic_identity, empty)
    inside: Select[Any] = select(1).where(column.table.c.id == Record.id, empty)
    return inside.exists()


def _unread_hours() -> ColumnElement[bool]:
    table = ReceptionPoint.__table__
    return exists().where(table.c.id == Record.id, table.c.opening_hours.is_(None), table.c.hours_text.is_not(None))
