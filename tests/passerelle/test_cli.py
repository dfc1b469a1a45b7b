"""The command line on a database that is not ready: one clear line, no trace of the program."""

import sys
from pathlib import Path

import pytest

from passerelle.cli import main


@pytest.mark.parametrize("command", ["purge", "count"])
def test_a_database_without_schema_is_told_in_one_line(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["passerelle", command])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert "passerelle db upgrade" in said
    assert len(said.splitlines()) == 1
