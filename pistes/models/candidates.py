"""Candidate models, trained and measured beside the live one, and every switch from a model to another."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pistes.models.base import Base


class ModelCandidate(Base):
    """One draft of corrections. `state`: waiting, working, ready, failed or set_aside. No text of a resident."""

    __tablename__ = "model_candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("question_group.id", ondelete="SET NULL"))
    by: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    # What is changed, in order: {"kind", "intention", "phrases"} or {"kind", "concept", "ecriture"}; the job
    # puts those of the live candidate first, so that promoting this one loses nothing.
    changes: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    patch: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="waiting", index=True)
    # Where the work is: copy, train_before, measure_before, train, measure, done; and out of 100.
    step: Mapped[str] = mapped_column(String(20), default="")
    progress: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime]
    # The inputs of the project that the candidate starts from, and the file of its model.
    base: Mapped[str | None] = mapped_column(String(16))
    model: Mapped[str | None] = mapped_column(String(80))
    # {"before", "after": reports of `passerelle evaluate`; "lost", "won": messages; "group": {"before", "after"}}.
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[str | None] = mapped_column(Text)


class ModelSwitch(Base):
    """The live model was changed: `action` is promote, roll_back or put_back (it did not start).

    The last line says which model serves.
    """

    __tablename__ = "model_switch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(10))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("model_candidate.id", ondelete="SET NULL"))
    model: Mapped[str] = mapped_column(String(80))
    previous: Mapped[str] = mapped_column(String(80))
    # The project's inputs then: when they change, the project's own model serves again.
    base: Mapped[str] = mapped_column(String(16))
