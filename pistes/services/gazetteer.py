"""The gazetteer's snapshot: what the bot and the search know of places, exported from the database, the only truth."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.models import Area, AreaCommune, Commune, CommuneAlias, CommunePostcode, Department


def export_snapshot(session: Session) -> dict[str, Any]:
    """`{departments, communes, areas}` as `langue.gazetteer.Gazetteer.from_snapshot` reads it."""
    postcodes, aliases, former, inside = (defaultdict[str, list[str]](list) for _ in range(4))
    for insee, postcode in session.execute(select(CommunePostcode.insee, CommunePostcode.postcode)):
        postcodes[insee].append(postcode)
    for alias in session.scalars(select(CommuneAlias)):
        (former if alias.former else aliases)[alias.insee].append(alias.alias)
    for area_id, insee in session.execute(select(AreaCommune.area_id, AreaCommune.insee)):
        inside[area_id].append(insee)
    departments = session.scalars(select(Department).order_by(Department.code))
    communes = session.scalars(select(Commune).order_by(Commune.insee))
    areas = session.scalars(select(Area).order_by(Area.id))
    return {
        "departments": [
            {"code": d.code, "name": d.name, "aliases": d.aliases, "member": d.member} for d in departments
        ],
        "communes": [
            {
                "insee": c.insee,
                "name": c.name,
                "department": c.department_code,
                "population": c.population,
                "lat": c.lat,
                "lon": c.lon,
                "postcodes": sorted(postcodes[c.insee]),
                "aliases": sorted(aliases[c.insee]),
                "former": sorted(former[c.insee]),
            }
            for c in communes
        ],
        "areas": [{"id": a.id, "name": a.name, "aliases": a.aliases, "insee": sorted(inside[a.id])} for a in areas],
    }
