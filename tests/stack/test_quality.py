"""The gate: quality on our own held-out sets never falls far below what `evaluation/baseline.json` says was reached.

When it rises for good, write the new figures of `passerelle evaluate --json` into that file.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.score import score
from passerelle.stack import RunningStack

EVALUATION = Path(__file__).parents[2] / "evaluation"
BASELINE = json.loads((EVALUATION / "baseline.json").read_text(encoding="utf-8"))
# A point; or two messages, where a point is less than that: training differs that much from one machine to another.
POINT, MESSAGES = 0.01, 2
# An intent with so many messages must be found so often.
ENOUGH, RECALL = 30, 0.8

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def report(stack: RunningStack) -> dict[str, Any]:
    figures, _ = score(stack.url, EVALUATION / "sets")
    return figures


def figure(report: dict[str, Any], name: str) -> tuple[float, float]:
    """A rate, and how far it may be from the baseline."""
    part, key = name.split(".")
    found = report[part][key]
    return found["rate"], max(POINT, MESSAGES / found["n"]) + 1e-9


@pytest.mark.parametrize("name", BASELINE["at_least"])
def test_what_is_right_stays_right(name: str, report: dict[str, Any]) -> None:
    rate, slack = figure(report, name)
    assert rate >= BASELINE["at_least"][name] - slack


@pytest.mark.parametrize("name", BASELINE["at_most"])
def test_what_is_wrong_stays_rare(name: str, report: dict[str, Any]) -> None:
    rate, slack = figure(report, name)
    assert rate <= BASELINE["at_most"][name] + slack


def test_no_frequent_intent_is_forgotten(report: dict[str, Any]) -> None:
    by_intent = report["residents"]["by_intent"]
    frequent = {intent: found["rate"] for intent, found in by_intent.items() if found["n"] >= ENOUGH}
    assert frequent
    assert {intent: rate for intent, rate in frequent.items() if rate < RECALL} == {}
