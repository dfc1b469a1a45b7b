"""What load and soak conclude from what they saw."""

import os

import pytest

from passerelle.load.growth import Growth
from passerelle.load.traffic import Answers


def grown(memory: list[float]) -> Growth:
    sent = list(range(0, 1_000 * len(memory), 1_000))
    return Growth(0, sent, memory, [10] * len(memory), [5] * len(memory))


def test_what_grows_steadily_has_its_slope() -> None:
    assert grown([100.0 + 2 * step for step in range(20)]).summary()["memory_mb_per_1000"] == pytest.approx(2)


def test_warming_up_is_no_growth() -> None:
    found = grown([100.0, 200.0, 290.0, 300.0] + [300.0] * 10).summary()
    assert found["memory_mb_per_1000"] == 0
    assert found["files_per_1000"] == found["connections_per_1000"] == 0


def test_a_process_is_looked_at_with_its_children() -> None:
    growth = Growth(os.getpid())
    growth.sample(1)
    assert growth.memory_mb[0] > 1
    assert growth.files[0] > 0


def test_danger_is_answered_but_not_stored() -> None:
    answers = Answers()
    answers.outcomes.update({"answered": 7, "emergency": 2})
    assert answers.stored == 7


def test_percentiles_are_in_milliseconds() -> None:
    answers = Answers(seconds=[number / 1_000 for number in range(1, 101)])
    found = answers.summary()
    assert (found["p50_ms"], found["p95_ms"]) == (51.0, 96.0)


def test_no_answer_at_all_has_no_percentile() -> None:
    assert "p95_ms" not in Answers().summary()
