"""What an import has to say: one note a defect, and the report of a run."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Notes kept one by one; beyond, they are counted by reason: a report of a million lines is read by nobody.
MOST_NOTES = 100_000


class Level(StrEnum):
    """How grave a note is. `to_check`: the record is in, a person must look; `rejected`: the row is not in."""

    INFO = "info"
    MENDED = "mended"
    TO_CHECK = "to_check"
    CONFLICT = "conflict"
    REJECTED = "rejected"


LEVELS_FR = {
    Level.INFO: "à savoir",
    Level.MENDED: "corrigé",
    Level.TO_CHECK: "à vérifier",
    Level.CONFLICT: "correction gardée",
    Level.REJECTED: "refusé",
}


@dataclass(frozen=True)
class Note:
    """One defect: where (`line` from 1, None for the whole file), what (`field`, `reason`) and what was `done`."""

    level: Level
    field: str
    reason: str
    done: str
    line: int | None = None
    record: str | None = None
    value: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The note as JSON."""
        return {
            "level": self.level.value,
            "line": self.line,
            "record": self.record,
            "field": self.field,
            "value": self.value,
            "reason": self.reason,
            "done": self.done,
        }


class ImportRefused(Exception):
    """The whole file is refused and nothing is changed; the message is in French, for the person who imports."""


class RowRejected(Exception):
    """One row cannot come in: `field`, `reason` and the value, in French."""

    def __init__(self, name: str, reason: str, value: object = None) -> None:
        super().__init__(f"{name} : {reason}")
        self.field = name
        self.reason = reason
        self.value = None if value is None else str(value)[:120]


COUNTS = ("created", "updated", "unchanged", "closed", "reopened", "rejected", "outside")
COUNTS_FR = {
    "created": "créées",
    "updated": "modifiées",
    "unchanged": "inchangées",
    "closed": "retirées",
    "reopened": "remises en ligne",
    "rejected": "refusées",
    "outside": "hors du territoire",
}


@dataclass
class Report:
    """What a run did. `counts` has every key of `COUNTS`; `status`: done, unchanged, trial or refused."""

    origin: str
    format: str
    location: str
    status: str = "done"
    message: str = ""
    seconds: float = 0.0
    run_id: int | None = None
    counts: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(COUNTS, 0)))
    notes: list[Note] = field(default_factory=list)
    not_listed: Counter[str] = field(default_factory=Counter)

    def add(self, note: Note) -> None:
        """Keep a note."""
        if note.level is Level.REJECTED:
            self.counts["rejected"] += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append(note)
        else:
            self.not_listed[note.reason] += 1

    def ignored(self, name: str) -> None:
        """Say that a file beside the others was of no known format."""
        self.add(Note(Level.INFO, "fichier", "format non reconnu", "laissé de côté", None, None, name))

    def as_dict(self, *, most_notes: int | None = None) -> dict[str, Any]:
        """The report as JSON, its first `most_notes` notes."""
        notes = self.notes if most_notes is None else self.notes[:most_notes]
        return {
            "origin": self.origin,
            "format": self.format,
            "location": self.location,
            "status": self.status,
            "message": self.message,
            "seconds": round(self.seconds, 2),
            "run": self.run_id,
            "counts": {name: self.counts[name] for name in COUNTS},
            "notes": [note.as_dict() for note in notes],
            "not_listed": dict(self.not_listed)
            | ({"": len(self.notes) - len(notes)} if len(notes) < len(self.notes) else {}),
        }
