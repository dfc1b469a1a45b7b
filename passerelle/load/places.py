"""A list of France services as large as asked: real communes, made-up places, phones kept for fiction."""

import csv
from pathlib import Path

from sqlalchemy import select

from pistes.database import Database
from pistes.models import Commune, CommunePostcode

COLUMNS = (
    "id_fs,lib_fs,adresse,insee_com,code_postal,lib_com,latitude,longitude,telephone,h_lundi,h_mardi,h_mercredi,h_jeudi,"
    "h_vendredi,h_samedi,itinerance"
).split(",")


def write_places(database: Database, rows: int, path: Path) -> None:
    """Write `rows` places to the CSV file `path`, each commune in turn; `database` gives the communes."""
    with database.read() as session:
        found = session.execute(
            select(Commune.insee, Commune.name, Commune.lat, Commune.lon, CommunePostcode.postcode)
            .join(CommunePostcode, CommunePostcode.insee == Commune.insee)
            .order_by(Commune.insee, CommunePostcode.postcode)
        ).all()
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for number in range(rows):
            insee, name, lat, lon, postcode = found[number % len(found)]
            pairs = f"{number // 100 % 100:02d} {number % 100:02d}"
            place = [
                f"essai-{number}",
                f"Guichet d'essai {number}",
                f"{number % 90 + 1} rue d'Essai",
                insee,
                postcode,
                name,
            ]
            day = "09:00 - 12:00 / 14:00 - 17:00"
            table.writerow([*place, lat, lon, f"04 65 71 {pairs}", *[day] * 5, "", "Non"])
