"""`passerelle off` and `on`: residents read the message, danger is answered, and the audit log says who did it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from passerelle.cli import app
from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import AuditEvent, Site
from pistes.services import off_switch

Run = Callable[..., Result]
SAID = "L'assistant est arrêté jusqu'à demain."


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(make_engine(f"sqlite:///{tmp_path / 'passerelle.db'}"))
    schema.upgrade(made.engine)
    with made.write() as session:
        session.add_all([Site(id="42", name="Loire"), Site(id="43", name="Haute-Loire")])
    return made


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))
    monkeypatch.delenv("PASSERELLE_DATABASE_URL", raising=False)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def said(database: Database, site: str | None) -> str | None:
    with database.read() as session:
        return off_switch.message(session, site)


def test_one_site_is_switched_off_and_on(run: Run, database: Database) -> None:
    assert run("off", "--site", "42", "--message", SAID).exit_code == 0
    assert (said(database, "42"), said(database, "43")) == (SAID, None)
    assert run("on", "--site", "42").exit_code == 0
    assert said(database, "42") is None


def test_all_of_them_are(run: Run, database: Database) -> None:
    run("off", "--message", SAID)
    assert (said(database, "42"), said(database, "43")) == (SAID, SAID)


def test_a_conversation_without_site_is_off_when_all_are(run: Run, database: Database) -> None:
    run("off", "--site", "42", "--message", SAID)
    assert said(database, None) is None
    run("off", "--site", "43", "--message", SAID)
    assert said(database, None) == SAID
    assert said(database, "unknown") == SAID


def test_the_audit_log_says_who_and_what(run: Run, database: Database) -> None:
    run("off", "--site", "42", "--message", SAID, "--by", "astreinte")
    run("on", "--site", "42", "--by", "astreinte")
    with database.read() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(e.who, e.action, e.target) for e in events] == [
        ("commande:astreinte", "site_off", "42"),
        ("commande:astreinte", "site_on", "42"),
    ]
    assert events[0].details == {"before": None, "message": SAID}


def test_the_same_again_changes_nothing(run: Run, database: Database) -> None:
    run("off", "--message", SAID)
    assert "Rien à changer" in run("off", "--message", SAID).output
    with database.read() as session:
        assert len(session.scalars(select(AuditEvent)).all()) == 2


@pytest.mark.parametrize(
    "arguments", [("off", "--message", " "), ("off", "--message", "x" * 1_001), ("on", "--site", "99")]
)
def test_a_wrong_demand_is_refused_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
