"""`passerelle serve`: one clear line when something is missing; nothing is started."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from passerelle.cli import app


def serve(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["serve", *arguments])


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET", "ENV", "CLOCK"):
        monkeypatch.delenv(f"PASSERELLE_{name}", raising=False)
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))


@pytest.mark.parametrize("arguments", [("api",), ("bot", "--actions", "http://127.0.0.1:1")])
def test_a_secret_is_needed(arguments: tuple[str, ...]) -> None:
    result = serve(*arguments)
    assert result.exit_code == 1
    assert "PASSERELLE_SECRET" in result.output


def test_a_bot_needs_a_trained_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_SECRET", "x" * 32)
    result = serve("bot", "--actions", "http://127.0.0.1:1")
    assert result.exit_code == 1
    assert "passerelle train" in result.output


def test_production_refuses_what_is_for_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_SECRET", "x" * 32)
    monkeypatch.setenv("PASSERELLE_ENV", "production")
    monkeypatch.setenv("PASSERELLE_CLOCK", "2026-11-25T10:00:00+01:00")
    result = serve("api")
    assert result.exit_code == 1
    assert "PASSERELLE_CLOCK" in result.output
    assert "Traceback" not in result.output


def test_production_needs_the_danger_texts_to_be_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_SECRET", "x" * 32)
    monkeypatch.setenv("PASSERELLE_ENV", "production")
    result = serve("api")
    assert result.exit_code == 1
    assert "relus par des professionnels" in result.output
