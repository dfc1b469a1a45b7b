"""The short form of the load runs: what they count and conclude, not how fast this machine is."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from passerelle.cli import app

pytestmark = pytest.mark.scale


def report(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    output = tmp_path / "report.json"
    environment = {"PASSERELLE_VAR": str(Path(os.environ.get("PASSERELLE_VAR", "var")).resolve())}
    CliRunner().invoke(app, ["load", *arguments, "--json", str(output)], env=environment)
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def test_a_steady_rate_has_no_error(tmp_path: Path) -> None:
    found = report(tmp_path, "steady", "--per-second", "5", "--minutes", "0.3")
    assert found["statuses"] == {"200": 90}
    assert found["counted"]


def test_more_than_it_carries_is_shed_and_the_rest_counted(tmp_path: Path) -> None:
    found = report(tmp_path, "overload", "--seconds", "10")
    assert set(found["statuses"]) <= {"200", "429", "503"}
    assert found["counted"]
    assert set(found["afterwards"]["statuses"]) == {"200"}


def test_files_and_connections_do_not_grow(tmp_path: Path) -> None:
    found = report(tmp_path, "soak", "--messages", "2000")
    assert found["statuses"] == {"200": 2000}
    assert found["counted"]
    # A short run sees the tide of the connection pools, a few handles either way over its thousand counted
    # messages; a handle lost every hundred messages would still show. The long run keeps the narrow limit.
    assert found["files_per_1000"] < 10
    assert found["connections_per_1000"] < 10


def test_chat_goes_on_while_many_records_come_in(tmp_path: Path) -> None:
    found = report(tmp_path, "import", "--rows", "5000")
    assert found["imported"] == 5000
    assert set(found["chat_statuses"]) == {"200"}
