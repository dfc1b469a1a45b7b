"""The ASVS table names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "docs" / "conformite" / "asvs.md").read_text(encoding="utf-8").splitlines()
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", "\n".join(LINES))


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_requirement_that_is_met_names_a_test() -> None:
    assert not [line for line in LINES if "| tenu |" in line and "::test_" not in line]
