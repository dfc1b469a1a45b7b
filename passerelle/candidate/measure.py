"""Measuring the copy of the project that this code runs in: the held-out sets, and the questions of a group."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evaluation.score import Stack, score
from passerelle.commands.evaluate import CLOCK
from passerelle.stack import running_stack


def measure(sets: Path | None, questions: Iterable[str]) -> dict[str, Any]:
    """`{report, missed, group}` of a stack started for it; `group` counts outcomes, and no question is kept.

    `sets` None: the questions alone.
    """
    frozen = {"PASSERELLE_CLOCK": CLOCK, "PASSERELLE_RATE_LIMIT": "off"}
    with running_stack(None, frozen) as stack:
        report, missed = score(stack.url, sets) if sets else ({}, [])
        answers = Stack(stack.url).ask_all(questions)
    group = Counter(str(answer.get("outcome", "refused")) for answer in answers)
    return {"report": report, "missed": missed, "group": dict(group)}
