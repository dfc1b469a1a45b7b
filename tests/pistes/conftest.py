"""Databases for the tests of the domain: SQLite in a temporary folder, PostgreSQL in a throw-away cluster.

The communes are real (seed file), the records are invented and marked as examples, with numbers reserved for fiction.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.importers.passerelle_records import read_record
from pistes.models import Base, Commune, CommuneNeighbour, Department, Intercommunality, Record

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)

# (INSEE code, name, département, latitude, longitude, SIREN of the intercommunality): geo.api.gouv.fr, see the seed.
COMMUNES = (
    ("42094", "Feurs", "42", 45.73217, 4.22324, "200065894"),
    ("42095", "Firminy", "42", 45.37875, 4.28885, "244200770"),
    ("42139", "Marlhes", "42", 45.29296, 4.39675, "244200622"),
    ("42147", "Montbrison", "42", 45.60073, 4.07198, "200065886"),
    ("42187", "Roanne", "42", 46.04517, 4.07997, "200035731"),
    ("42218", "Saint-Étienne", "42", 45.4302, 4.37863, "244200770"),
    ("43012", "Aurec-sur-Loire", "43", 45.36866, 4.20433, "244301131"),
    ("43020", "Bas-en-Basset", "43", 45.31574, 4.10468, "200073427"),
    ("43137", "Monistrol-sur-Loire", "43", 45.2904, 4.18338, "200073427"),
    ("43157", "Le Puy-en-Velay", "43", 45.0278, 3.89548, "200073419"),
    ("43163", "Riotord", "43", 45.23487, 4.4223, "244300307"),
    ("43205", "Saint-Just-Malmont", "43", 45.34671, 4.32231, "244301131"),
    ("43244", "Tence", "43", 45.11352, 4.30052, "244301107"),
)


NewDatabase = Callable[[str], Database]


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes an empty database with its territory: "sqlite" or "postgresql"; all are closed at the end."""
    made: list[Database] = []

    def make(kind: str) -> Database:
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
        else:
            url = request.getfixturevalue("postgres").create(f"test_{len(made)}")
        made.append(Database(make_engine(url)))
        _add_territory(made[-1])
        return made[-1]

    yield make
    for database in made:
        database.dispose()


@pytest.fixture
def sqlite_database(new_database: NewDatabase) -> Database:
    """An empty SQLite database with its territory."""
    return new_database("sqlite")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, new_database: NewDatabase) -> Database:
    """The same test on both databases, each time an empty one."""
    return new_database(request.param)


def _add_territory(database: Database) -> None:
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        session.add_all(
            [
                Department(code="42", name="Loire", of_name="de la Loire"),
                Department(code="43", name="Haute-Loire", of_name="de la Haute-Loire"),
            ]
        )
        session.add_all(Intercommunality(siren=siren, name=siren, type="CC") for siren in {row[5] for row in COMMUNES})
        session.flush()
        for insee, name, department, lat, lon, siren in COMMUNES:
            session.add(
                Commune(
                    insee=insee,
                    name=name,
                    department_code=department,
                    lat=lat,
                    lon=lon,
                    intercommunality_siren=siren,
                )
            )
        session.flush()
        session.add(CommuneNeighbour(insee="42095", neighbour_insee="43205"))


MakeRecord = Callable[..., Record]


@pytest.fixture(scope="session")
def make_record() -> MakeRecord:
    """Makes an unsaved example record from the interchange format; every field but `kind` and `id` has a default."""

    def make(kind: str, slug: str, **fields: Any) -> Record:
        raw: dict[str, Any] = {
            "kind": kind,
            "id": slug,
            "title": "Sans titre",
            "summary": "",
            "departments": ["42"],
            "example": True,
            "source": {"name": "Essai", "url": "https://example.org/essai", "checked_on": "2026-11-20"},
        }
        defaults: dict[str, dict[str, Any]] = {
            "reception_point": {"insee": "42095", "audiences": ["elderly", "disabled"]},
            "activity": {"insee": "42095", "for_children_in_care": True},
            "event": {
                "insee": "42095",
                "timings": [{"begin": "2026-11-28T10:00:00+01:00", "end": "2026-11-28T18:00:00+01:00"}],
            },
            "procedure": {"key": "apa"},
            "answer": {"question": "Sans question ?", "answer": "Sans réponse."},
            "help_line": {"number": "01 99 00 10 10"},
            "referral": {"who": "Un autre service"},
        }
        return read_record({**raw, **defaults.get(kind, {}), **fields})

    return make
