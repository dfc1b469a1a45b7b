"""What the ranker compares: a recalled document, the query as it was read, and a document once scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from pistes.search.criteria import Criteria
from pistes.search.statistics import Statistics
from pistes.search.terms import Reading


@dataclass(frozen=True)
class Document:
    """A recalled document, its features read once."""

    number: int
    record_id: str
    kind: str
    insee: str | None
    example: bool
    weights: Mapping[str, int]
    title: Sequence[str]
    facts: Mapping[str, Any]
    vector: bytes | None = None


@dataclass
class Scored:
    """A document with its score and what it owes it to.

    `match`: its text compared with the best one; `held`: words looked for that stand in its title or keywords.
    """

    document: Document
    score: float
    text: float
    match: float
    held: frozenset[str]
    named: bool
    distance_km: float | None
    why: list[str] = field(default_factory=list)
    past: bool = False


@dataclass(frozen=True)
class Context:
    """What one search compares documents with; `department` is that of the commune asked about."""

    criteria: Criteria
    reading: Reading
    statistics: Statistics
    today: date
    department: str | None
    distances: Mapping[str, float]

    @cached_property
    def most(self) -> float:
        """What a record that holds the five strongest things looked for would reach."""
        return sum(sorted((group.rarity * group.strength for group in self.reading.groups), reverse=True)[:5])

    @cached_property
    def said(self) -> frozenset[str]:
        """Tokens of what is looked for, vague words left out."""
        return frozenset(token for group in self.reading.groups if not group.vague for token in group.tokens)

    @cached_property
    def placed(self) -> bool:
        """Whether a place is asked about."""
        return self.criteria.insee is not None or bool(self.criteria.areas)
