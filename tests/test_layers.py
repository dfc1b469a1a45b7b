"""The rooms of the house and what each may import (docs/architecture.md)."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"actions", "api", "bot", "evaluation", "langue", "passerelle", "pistes"}

# For each room: our rooms it may import besides itself, and what it must never import.
ALLOWED: dict[str, set[str]] = {
    "langue": set(),
    "bot": {"langue"},
    "pistes": {"langue"},
    "actions": {"langue", "pistes"},
    "api": {"langue", "pistes"},
    "evaluation": {"bot", "langue", "passerelle", "pistes"},
    "passerelle": OURS,
}
FORBIDDEN: dict[str, set[str]] = {
    "langue": {"fastapi", "rasa", "rasa_sdk", "sqlalchemy"},
    "pistes": {"fastapi", "rasa", "rasa_sdk", "starlette"},
    "bot": {"fastapi", "sqlalchemy"},
    "api": {"rasa", "rasa_sdk"},
}


def imports(path: Path) -> set[str]:
    """First names of the modules a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_it_may(room: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / room).rglob("*.py")
        for name in imports(path)
        if (name in OURS - ALLOWED[room] - {room}) or name in FORBIDDEN.get(room, set())
    }
    assert not wrong


def test_langue_keeps_to_python_3_10_syntax() -> None:
    for path in [*(ROOT / "langue").rglob("*.py"), *(ROOT / "bot").rglob("*.py")]:
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 10))


def test_the_lock_names_only_the_public_index() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    registries = set(re.findall(r'registry = "([^"]+)"', text))
    assert registries == {"https://pypi.org/simple"}


def test_the_lock_holds_a_hash_for_every_file() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    files = [line for line in text.splitlines() if "files.pythonhosted.org" in line]
    assert files
    assert all("hash = " in line for line in files)


def test_no_machine_path_is_written_anywhere() -> None:
    marks = ("/" + "work/", "/" + "root/", ".py" + "env/")
    wrong = [
        str(path.relative_to(ROOT))
        for folder in [*OURS, "data", "docs", "scripts", "tests", ".ci"]
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".yml", ".md", ".ts", ".json", ""}
        and "__pycache__" not in path.parts
        if any(mark in path.read_text(encoding="utf-8", errors="ignore") for mark in marks)
    ]
    assert not wrong
