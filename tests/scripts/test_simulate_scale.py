"""The simulation behind docs/scale.md."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "simulate_scale.py"
spec = importlib.util.spec_from_file_location("simulate_scale", SCRIPT)
assert spec is not None
assert spec.loader is not None
scale = importlib.util.module_from_spec(spec)
# Dataclasses look their module up by name.
__import__("sys").modules["simulate_scale"] = scale
spec.loader.exec_module(scale)


def test_an_idle_machine_takes_the_time_of_one_message() -> None:
    assert scale.simulate(0.1, 2) < 3 * scale.MILLISECONDS / 1_000


def test_a_crowded_machine_makes_people_wait() -> None:
    full = 2_000 / scale.MILLISECONDS
    assert scale.simulate(0.99 * full, 2, seconds=600) > 2 * scale.simulate(0.3 * full, 2, seconds=600)


def test_more_people_never_need_fewer_machines() -> None:
    needed = [scale.machines_for(scale.crisis_rate(people))[0] for people in (1_000_000, 8_200_000, 66_000_000)]
    assert needed == sorted(needed)


def test_the_two_departments_are_about_a_million_people() -> None:
    assert 950_000 < scale.inhabitants() < 1_050_000


def test_the_document_holds_what_the_script_says() -> None:
    told = (SCRIPT.parents[1] / "docs" / "scale.md").read_text(encoding="utf-8")
    table = scale.load_table(
        [
            scale.Extent("Loire, Haute-Loire", 2, scale.inhabitants()),
            scale.Extent("a region of 12", 12, 8_200_000),
            scale.Extent("France", 101, 66_000_000),
        ]
    )
    assert table in told
