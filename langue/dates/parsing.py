"""A date parser from outside (Duckling): what we ask of it and what we keep of its answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from langue.dates.calendar import add_months
from langue.dates.candidate import Candidate
from langue.dates.spelling import MONTHS, WEEKDAYS

Grain = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True)
class ParsedInterval:
    """One reading of text[start:end]: [begin, finish) in Paris civil time, naive; None is an open side.

    `latent` marks what is a date only in a context of dates ("12").
    """

    start: int
    end: int
    begin: datetime | None
    finish: datetime | None
    grain: Grain
    latent: bool = False


class DateParser(Protocol):
    """Finds dates in French text; never raises: no answer is an empty sequence."""

    def parse(self, text: str, now: datetime) -> Sequence[ParsedInterval]:
        """Every interval found, in the order of the text."""
        ...


# Our rules decide alone on numbers, seasons and named days; a parser is asked, and believed, only about these words.
_SURE_MONTHS = [month for month in MONTHS if month not in ("mars", "avril", "mai")]
_HINT = re.compile(
    r"\b(?:"
    + "|".join([*WEEKDAYS, *_SURE_MONTHS])
    + r"|jours?|semaines?|mois|annees?|weekend|veille|lendemain|trimestre|semestre|quinzaine)\b"
)


def worth_parsing(text: str) -> bool:
    """Whether a rewritten, masked text has a word of date left."""
    return _HINT.search(text) is not None


def ask(parser: DateParser, text: str, now: datetime) -> list[Candidate]:
    """The parser's readings, as whole days, of the stretches of `text` that hold a word of date."""
    candidates = []
    for found in parser.parse(text, now):
        stretch = text[found.start : found.end]
        if not found.latent and "_" not in stretch and worth_parsing(stretch):
            candidates.append(_candidate(found, now.date()))
    return [candidate for candidate in candidates if candidate is not None]


def _candidate(found: ParsedInterval, today: date) -> Candidate | None:
    if found.begin is None and found.finish is None:
        return None
    if found.finish is None and found.begin is not None:
        first = found.begin.date()
        return Candidate(found.start, found.end, first, add_months(first, 12), open_end=True)
    last = (found.finish - timedelta(microseconds=1)).date() if found.finish else today
    first = found.begin.date() if found.begin else min(today, last)
    return Candidate(found.start, found.end, first, max(first, last))
