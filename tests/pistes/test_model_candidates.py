"""Candidates: what is refused, what a promotion and the way back leave behind."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import AuditEvent, ModelCandidate
from pistes.services import model_candidates as service
from pistes.services.model_candidates import CandidateError

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
BASE, OWN, NEW = "0" * 16, f"passerelle-{'0' * 16}.tar.gz", "passerelle-new.tar.gz"
CHANGE = {"kind": "exemple", "intention": "ask_road", "phrases": "zorglub ?"}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = Database(make_engine(f"sqlite:///{tmp_path / 'p.db'}"))
    schema.upgrade(database.engine)
    with database.write() as opened:
        yield opened
    database.dispose()


def rates(found: float, intent: float) -> dict[str, Any]:
    return {"safety": {"found": {"rate": found, "n": 100}}, "residents": {"intent": {"rate": intent, "n": 400}}}


def ready(session: Session, after: dict[str, Any], model: str = NEW) -> int:
    number = service.ask(session, NOW, "ana", None, CHANGE, "patch")
    row = session.get(ModelCandidate, number)
    assert row is not None
    row.state, row.base, row.model, row.report = "ready", BASE, model, {"before": rates(0.99, 0.9), "after": after}
    session.flush()
    return number


def test_one_candidate_at_a_time(session: Session) -> None:
    service.ask(session, NOW, "ana", None, CHANGE, "patch")
    with pytest.raises(CandidateError):
        service.ask(session, NOW, "ana", None, CHANGE, "patch")


def test_a_dead_job_frees_the_place(session: Session) -> None:
    number = service.ask(session, NOW, "ana", None, CHANGE, "patch")
    row = session.get(ModelCandidate, number)
    assert row is not None
    row.state = "working"
    service.ask(session, NOW + timedelta(hours=3), "ana", None, CHANGE, "patch")
    assert row.state == "failed"


def test_without_promotion_the_projects_model_serves(session: Session) -> None:
    assert service.live_model(session, BASE) == OWN


def test_a_promoted_candidate_serves_until_the_project_changes(session: Session) -> None:
    service.promote(session, NOW, "ana", ready(session, rates(0.99, 0.95)), accepted=False)
    assert service.live_model(session, BASE) == NEW
    assert service.live_model(session, "1" * 16) == service.own_model("1" * 16)


def test_the_way_back_gives_the_model_before(session: Session) -> None:
    service.promote(session, NOW, "ana", ready(session, rates(0.99, 0.95)), accepted=False)
    assert service.roll_back(session, NOW, "bob") == OWN
    assert service.live_model(session, BASE) == OWN
    actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["candidate asked", "model promote", "model roll_back"]


def test_the_way_back_after_two_promotions_gives_the_first_candidate(session: Session) -> None:
    first = ready(session, rates(0.99, 0.95))
    service.promote(session, NOW, "ana", first, accepted=False)
    service.promote(session, NOW, "ana", ready(session, rates(0.99, 0.96), "passerelle-b.tar.gz"), accepted=False)
    service.roll_back(session, NOW, "ana")
    live = service.live_candidate(session, BASE)
    assert live is not None
    assert live.id == first


def test_there_is_no_way_back_without_a_promotion(session: Session) -> None:
    with pytest.raises(CandidateError):
        service.roll_back(session, NOW, "ana")


def test_a_candidate_that_finds_less_danger_is_never_promoted(session: Session) -> None:
    number = ready(session, rates(0.98, 0.99))
    with pytest.raises(CandidateError, match="danger"):
        service.promote(session, NOW, "ana", number, accepted=True)


def test_a_loss_elsewhere_must_be_accepted(session: Session) -> None:
    number = ready(session, rates(0.99, 0.89))
    with pytest.raises(CandidateError, match="moins bien"):
        service.promote(session, NOW, "ana", number, accepted=False)
    service.promote(session, NOW, "ana", number, accepted=True)


def test_candidates_of_another_project_are_set_aside(session: Session) -> None:
    number = ready(session, rates(0.99, 0.95))
    service.set_aside_stale(session, "1" * 16)
    with pytest.raises(CandidateError):
        service.promote(session, NOW, "ana", number, accepted=False)
