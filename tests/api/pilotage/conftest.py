"""A manager signed in, and a month of invented traffic counted and grouped."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from langue.gazetteer import Gazetteer
from pistes.analytics.grouping import regroup
from pistes.analytics.rollup import roll_up_all
from pistes.analytics.synthetic import fill, traffic
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.models import Commune, Piste
from tests.api.accueil.conftest import Signed, sign_in
from tests.api.conftest import NOW

__all__ = ["sign_in"]
SMALLEST = 5


@pytest.fixture
def manager(request: pytest.FixtureRequest, sign_in: Callable[..., Signed]) -> Signed:
    """A manager of both départements, signed in once the traffic of the test is there."""
    if "month" in request.fixturenames:
        request.getfixturevalue("month")
    return sign_in("manager")


@pytest.fixture(scope="session")
def counted(seeded: tuple[Path, Gazetteer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,500 exchanges in the 28 days that end today, counted and grouped once a worker."""
    path = tmp_path_factory.mktemp("counted") / "passerelle.db"
    shutil.copy(seeded[0], path)
    database = Database(make_engine(f"sqlite:///{path}"))
    begin = datetime.combine(NOW.date() - timedelta(days=27), datetime.min.time(), PARIS)
    with database.write() as session:
        communes = session.execute(select(Commune.insee, Commune.name).order_by(Commune.population.desc())).all()
        pistes = session.scalars(select(Piste.id).order_by(Piste.id)).all()
        fill(session, traffic(begin, 28, 1500, [(row.insee, row.name) for row in communes], pistes))
    roll_up_all(database, NOW, smallest=SMALLEST)
    with database.write() as session:
        regroup(session, NOW, SMALLEST, seeded[1])
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path


@pytest.fixture
def month(counted: Path, tmp_path: Path, database: Database) -> Database:
    """The database of the test, with a month of traffic."""
    source = sqlite3.connect(counted)
    with sqlite3.connect(tmp_path / "passerelle.db") as target:
        source.backup(target)
    source.close()
    return database
