"""`passerelle backup` and `restore`: one clear line, whatever happens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from passerelle.cli import app
from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import AuditEvent

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line on a database of its own."""
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))
    monkeypatch.delenv("PASSERELLE_DATABASE_URL", raising=False)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(make_engine(f"sqlite:///{tmp_path / 'passerelle.db'}"))
    schema.upgrade(made.engine)
    return made


def test_a_backup_is_dated_and_checked(run: Run, database: Database, tmp_path: Path) -> None:
    result = run("backup")
    assert result.exit_code == 0
    assert "Sauvegarde vérifiée" in result.output
    assert len(list((tmp_path / "backups").glob("passerelle-*.tar.gz"))) == 1


def test_only_the_last_ones_are_kept(run: Run, database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in ("01", "02", "03"):
        (folder / f"passerelle-202001{day}T000000Z.tar.gz").touch()
    run("backup", "--keep", "2")
    left = sorted(path.name for path in folder.iterdir())
    assert len(left) == 2
    assert left[0] == "passerelle-20200103T000000Z.tar.gz"


def test_a_restore_is_in_the_audit_log(run: Run, database: Database, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b.tar.gz"))
    result = run("restore", str(tmp_path / "b.tar.gz"))
    assert result.exit_code == 0, result.output
    with database.read() as session:
        assert [event.action for event in session.scalars(select(AuditEvent))] == ["restore"]


def test_a_check_restores_nothing(run: Run, database: Database, tmp_path: Path) -> None:
    run("backup", str(tmp_path / "b.tar.gz"))
    result = run("restore", "--check", str(tmp_path / "b.tar.gz"))
    assert "Sauvegarde entière" in result.output
    with database.read() as session:
        assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.parametrize("arguments", [("restore", "missing.tar.gz"), ("restore", "--check", "/dev/null")])
def test_a_refusal_is_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_an_empty_database_is_not_backed_up(run: Run) -> None:
    result = run("backup")
    assert result.exit_code == 1
    assert "rien à sauvegarder" in result.output
