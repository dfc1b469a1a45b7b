"""A record on its way in: what a format understood of one row, before the common checks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pistes.importers.hours import HoursRead
from pistes.importers.notes import Level, Note

PREFIXES = {
    "reception_point": "pt",
    "activity": "act",
    "event": "evt",
    "piste": "piste",
    "procedure": "proc",
    "answer": "rep",
    "help_line": "aide",
    "referral": "renvoi",
}


@dataclass
class Draft:
    """`raw`: fields of the interchange format, without `id`, `departments` and `source`.

    What the common checks read is given apart, as the producer wrote it: `commune`, `postcode`, `lat`, `lon`, `phones`,
    `email`, `hours`. `group`: rows of the same group may share a telephone. `record_id` only for our own records.
    """

    kind: str
    origin_id: str
    line: int
    raw: dict[str, Any]
    insee: str | None = None
    commune: str | None = None
    # A text that may name the commune, read when nothing better tells it.
    where: str | None = None
    postcode: str | None = None
    lat: Any = None
    lon: Any = None
    phones: Any = None
    email: Any = None
    hours: HoursRead | None = None
    group: str | None = None
    checked_on: date | None = None
    source_name: str | None = None
    source_url: str | None = None
    licence: str | None = None
    record_id: str | None = None
    published: bool = True
    aside: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, level: Level, name: str, reason: str, done: str, value: object = None) -> None:
        """Remember a defect of this row."""
        shown = None if value is None else str(value)[:120]
        self.notes.append(Note(level, name, reason, done, self.line, self.origin_id, shown))

    def set_aside(self, name: str, value: object, reason: str) -> None:
        """Leave a doubtful value out, keep it for the staff, and have a person look."""
        self.note(Level.TO_CHECK, name, reason, "laissé de côté, gardé en note interne", value)
        self.aside.append(f"{name} « {value} » ({reason})")
