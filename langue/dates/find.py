"""Finding the dates that a resident's message asks about."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from langue.dates.calendar import Span
from langue.dates.candidate import Rule, find_all, words_of
from langue.dates.combine import after_previous, choose
from langue.dates.guards import has_habit, mask
from langue.dates.parsing import DateParser, ask, worth_parsing
from langue.dates.rewrite import rewrite
from langue.dates.rules_names import NAMES
from langue.dates.rules_numeric import NUMERIC
from langue.dates.rules_periods import PERIODS
from langue.dates.rules_relative import RANKED, RELATIVE

PARIS = ZoneInfo("Europe/Paris")

# The earlier rule wins where two overlap: the more specific come first.
_RULES: tuple[Rule, ...] = (*RANKED, *NUMERIC, *NAMES, *RELATIVE, *PERIODS)
_TRIGGERS = frozenset().union(*(one.triggers for one in _RULES))
# Far longer than a message may be (1,000 characters): bounds the work on pasted text.
_LONGEST = 8192


@dataclass(frozen=True)
class DateSpan:
    """What a message says of dates: civil days of Paris, both inclusive.

    `start`, `end`: offsets in the message; `matched`: the text there. `open_end`: nothing said ends the span (« à
    partir du 20 »), `date_to` is then a year after `date_from`.
    """

    date_from: date
    date_to: date
    start: int
    end: int
    matched: str
    open_end: bool = False


def find_date_span(
    text: str, now: datetime, parser: DateParser | None = None, previous: Span | None = None
) -> DateSpan | None:
    """The dates that `text` asks about at the aware instant `now`; None when there are none or no clear ones.

    Habits (« le samedi »), help lines (« le 15 »), lines, addresses, ages and « en ce moment » are no dates. `parser`
    is asked only for what our own rules do not know. `previous`: the dates in force in the conversation, if any: after
    « samedi », « samedi prochain » is the Saturday that follows, said once or twice.
    """
    local = now.astimezone(PARIS)
    rewritten = rewrite(text[:_LONGEST])
    words = words_of(rewritten.text)
    if words.isdisjoint(_TRIGGERS):
        return None
    masked = mask(rewritten.text, words)
    candidates = find_all(_RULES, masked, words, local.date())
    if not candidates and parser is not None and worth_parsing(masked):
        candidates = ask(parser, masked, local)
    best = choose(candidates, masked, local.date())
    if best is None:
        return None
    if previous is not None:
        best = after_previous(best, masked, previous)
    start, end = rewritten.origin(best.start, best.end)
    return DateSpan(best.date_from, best.date_to, start, end, text[start:end], best.open_end)


def is_habit(text: str) -> bool:
    """Whether the message speaks of a day that comes back: « le samedi », « tous les mardis », « en semaine »."""
    return has_habit(rewrite(text[:_LONGEST]).text)
