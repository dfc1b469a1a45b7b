"""The records residents are answered with, one joined table a kind; every one has its source and dates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pistes.models.base import Base


class Record(Base):
    """What every kind has in common. `id` is `prefix:slug` and never changes meaning."""

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_origin", "origin", "origin_id"),)

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    # The same facts in simple French.
    plain: Mapped[str | None] = mapped_column(Text)
    keywords: Mapped[list[str]] = mapped_column(default=list)
    themes: Mapped[list[str]] = mapped_column(default=list)
    example: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=True)
    website: Mapped[str | None] = mapped_column(String(500))
    internal_note: Mapped[str | None] = mapped_column(Text)

    source_name: Mapped[str] = mapped_column(String(300))
    source_url: Mapped[str | None] = mapped_column(String(500))
    source_licence: Mapped[str | None] = mapped_column(String(120))
    checked_on: Mapped[date]
    checked_by: Mapped[str | None] = mapped_column(String(120))
    responsible_service: Mapped[str | None] = mapped_column(String(200))
    review_every_days: Mapped[int | None]
    valid_until: Mapped[date | None] = mapped_column(index=True)

    # Where an importer found it, and the fields an editor has corrected since (an import never overwrites them).
    origin: Mapped[str | None] = mapped_column(String(60))
    origin_id: Mapped[str | None] = mapped_column(String(200))
    edited_fields: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime | None]

    department_links: Mapped[list["RecordDepartment"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "record", "version_id_col": version}

    @property
    def departments(self) -> list[str]:
        """Codes of the départements concerned, sorted."""
        return sorted(link.department_code for link in self.department_links)

    @departments.setter
    def departments(self, codes: list[str]) -> None:
        kept = {link.department_code: link for link in self.department_links}
        self.department_links = [
            kept.get(code) or RecordDepartment(department_code=code) for code in sorted(set(codes))
        ]


class RecordDepartment(Base):
    """A département that a record concerns."""

    __tablename__ = "record_department"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    department_code: Mapped[str] = mapped_column(ForeignKey("department.code"), primary_key=True, index=True)


class ReceptionPoint(Record):
    """An organisation's reception point (data·inclusion structure): where one is received, by whom, from where."""

    __tablename__ = "reception_point"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), index=True)
    organisation: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    postcode: Mapped[str | None] = mapped_column(String(5))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    # [{"number": "04 71 …", "label": "Accueil"}]
    phones: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    email: Mapped[str | None] = mapped_column(String(200))
    # OSM opening_hours syntax; null when unknown or too old to be shown.
    opening_hours: Mapped[str | None] = mapped_column(String(1000))
    # What a source wrote that could not be read as opening_hours.
    hours_text: Mapped[str | None] = mapped_column(String(1000))
    # [{"from": "2026-12-24", "to": "2027-01-02", "reason": "…"}]
    closures: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    appointment: Mapped[str | None] = mapped_column(String(10))
    # {"step_free": bool, "hearing_loop": bool, "sign_language": bool, "parking": bool}; an absent key is unknown.
    access: Mapped[dict[str, Any]] = mapped_column(default=dict)
    audiences: Mapped[list[str]] = mapped_column(default=list)
    services: Mapped[list[str]] = mapped_column(default=list)
    joint: Mapped[bool] = mapped_column(default=False)
    networks: Mapped[list[str]] = mapped_column(default=list)
    # INSEE codes or département codes; empty: no known limit.
    receives_from: Mapped[list[str]] = mapped_column(default=list)
    what_to_bring: Mapped[list[str]] = mapped_column(default=list)
    direct_contact: Mapped[str | None] = mapped_column(Text)

    __mapper_args__ = {"polymorphic_identity": "reception_point"}


class Activity(Record):
    """An activity for children, first of all those followed by child welfare."""

    __tablename__ = "activity"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), index=True)
    place: Mapped[str | None] = mapped_column(String(200))
    age_min: Mapped[int | None]
    age_max: Mapped[int | None]
    schedule: Mapped[str | None] = mapped_column(String(500))
    # [{"begin": ISO instant, "end": ISO instant}]
    timings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    price: Mapped[str | None] = mapped_column(String(200))
    payer: Mapped[str | None] = mapped_column(String(300))
    transport: Mapped[str | None] = mapped_column(String(300))
    for_children_in_care: Mapped[bool] = mapped_column(default=False)
    open_to: Mapped[list[str]] = mapped_column(default=list)
    # {"how", "contact", "authorisation", "state": open|closed|full|unknown}
    registration: Mapped[dict[str, Any]] = mapped_column(default=dict)
    places: Mapped[int | None]

    __mapper_args__ = {"polymorphic_identity": "activity"}


class Event(Record):
    """A public event."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    insee: Mapped[str] = mapped_column(ForeignKey("commune.insee"), index=True)
    place: Mapped[str | None] = mapped_column(String(200))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    timings: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    # First beginning and last end, for queries by date; kept by the service that writes timings.
    begins_on: Mapped[date | None] = mapped_column(index=True)
    ends_on: Mapped[date | None] = mapped_column(index=True)
    # "day" or "month": what the source really gives; hours are shown only with "time".
    precision: Mapped[str] = mapped_column(String(5), default="time")
    price: Mapped[str | None] = mapped_column(String(200))
    free: Mapped[bool | None]
    registration: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[str] = mapped_column(String(12), default="scheduled")
    access: Mapped[dict[str, Any]] = mapped_column(default=dict)

    __mapper_args__ = {"polymorphic_identity": "event"}


class Piste(Record):
    """A line of cooperation. `among_thirty`: documented as one of the 30 announced in 2019 (null: not known)."""

    __tablename__ = "piste"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    axis: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(12), default="announced")
    status_date: Mapped[str | None] = mapped_column(String(10))
    follow_up: Mapped[str | None] = mapped_column(Text)
    among_thirty: Mapped[bool | None]

    __mapper_args__ = {"polymorphic_identity": "piste"}


class Procedure(Record):
    """How to get an aid or a right: what, for whom, who decides, first step. Never an amount, a ceiling or a delay."""

    __tablename__ = "procedure"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), index=True)
    for_whom: Mapped[str | None] = mapped_column(Text)
    who_decides: Mapped[str | None] = mapped_column(Text)
    first_step: Mapped[str | None] = mapped_column(Text)
    documents: Mapped[list[str]] = mapped_column(default=list)
    appeal: Mapped[str | None] = mapped_column(Text)

    __mapper_args__ = {"polymorphic_identity": "procedure"}


class Answer(Record):
    """A stored answer to a question on the cooperation, with its twin in simple French (`plain`)."""

    __tablename__ = "answer"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(300))
    # Other ways of asking it: they feed the search, never the training data.
    other_questions: Mapped[list[str]] = mapped_column(default=list)
    answer: Mapped[str] = mapped_column(Text)

    __mapper_args__ = {"polymorphic_identity": "answer"}


class HelpLine(Record):
    """A help line. `sms`, `web`: other ways than a call; a line without `call` never gets a call link."""

    __tablename__ = "help_line"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    for_whom: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[str | None] = mapped_column(String(200))
    # The same hours in OSM syntax, when they can be computed with ("24/7").
    opening_hours: Mapped[str | None] = mapped_column(String(300))
    cost: Mapped[str | None] = mapped_column(String(200))
    kinds: Mapped[list[str]] = mapped_column(default=list)
    channels: Mapped[list[str]] = mapped_column(default=list)

    __mapper_args__ = {"polymorphic_identity": "help_line"}


class Referral(Record):
    """Who does what is not ours (passport, CAF, taxes, trains…): the answer to an out-of-scope question."""

    __tablename__ = "referral"

    id: Mapped[str] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), primary_key=True)
    # Words and phrases that name the matter, normalised at load.
    terms: Mapped[list[str]] = mapped_column(default=list)
    who: Mapped[str] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(30))

    __mapper_args__ = {"polymorphic_identity": "referral"}


class HelpLineRule(Base):
    """Which help lines come first: kind × immediacy × who writes, best first; a null column means any.

    Hours are not repeated here: a line that is closed at the moment of asking goes after the open ones.
    """

    __tablename__ = "help_line_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    immediate: Mapped[bool]
    writer: Mapped[str | None] = mapped_column(String(12))
    # Ids of help lines, best first, at most three are shown.
    lines: Mapped[list[str]] = mapped_column(default=list)


class RecordRevision(Base):
    """What a record was before a change: who, when, which fields; undo writes the old values back."""

    __tablename__ = "record_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: the history of a deleted record stays.
    record_id: Mapped[str] = mapped_column(String(120), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(20))
    # {"field": [before, after]}
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str | None] = mapped_column(String(500))
