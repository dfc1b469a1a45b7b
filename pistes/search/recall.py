"""Asks the database for a few hundred candidates: those that hold the rarest words, the nearest, those that fit.

Every question is a boolean expression on tokens (words, and kinds, communes, départements, themes: see `tokens`), which
FTS5 and PostgreSQL answer alike. Where a list is cut, it is cut in the order in which records were indexed: the same
on both, so both recall the same records.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session
from sqlalchemy.types import Date

from pistes.search.statistics import Statistics
from pistes.search.terms import Reading
from pistes.search.tokens import commune_token, department_token, kind_token

MOST = 300
# Sizes of the lists: all that hold rare words; the nearest of any sort; the nearest among which words are looked for.
RARE, NEAREST, AROUND = 150, 60, 300
CUT, FEW = 120, 60


@dataclass(frozen=True)
class Wanted:
    """Limits of a recall. `communes`: nearest first, empty without a place. `structure`: tokens of criteria."""

    kinds: Sequence[str]
    examples: bool
    day: date
    span: tuple[date, date] | None
    past: bool
    communes: Sequence[str] = ()
    areas: Sequence[str] = ()
    departments: Sequence[str] = ()
    structure: Sequence[str] = ()


@dataclass(frozen=True)
class _Question:
    """Any of each list of `every`, cut at `limit`; `dated`: only what is to come, or in the days asked about."""

    every: Sequence[Sequence[str]]
    limit: int
    dated: bool = True


def recall(session: Session, reading: Reading, wanted: Wanted, statistics: Statistics) -> list[tuple[int, int]]:
    """(document number, revision) of the candidates, at most `MOST`, in no order that matters."""
    found: dict[int, int] = {}
    for question in _questions(reading, wanted, statistics):
        found |= _ask(session, question, wanted)
    if not found or (wanted.kinds and len(found) < FEW):
        found |= _ask(session, _Question((), FEW), wanted)
    return list(found.items())[:MOST]


def _questions(reading: Reading, wanted: Wanted, statistics: Statistics) -> Iterator[_Question]:
    rare, common = _by_rarity(reading, statistics)
    if rare:
        yield _Question([rare], RARE, dated=False)
    if wanted.communes:
        counts = statistics.by_commune(tuple(wanted.kinds))
        around = _until(wanted.communes, counts, AROUND)
        yield _Question([_until(wanted.communes, counts, NEAREST)], CUT)
        if common:
            yield _Question([common, around], CUT)
        for token in wanted.structure:
            yield _Question([[token], around], FEW)
        return
    place = [commune_token(insee) for insee in wanted.areas] or [department_token(code) for code in wanted.departments]
    if place and reading.tokens:
        yield _Question([list(reading.tokens), place], CUT)
    if place:
        yield _Question([place], CUT if not reading.tokens else FEW)
    groups = [sorted(group.tokens) for group in reading.groups if not group.vague]
    if common and len(groups) > 1:
        yield _Question(groups, FEW)
    if common:
        yield _Question([common[:2]], CUT)
    for token in wanted.structure:
        yield _Question([[token]], FEW)


def _by_rarity(reading: Reading, statistics: Statistics) -> tuple[list[str], list[str]]:
    """Tokens rare enough to be recalled whole, and the others, both rarest first."""
    tokens = sorted({*reading.tokens, *reading.place_tokens}, key=lambda token: (statistics.of(token), token))
    count = 0
    for position, token in enumerate(tokens):
        count += statistics.of(token)
        if count > RARE:
            return tokens[:position], tokens[position:]
    return tokens, []


def _until(communes: Sequence[str], counts: dict[str, int], target: int) -> list[str]:
    """Tokens of the nearest communes that hold `target` documents together."""
    held, tokens = 0, []
    for insee in communes:
        if insee in counts:
            held += counts[insee]
            tokens.append(commune_token(insee))
            if held >= target:
                break
    return tokens or ["zi"]


def _ask(session: Session, question: _Question, wanted: Wanted) -> dict[int, int]:
    lists = [list(tokens) for tokens in question.every if tokens]
    if wanted.kinds:
        lists.append([kind_token(kind) for kind in wanted.kinds])
    values: dict[str, Any] = {}
    conditions = []
    if lists or not wanted.examples:
        conditions.append(_match(session, lists, wanted.examples, values))
    if question.dated:
        conditions.append(_dates(wanted, values))
    where = " AND ".join(condition for condition in conditions if condition)
    order = "d.begins_on, d.number" if tuple(wanted.kinds) == ("event",) and not question.every else "d.number"
    where = f" WHERE {where}" if where else ""
    # Only constants of this module are put together here; values are bound.
    sql = f"SELECT d.number, d.revision FROM {_source(session, values)}{where} ORDER BY {order} LIMIT {question.limit}"  # noqa: S608
    statement = text(sql)
    if "first" in values:
        statement = statement.bindparams(bindparam("first", type_=Date), bindparam("last", type_=Date))
    return {row.number: row.revision for row in session.execute(statement, values)}


def _match(session: Session, lists: Sequence[Sequence[str]], examples: bool, values: dict[str, Any]) -> str:
    sqlite = session.get_bind().dialect.name == "sqlite"
    either, both, negation = (" OR ", " AND ", " NOT zx") if sqlite else (" | ", " & ", " & !zx")
    # Every document holds « za », so that « not an example » has something to be taken from.
    parts = [f"({either.join(tokens)})" for tokens in lists] or ["za"]
    values["match"] = both.join(parts) + ("" if examples else negation)
    if sqlite:
        return "d.number IN (SELECT rowid FROM search_fts WHERE search_fts MATCH :match)"
    return ""


def _source(session: Session, values: dict[str, Any]) -> str:
    """The table, or on PostgreSQL its matching rows: alone, so that the planner takes them from the index."""
    if "match" not in values or session.get_bind().dialect.name == "sqlite":
        return "search_document d"
    return (
        "(SELECT number, revision, begins_on, ends_on FROM search_document "
        "WHERE to_tsvector('simple', terms) @@ to_tsquery('simple', :match) OFFSET 0) d"
    )


def _dates(wanted: Wanted, values: dict[str, Any]) -> str:
    if wanted.span is not None:
        values["first"], values["last"] = wanted.span
        return "(d.ends_on IS NULL OR (d.ends_on >= :first AND d.begins_on <= :last))"
    if wanted.past:
        return ""
    values["first"] = values["last"] = wanted.day
    return "(d.ends_on IS NULL OR (d.ends_on >= :first AND :last >= :first))"
