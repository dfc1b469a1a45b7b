"""Which texts on danger a professional has read, and whether they have changed since."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from pistes.models import HelpLineRule, TextReview
from pistes.repositories import editing, people
from pistes.services.accounts import SignedIn
from pistes.services.editing.rights import EditingError

RULES = "help_line_rules"
TO_REVIEW = "À relire par des professionnels"
LONGEST_REVIEWER, LONGEST_NOTE = 200, 1000


@dataclass(frozen=True)
class Status:
    """Where a text stands. `review`: the last one; `current`: it is of the text as it is now."""

    name: str
    texts: tuple[str, ...]
    review: TextReview | None
    current: bool


def rules_text(rules: Sequence[HelpLineRule]) -> tuple[str, ...]:
    """The rules as one text, so that a change of them asks for another reading."""
    return tuple(json.dumps([rule.kind, rule.immediate, rule.writer, rule.lines]) for rule in rules)


def statuses(session: Session, texts: Mapping[str, Sequence[str]]) -> list[Status]:
    """Where each text stands; `texts` holds what is read, by name."""
    last: dict[str, TextReview] = {}
    for review in editing.text_reviews(session):
        last.setdefault(review.text_name, review)
    found = []
    for name, said in texts.items():
        known = last.get(name)
        found.append(Status(name, tuple(said), known, known is not None and known.digest == digest(said)))
    return found


def record_review(
    session: Session,
    who: SignedIn,
    name: str,
    said: Sequence[str],
    reviewer: str,
    reviewed_on: date,
    note: str,
    now: datetime,
) -> None:
    """Write down that `reviewer` read this text, as it is now. Raises `EditingError`."""
    reviewer = " ".join(reviewer.split())[:LONGEST_REVIEWER]
    if not reviewer:
        raise EditingError("Dites qui a relu : sa fonction et son organisme.")
    if reviewed_on > now.date():
        raise EditingError("Cette date est dans l'avenir.")
    session.add(
        TextReview(
            text_name=name,
            digest=digest(said),
            reviewer=reviewer,
            reviewed_on=reviewed_on,
            note=" ".join(note.split())[:LONGEST_NOTE] or None,
            by=who.login,
            at=now,
        )
    )
    people.audit(session, now, who.login, "text review", name, {"reviewer": reviewer})


def digest(said: Sequence[str]) -> str:
    """What tells whether a text has changed."""
    return hashlib.sha256("\x00".join(said).encode()).hexdigest()
