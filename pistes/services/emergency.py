"""Which help lines answer a danger, and which sentences: kind × immediacy × who writes × hour, from the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from langue.guard import Danger
from pistes.hours import state_at
from pistes.models import HelpLine, HelpLineRule
from pistes.repositories.records import by_ids

MOST_LINES = 3


def lines_for(session: Session, danger: Danger, now: datetime) -> list[HelpLine]:
    """The lines to show, the right one first, three at most.

    The most precise rule wins (a writer named before any writer). A line that is closed at `now` goes after the open
    ones, whatever its rank; a line without known hours counts as open.
    """
    rules = session.scalars(
        select(HelpLineRule).where(
            HelpLineRule.kind == danger.kind,
            HelpLineRule.immediate.is_(danger.immediate),
            HelpLineRule.writer.in_([danger.writer]) | HelpLineRule.writer.is_(None),
        )
    ).all()
    if not rules:
        return []
    rule = min(rules, key=lambda row: (row.writer is None, row.id))
    lines = [line for line in by_ids(session, rule.lines) if isinstance(line, HelpLine) and line.published]
    return sorted(lines, key=lambda line: not is_open(line, now))[:MOST_LINES]


def is_open(line: HelpLine, now: datetime) -> bool:
    """Whether the line answers at `now`."""
    if not line.opening_hours or line.opening_hours == "24/7":
        return True
    state = state_at(line.opening_hours, now, [])
    return state is None or state.open_now


def response_names(danger: Danger) -> list[str]:
    """Names of the responses to say, in order; a name that no domain file defines is passed over by the caller.

    The first that exists of: kind, writer and immediacy; kind and immediacy; then what is said after every danger.
    """
    when = "now" if danger.immediate else "later"
    return [
        f"utter_danger__{danger.kind}_{danger.writer}_{when}",
        f"utter_danger__{danger.kind}_default_{when}",
        "utter_danger__program" if danger.writer != "child" else "utter_danger__program_child",
        "utter_danger__second_step" if danger.writer != "child" else "utter_danger__second_step_child",
    ]


def render_values(lines: Sequence[HelpLine], now: datetime) -> dict[str, Any]:
    """Values for the sentences: `line1`…`line3` (numbers) and `line1_hours`…; numbers come from the database only."""
    values: dict[str, Any] = {}
    for place, line in enumerate(lines, start=1):
        values[f"line{place}"] = line.number
        values[f"line{place}_hours"] = line.hours
    return values
