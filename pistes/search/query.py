"""What is asked of the search and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from pistes.clock import PARIS


@dataclass(frozen=True)
class Query:
    """A search. Everything is optional; criteria come from the dialogue, or are read in `text`.

    `kinds`: kinds of records wanted (empty: all). `insee`: the commune asked about, results come by distance from it.
    `area_insees`: communes of a named area. `departments`: codes. Dates are inclusive (dates or ISO strings).
    `service`: a procedure key. `now` (aware) or `today`: the civil day; today's by default.
    """

    text: str = ""
    kinds: Sequence[str] = ()
    insee: str | None = None
    area_insees: Sequence[str] = ()
    departments: Sequence[str] = ()
    date_from: date | str | None = None
    date_to: date | str | None = None
    age: int | None = None
    age_max: int | None = None
    themes: Sequence[str] = ()
    audience: str | None = None
    service: str | None = None
    detail: str | None = None
    joint: bool | None = None
    free: bool | None = None
    open_at: datetime | None = None
    include_examples: bool = True
    include_past: bool = False
    now: datetime | None = None
    today: date | None = None
    limit: int = 5

    @property
    def day(self) -> date:
        """The civil day of asking, in Europe/Paris."""
        if self.now is not None:
            return self.now.astimezone(PARIS).date()
        return self.today or datetime.now(PARIS).date()

    @property
    def instant(self) -> datetime:
        """The instant of asking, aware; noon when only the day is known."""
        return self.now or datetime.combine(self.day, time(12), PARIS)

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day asked about; None without dates. One date alone is a single day, or open on its side."""
        first, last = _day(self.date_from), _day(self.date_to)
        if first is None and last is None:
            return None
        return (first or self.day, last or first or self.day)


@dataclass(frozen=True)
class Hit:
    """A record found. `why` holds codes: same_commune, nearest, receives, joint, across_border, named…"""

    record_id: str
    kind: str
    score: float
    distance_km: float | None = None
    why: tuple[str, ...] = ()


@dataclass
class Results:
    """Hits, best first.

    `matched_text`: the text names the first hit. `exact_place`: it is in the commune asked about. `corrected`: the text
    with its misspelt words replaced, None when nothing was. `total` counts every hit beyond the limit too.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    corrected: str | None = None
    matched_text: bool = False
    exact_place: bool = False


def _day(value: date | str | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
