"""Queries of candidate models and of the switches from a model to another."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pistes.models import ModelCandidate, ModelSwitch


def latest(session: Session, most: int = 50) -> Sequence[ModelCandidate]:
    """Candidates, the latest first."""
    return session.scalars(select(ModelCandidate).order_by(ModelCandidate.id.desc()).limit(most)).all()


def by_id(session: Session, candidate_id: int) -> ModelCandidate | None:
    """A candidate, or None."""
    return session.get(ModelCandidate, candidate_id)


def in_state(session: Session, *states: str) -> Sequence[ModelCandidate]:
    """Candidates in one of these states, the oldest first."""
    query = select(ModelCandidate).where(ModelCandidate.state.in_(states)).order_by(ModelCandidate.id)
    return session.scalars(query).all()


def claim(session: Session, candidate_id: int, now: datetime) -> bool:
    """Take a waiting candidate for this process; False when another one has it."""
    query = update(ModelCandidate).where(ModelCandidate.id == candidate_id, ModelCandidate.state == "waiting")
    taken = session.execute(query.values(state="working", touched_at=now).returning(ModelCandidate.id)).first()
    return taken is not None


def switches(session: Session, most: int = 20) -> Sequence[ModelSwitch]:
    """Switches of the live model, the latest first."""
    return session.scalars(select(ModelSwitch).order_by(ModelSwitch.id.desc()).limit(most)).all()


def last_switch(session: Session) -> ModelSwitch | None:
    """The last switch: it says which model serves."""
    return session.scalar(select(ModelSwitch).order_by(ModelSwitch.id.desc()).limit(1))
