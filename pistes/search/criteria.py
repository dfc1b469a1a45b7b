"""The criteria of one search: those the dialogue gives, else those that a staff query says in its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pistes.search.query import Query
from pistes.search.terms import PROCEDURES, Reading

# Audiences that a word of the query implies; the dialogue's own criterion wins.
_AUDIENCE_OF_CONCEPT = {"age": "elderly", "handicap": "disabled", "aidant": "caregiver", "ado": "children"}


@dataclass(frozen=True)
class Criteria:
    """What records are compared with. `given`: they come from the dialogue, so they weigh more than words."""

    given: bool
    kinds: tuple[str, ...]
    insee: str | None
    areas: frozenset[str]
    departments: frozenset[str]
    span: tuple[date, date] | None
    # The dates come from the dialogue: nothing else will do.
    span_given: bool
    ages: tuple[int, int] | None
    themes: frozenset[str]
    audience: str | None
    service: str | None
    # The service comes from the dialogue, not from a word of the query.
    service_given: bool
    joint: bool
    free: bool
    detail: str | None
    open_at: datetime | None


def criteria_of(query: Query, reading: Reading, said: Mapping[str, Any]) -> Criteria:
    """Merge a query's own criteria with what its text says (`said`: keys of the labels), which never overrides them."""
    insee, areas = query.insee, frozenset(query.area_insees)
    given = bool(query.kinds)
    if insee is None and not areas and not given:
        insee = reading.insee
        areas = frozenset(reading.areas) if insee is None else frozenset()
    return Criteria(
        given=given,
        kinds=tuple(query.kinds),
        insee=insee,
        areas=areas,
        departments=frozenset(query.departments or (() if given else reading.departments)),
        span=query.span or reading.span,
        span_given=query.span is not None,
        ages=_ages(query.age, query.age_max) or _ages(said.get("age"), said.get("age_max")),
        themes=frozenset(query.themes or said.get("themes") or _list(said.get("theme"))),
        audience=query.audience or said.get("audience") or _audience(reading),
        service=query.service or _service(reading) or said.get("procedure"),
        service_given=query.service is not None,
        joint=bool(query.joint or said.get("joint")),
        free=bool(query.free or said.get("free") or "gratuit" in reading.concepts),
        detail=query.detail or reading.detail,
        open_at=query.open_at,
    )


def _service(reading: Reading) -> str | None:
    """The only procedure that the words name."""
    named = reading.concepts & PROCEDURES
    return next(iter(named)) if len(named) == 1 else None


def _audience(reading: Reading) -> str | None:
    implied = {_AUDIENCE_OF_CONCEPT[name] for name in reading.concepts if name in _AUDIENCE_OF_CONCEPT}
    return next(iter(implied)) if len(implied) == 1 else None


def _ages(age: int | None, age_max: int | None) -> tuple[int, int] | None:
    if age is None and age_max is None:
        return None
    low = age if age is not None else age_max
    high = age_max if age_max is not None else age
    assert low is not None
    assert high is not None
    return (low, high)


def _list(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else ()
