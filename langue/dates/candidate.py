"""What a rule finds, and what a rule is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from langue.dates.calendar import Span

# How often what was written comes back: it says which other occurrence a range may mean.
Cycle = Literal["week", "month", "year", "none"]


@dataclass(frozen=True)
class Candidate:
    """Dates found at [start, end) of the rewritten text; both dates inclusive.

    `open_end` marks « à partir du 20 »: nothing said ends it, and `date_to` is a year later.
    """

    start: int
    end: int
    date_from: date
    date_to: date
    cycle: Cycle = "none"
    open_end: bool = False


@dataclass(frozen=True)
class Rule:
    """A pattern on the rewritten text, and the reading of its match for a given day; None when it is no date.

    `triggers`: words of which one must be in the text for the pattern to match; see `words_of` for the two marks that
    stand for numbers.
    A group named `x` narrows the stretch that the candidate takes.
    """

    triggers: frozenset[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], Span | None]
    cycle: Cycle = "none"


# What `words_of` adds for a text that holds a digit, and for one that holds a year.
DIGIT, YEAR = "#", "#year"
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"20\d\d")
# A message asks for a few dates; a pasted calendar is not read to its end.
_MOST = 24


def words_of(text: str) -> frozenset[str]:
    """The words of a rewritten text, with `DIGIT` and `YEAR` when it holds some."""
    marks = [DIGIT] if any(map(str.isdigit, text)) else []
    return frozenset([*_WORD.findall(text), *marks, *([YEAR] if _YEAR.search(text) else [])])


def rule(
    triggers: Iterable[str], pattern: str, read: Callable[[re.Match[str], date], Span | None], cycle: Cycle = "none"
) -> Rule:
    """A rule whose pattern begins and ends at a word."""
    return Rule(frozenset(triggers), re.compile(rf"(?<![\w/.]){pattern}(?!\w)"), read, cycle)


def find_all(rules: Iterable[Rule], text: str, words: frozenset[str], today: date) -> list[Candidate]:
    """Every match of the rules, in the order of the text; where two overlap the earlier rule wins."""
    found: list[Candidate] = []
    for one in rules:
        if one.triggers.isdisjoint(words):
            continue
        for candidate in islice(_matches(one, text, today), _MOST):
            if not _overlaps(candidate, found):
                found.append(candidate)
    return sorted(found, key=lambda candidate: candidate.start)


def _matches(one: Rule, text: str, today: date) -> Iterator[Candidate]:
    for match in one.pattern.finditer(text):
        span = _safely(one, match, today)
        if span is not None:
            group = "x" if "x" in one.pattern.groupindex else 0
            yield Candidate(match.start(group), match.end(group), *span, cycle=one.cycle)


def _safely(one: Rule, match: re.Match[str], today: date) -> Span | None:
    """The reading, or None when it leaves the calendar (years 1 to 9999)."""
    try:
        return one.read(match, today)
    except (OverflowError, ValueError):
        return None


def _overlaps(candidate: Candidate, others: list[Candidate]) -> bool:
    return any(candidate.start < other.end and other.start < candidate.end for other in others)
