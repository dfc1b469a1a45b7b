"""Counting as the running application and the command do it."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from passerelle.cli import app
from passerelle.commands import pilotage
from passerelle.commands.purge import purge_now
from passerelle.settings import Settings
from pistes import schema
from pistes.analytics.synthetic import fill, traffic
from pistes.database import Database, make_engine
from pistes.models import AvailabilityDay, DailyCount, Exchange, QualitySample, QuestionGroup
from pistes.repositories import analytics

NOW = datetime.now(UTC)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))
    return Settings()


@pytest.fixture
def database(settings: Settings) -> Database:
    made = Database(make_engine(settings.database))
    schema.upgrade(made.engine)
    with made.write() as session:
        fill(session, traffic(NOW - timedelta(days=6), 6, 300, [("42095", "Firminy")]))
    return made


def test_the_command_counts_draws_and_groups(database: Database) -> None:
    done = CliRunner().invoke(app, ["count", "--group"])
    assert done.exit_code == 0, done.output
    with database.read() as session:
        assert session.scalars(select(DailyCount.facet).distinct()).all()
        assert session.scalars(select(QualitySample.id)).all()
        assert session.scalars(select(QuestionGroup.id)).all()


def test_nothing_is_purged_before_it_is_counted(database: Database, settings: Settings) -> None:
    with database.write() as session:
        fill(session, traffic(NOW - timedelta(days=900), 3, 60, [("42095", "Firminy")], seed=2))
    purge_now(database, settings)
    with database.read() as session:
        counted = session.scalars(select(DailyCount.count).where(DailyCount.facet == "all")).all()
        assert sum(counted) == 360
        assert len(session.scalars(select(Exchange.id)).all()) == 300


def test_minutes_are_counted_once_however_many_processes_say_so(database: Database) -> None:
    start = datetime(2026, 11, 25, 9, 0, 10, tzinfo=UTC)
    with database.write() as session:
        for seconds, ready in ((0, True), (20, True), (60, False), (90, True)):
            analytics.add_minute(session, start + timedelta(seconds=seconds), ready)
        row = session.scalars(select(AvailabilityDay)).one()
        assert (row.present, row.ready) == (2, 1)


def test_a_failing_database_does_not_end_the_counting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = []

    async def ready() -> bool:
        turns.append(1)
        if len(turns) == 3:
            raise asyncio.CancelledError
        return True

    monkeypatch.setattr(pilotage, "MINUTE", 0)
    without_tables = Database(make_engine(settings.database))
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(pilotage.count_regularly(without_tables, settings, ready))
    assert len(turns) == 3
