"""A gazetteer from the seed files, built alike in both Pythons."""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from langue.gazetteer import Gazetteer

SEED = Path(__file__).resolve().parents[2] / "pistes" / "seed"


def seed_snapshot() -> dict[str, Any]:
    """The snapshot that the database would export, read from the seed files."""
    described = yaml.safe_load((SEED / "territory.yml").read_text(encoding="utf-8"))
    with (SEED / "communes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        "departments": [
            {"code": row["code"], "name": row["name"], "aliases": row.get("aliases", []), "member": row["member"]}
            for row in described["departments"]
        ],
        "communes": [
            {
                "insee": row["insee"],
                "name": row["nom"],
                "department": row["departement"],
                "population": int(row["population"] or 0),
                "lat": float(row["lat"]),
                "lon": float(row["lon"]),
                "postcodes": [code for code in row["codes_postaux"].split("|") if code],
                "aliases": described["aliases"].get(row["insee"], []),
                "former": described["former_communes"].get(row["insee"], []),
            }
            for row in rows
        ],
        "areas": [
            {"id": area["id"], "name": area["name"], "aliases": area.get("aliases", []), "insee": _inside(area, rows)}
            for area in described["areas"]
        ],
    }


@lru_cache(maxsize=1)
def seed_gazetteer() -> Gazetteer:
    """Every commune, département and area of the seed."""
    return Gazetteer.from_snapshot(seed_snapshot())


def _inside(area: dict[str, Any], rows: list[dict[str, str]]) -> list[str]:
    sirens, codes = set(area.get("epci", [])), set(area.get("insee", []))
    return [row["insee"] for row in rows if row["epci_siren"] in sirens or row["insee"] in codes]
