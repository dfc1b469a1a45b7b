"""A database with postcodes, and small files in the formats of producers; every number is kept for fiction."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pistes.database import Database
from pistes.importers.engine import Options
from pistes.importers.notes import Report
from pistes.models import CommunePostcode
from pistes.services.importing import import_location

POSTCODES = {
    "42094": "42110",
    "42095": "42700",
    "42139": "42660",
    "42147": "42600",
    "42187": "42300",
    "42218": "42000",
    "43012": "43110",
    "43020": "43210",
    "43137": "43120",
    "43157": "43000",
    "43163": "43220",
    "43205": "43240",
    "43244": "43190",
}

FRANCE_SERVICES = (
    "id_fs,insee_dep,lib_fs,adresse,complement_adresse,insee_com,code_postal,lib_com,latitude,longitude,mail,telephone,"
    "h_lundi,h_mardi,h_mercredi,h_jeudi,h_vendredi,h_samedi,commentaire,itinerance,format_fs,groupe,labellisation"
)
Import = Callable[..., Report]


def place(number: str, name: str = "Guichet d'essai", **cells: str) -> str:
    """A line of a France services file, in Firminy unless `cells` says otherwise."""
    values = {
        "id_fs": number,
        "lib_fs": name,
        "adresse": "1 rue d'Essai",
        "insee_com": "42095",
        "code_postal": "42700",
        "lib_com": "Firminy",
        "latitude": "45.3787",
        "longitude": "4.2888",
        "telephone": f"04 65 71 00 {int(number):02d}" if number.isdigit() else "",
        "h_lundi": "09:00 - 12:00",
        "itinerance": "Non",
    } | cells
    return ",".join(f'"{values.get(column, "")}"' for column in FRANCE_SERVICES.split(","))


@pytest.fixture
def base(sqlite_database: Database) -> Database:
    """An empty database whose communes have their postcodes."""
    with sqlite_database.write() as session:
        session.add_all(CommunePostcode(insee=insee, postcode=code) for insee, code in POSTCODES.items())
    return sqlite_database


@pytest.fixture
def bring(base: Database, tmp_path: Path) -> Import:
    """Imports one text or bytes as a file of that name; gives its report."""

    def run(content: str | bytes, name: str = "source.csv", **options: Any) -> Report:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen: dict[str, Any] = {"by": "essai", "today": date(2026, 11, 25), "day": date(2026, 11, 1)} | options
        return import_location(base, str(path), Options(**chosen))[0]

    return run


@pytest.fixture
def bring_places(bring: Import) -> Import:
    """Imports lines of a France services file."""

    def run(*lines: str, **options: Any) -> Report:
        return bring("\n".join([FRANCE_SERVICES, *lines]) + "\n", **options)

    return run
