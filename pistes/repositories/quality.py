"""Queries of the answers to judge and of what judges said."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from pistes.models import Exchange, Judgement, QualitySample, Turn
from pistes.repositories.analytics import bounds


class Candidate(NamedTuple):
    """An exchange that may be drawn, with its stored answer when it is still kept."""

    id: int
    turn_key: str
    answer: dict[str, Any] | None


class Judged(NamedTuple):
    """A judgement with what it is about."""

    sample_id: int
    judge: str
    verdict: str
    outcome: str
    confidence: float | None
    register: str | None


class ToJudge(NamedTuple):
    """An answer to judge."""

    id: int
    text: str | None
    answer: str
    outcome: str
    result_ids: Sequence[str]


def candidates(session: Session, since: datetime, until: datetime, left_out: Sequence[str]) -> list[Candidate]:
    """Exchanges of a stretch of time whose masked text is there."""
    query = (
        select(Exchange.id, Exchange.turn_key, Turn.answer)
        .outerjoin(Turn, Turn.message_key == Exchange.turn_key)
        .where(Exchange.at >= since, Exchange.at < until, Exchange.text.is_not(None), Exchange.channel == "chat")
        .where(Exchange.outcome.not_in(left_out), Exchange.text.not_like("[texte masqué%"))
    )
    return [Candidate(*row) for row in session.execute(query)]


def sample(session: Session, week: date) -> Sequence[QualitySample]:
    """The exchanges drawn for a week, in the order of the draw."""
    return session.scalars(select(QualitySample).where(QualitySample.week == week).order_by(QualitySample.draw)).all()


def judged_ids(session: Session, week: date) -> set[int]:
    """Samples of a week that somebody has judged."""
    query = select(Judgement.sample_id).join(QualitySample, QualitySample.id == Judgement.sample_id)
    return set(session.scalars(query.where(QualitySample.week == week)))


def drop(session: Session, sample_ids: Sequence[int]) -> None:
    """Remove exchanges from the draw."""
    session.execute(delete(QualitySample).where(QualitySample.id.in_(sample_ids)))


Sites = tuple[str, ...] | None


def next_to_judge(session: Session, week: date, judge: str, sites: Sites = None) -> tuple[ToJudge | None, int, int]:
    """(the next answer this judge has not judged, how many they have judged, how many there are).

    `sites`: of these alone, as everywhere here; None: all.
    """
    query = (
        select(QualitySample.id, Exchange.text, QualitySample.answer, Exchange.outcome, Exchange.result_ids)
        .join(Exchange, Exchange.id == QualitySample.exchange_id)
        .where(QualitySample.week == week, Exchange.text.is_not(None), *_of(sites))
        .order_by(QualitySample.draw)
    )
    rows = session.execute(query).all()
    mine = set(session.scalars(select(Judgement.sample_id).where(Judgement.judge == judge)))
    left = [row for row in rows if row.id not in mine]
    return (ToJudge(*left[0]) if left else None), len(rows) - len(left), len(rows)


def may_judge(session: Session, sample_id: int, sites: Sites = None) -> bool:
    """Whether an answer is in the draw and of one of these sites."""
    query = select(QualitySample.id).join(Exchange, Exchange.id == QualitySample.exchange_id)
    return session.scalar(query.where(QualitySample.id == sample_id, *_of(sites))) is not None


def _of(sites: Sites) -> list[ColumnElement[bool]]:
    return [] if sites is None else [Exchange.site.in_(sites)]


def judge(session: Session, sample_id: int, who: str, verdict: str, now: datetime) -> None:
    """Write or change what one judge says of an answer."""
    known = session.get(Judgement, (sample_id, who))
    if known is None:
        session.add(Judgement(sample_id=sample_id, judge=who, verdict=verdict, at=now))
    else:
        known.verdict, known.at = verdict, now


def judgements(session: Session, since: date, until: date, sites: Sites = None) -> list[Judged]:
    """Everything judged of the answers given in these days."""
    query = (
        select(
            Judgement.sample_id, Judgement.judge, Judgement.verdict, Exchange.outcome, Exchange.confidence,
            Exchange.register,
        )
        .join(QualitySample, QualitySample.id == Judgement.sample_id)
        .join(Exchange, Exchange.id == QualitySample.exchange_id)
        .where(Exchange.at >= bounds(since)[0], Exchange.at < bounds(until)[1], *_of(sites))
        .order_by(Judgement.sample_id, Judgement.at)
    )  # fmt: skip
    return [Judged(*row) for row in session.execute(query)]
