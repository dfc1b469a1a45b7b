"""Loads départements, communes, areas, competences, sites and help-line rules: safe to run again."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import delete
from sqlalchemy.orm import Session

from pistes.models import (
    Area,
    AreaCommune,
    Commune,
    CommuneAlias,
    CommuneNeighbour,
    CommunePostcode,
    Competence,
    Department,
    HelpLineRule,
    Intercommunality,
    Site,
)

FOLDER = Path(__file__).parent


def load_territory(session: Session, folder: Path = FOLDER) -> None:
    """Write what the folder's files say of the territory.

    Rows that an editor may change (sites) are only added; the rest is made equal to the files.
    """
    described: dict[str, Any] = yaml.safe_load((folder / "territory.yml").read_text(encoding="utf-8"))
    for row in described["departments"]:
        session.merge(Department(**row))
    session.flush()
    rows = _rows(folder / "communes.csv")
    aliases = _aliases(described, rows)
    for siren, row in {r["epci_siren"]: r for r in rows if r["epci_siren"]}.items():
        session.merge(Intercommunality(siren=siren, name=row["epci"], type=row["epci_type"]))
    session.flush()
    for row in rows:
        session.merge(_commune(row, aliases[row["insee"]]))
    session.flush()
    _neighbours(session, _rows(folder / "border_pairs.csv"))
    _areas(session, described["areas"], rows)
    session.execute(delete(Competence))
    session.add_all(Competence(**row) for row in _list(folder / "competences.yml"))
    session.execute(delete(HelpLineRule))
    session.add_all(HelpLineRule(**row) for row in _list(folder / "help_line_rules.yml"))
    for row in _list(folder / "sites.yml"):
        if session.get(Site, row["id"]) is None:
            session.add(Site(**row))


def _list(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _commune(row: dict[str, str], aliases: Iterable[tuple[str, bool]]) -> Commune:
    commune = Commune(
        insee=row["insee"],
        name=row["nom"],
        department_code=row["departement"],
        population=int(row["population"] or 0),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        intercommunality_siren=row["epci_siren"] or None,
        arrondissement=row["arrondissement"] or None,
        border=row["limitrophe"] == "1",
    )
    commune.postcodes = [CommunePostcode(postcode=code) for code in row["codes_postaux"].split("|") if code]
    commune.aliases = [CommuneAlias(alias=alias, former=former) for alias, former in sorted(set(aliases))]
    return commune


def _aliases(described: dict[str, Any], rows: list[dict[str, str]]) -> dict[str, list[tuple[str, bool]]]:
    known = {row["insee"] for row in rows}
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for former, key in ((False, "aliases"), (True, "former_communes")):
        for insee, names in described[key].items():
            if insee not in known:
                raise ValueError(f"territory.yml: {key}: no commune {insee}")
            found[insee] += [(name, former) for name in names]
    return found


def _neighbours(session: Session, pairs: list[dict[str, str]]) -> None:
    session.execute(delete(CommuneNeighbour))
    for pair in pairs:
        one, other = (value for key, value in pair.items() if key.startswith("insee_"))
        session.add(CommuneNeighbour(insee=one, neighbour_insee=other))
        session.add(CommuneNeighbour(insee=other, neighbour_insee=one))


def _areas(session: Session, areas: list[dict[str, Any]], rows: list[dict[str, str]]) -> None:
    session.execute(delete(AreaCommune))
    for described in areas:
        sirens, codes = set(described.get("epci", [])), set(described.get("insee", []))
        inside = [row["insee"] for row in rows if row["epci_siren"] in sirens or row["insee"] in codes]
        if not inside:
            raise ValueError(f"territory.yml: area {described['id']} is empty")
        area = Area(
            id=described["id"], name=described["name"], aliases=described.get("aliases", []), note=described.get("note")
        )
        session.merge(area)
        session.flush()
        session.add_all(AreaCommune(area_id=area.id, insee=insee) for insee in inside)
