"""The table of RGAA 4.1: all 106 criteria, and no « conforme » without a test that exists or someone who looked."""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "conformite" / "rgaa.md"
# How many criteria each theme has (RGAA 4.1.2, DINUM).
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
STATES = ("conforme", "non conforme", "non applicable", "à examiner")
LOOKED = re.compile(r"\b(vu|lu|essayé) .*\b\d{2}/\d{2}/\d{4}")


def rows() -> list[tuple[str, str, str]]:
    """(criterion, state, evidence) of each line of the table."""
    line = re.compile(r"^\| (\d+\.\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
    return line.findall(TABLE.read_text(encoding="utf-8"))


def exists(name: str) -> bool:
    """Whether `path::Class::test` (or `path::test`) is written."""
    path, *parts = name.split("::")
    body = ast.parse((ROOT / path).read_text(encoding="utf-8")).body if (ROOT / path).is_file() else []
    for part in parts:
        found = [n for n in body if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name == part]
        if not found:
            return False
        body = found[0].body
    return bool(parts)


def test_the_106_criteria_are_listed_once() -> None:
    wanted = [f"{theme}.{number}" for theme, most in enumerate(THEMES, 1) for number in range(1, most + 1)]
    assert len(wanted) == 106
    assert [criterion for criterion, _, _ in rows()] == wanted


def test_every_criterion_has_a_known_state_and_a_reason() -> None:
    assert [row for row in rows() if row[1] not in STATES or len(row[2]) < 10] == []


def test_every_met_criterion_names_a_test_that_exists_or_says_who_looked_and_when() -> None:
    met = [(criterion, evidence.strip("`")) for criterion, state, evidence in rows() if state == "conforme"]
    assert met
    assert [row for row in met if not exists(row[1]) and not LOOKED.search(row[1])] == []


def test_the_totals_are_those_of_the_lines() -> None:
    counted = Counter(state for _, state, _ in rows())
    table = TABLE.read_text(encoding="utf-8")
    assert [
        f"| {state} | {counted[state]} |" for state in STATES if f"| {state} | {counted[state]} |" not in table
    ] == []


def test_the_declaration_says_not_compliant_as_long_as_nobody_audited() -> None:
    page = (ROOT / "api" / "templates" / "accessibilite.html").read_text(encoding="utf-8")
    assert "Passerelle est non conforme" in page
    assert "aucun audit" in page
