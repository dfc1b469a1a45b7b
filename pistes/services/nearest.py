"""Where to go from a commune, whatever the département, and who decides or pays there.

Order: points that receive its residents, then joint points of the two Départements, then the others by distance. The
contact of the commune's own Département is always among them when it is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, cast, or_, select
from sqlalchemy.orm import Session

from pistes.models import Commune, Competence, ReceptionPoint
from pistes.search.geography import Geography

# A joint point, or one that receives a whole département, goes first only within this distance (kilometres).
REACH_KM = 40.0
# Communes around the one asked about that are looked at before looking everywhere.
FIRST_RING = 60
# Whose rights the maison départementale des personnes handicapées examines (code de l'action sociale, L146-3).
MDPH_SERVICES = frozenset({"mdph", "pch", "aah", "aeeh", "cmi"})
_COLUMNS = (
    ReceptionPoint.id,
    ReceptionPoint.insee,
    ReceptionPoint.audiences,
    ReceptionPoint.services,
    ReceptionPoint.joint,
    ReceptionPoint.networks,
    ReceptionPoint.receives_from,
    ReceptionPoint.valid_until,
)


@dataclass(frozen=True)
class Near:
    """A point to go to: kilometres between commune centres, and codes of why it is shown (see `cards.WHY`)."""

    record_id: str
    distance_km: float
    why: tuple[str, ...]


def who_decides(session: Session, matter: str, insee: str) -> Competence | None:
    """Who decides or pays for `matter` (a procedure key, or « road ») in the commune: the most precise scope known."""
    commune = session.get(Commune, insee)
    if commune is None:
        return None
    scopes = [f"commune:{insee}", f"department:{commune.department_code}", "all"]
    if commune.intercommunality_siren:
        scopes.insert(1, f"epci:{commune.intercommunality_siren}")
    rows = session.scalars(select(Competence).where(Competence.matter == matter, Competence.scope.in_(scopes)))
    found = {row.scope: row for row in rows}
    return next((found[scope] for scope in scopes if scope in found), None)


def nearest_points(
    session: Session,
    insee: str,
    *,
    today: date,
    audience: str | None = None,
    service: str | None = None,
    include_examples: bool = True,
    limit: int = 3,
) -> list[Near]:
    """The points to show for the commune `insee`, best first, then its Département's contact; empty if unknown.

    A point for another audience, or known not to handle `service`, is left out as long as another one fits.
    """
    geography = Geography.load(session)
    distances = geography.distances(insee)
    if not distances:
        return []
    department = geography.centres[insee].department
    ring = sorted(distances, key=lambda code: (distances[code], code))[:FIRST_RING]
    rows = _points(session, include_examples, or_(ReceptionPoint.insee.in_(ring), _receives(insee)))
    usable = [row for row in rows if _open_on(row, today)]
    fitting = [row for row in usable if _fits(row, audience, service)]
    if len(fitting) < limit:
        usable = [row for row in _points(session, include_examples, None) if _open_on(row, today)]
        fitting = [row for row in usable if _fits(row, audience, service)]
    ranked = sorted(fitting or usable, key=lambda row: _order(row, insee, department, distances))
    shown = [_near(row, insee, department, geography, distances) for row in ranked[:limit]]
    contact = own_contact(
        session,
        department,
        distances,
        today=today,
        audience=audience,
        service=service,
        include_examples=include_examples,
    )
    if contact is not None and contact.record_id not in {near.record_id for near in shown}:
        shown.append(contact)
    return shown


def _points(session: Session, examples: bool, condition: Any) -> Sequence[Any]:
    query = select(*_COLUMNS).where(ReceptionPoint.published)
    if not examples:
        query = query.where(~ReceptionPoint.example)
    if condition is not None:
        query = query.where(condition)
    return session.execute(query).all()


def _receives(code: str) -> Any:
    return cast(ReceptionPoint.receives_from, String).like(f'%"{code}"%')


def _open_on(row: Any, today: date) -> bool:
    return row.valid_until is None or row.valid_until >= today


def _fits(row: Any, audience: str | None, service: str | None) -> bool:
    if audience and row.audiences and audience not in row.audiences and "all" not in row.audiences:
        return False
    return not (service and row.services and service not in row.services)


def _tier(row: Any, insee: str, department: str, distance: float) -> int:
    receives = row.receives_from or ()
    if insee in receives or (row.insee == insee and (not receives or department in receives)):
        return 0
    if department in receives and distance <= REACH_KM:
        return 0
    if receives and department not in receives:
        return 3
    return 1 if row.joint and distance <= REACH_KM else 2


def _order(row: Any, insee: str, department: str, distances: Mapping[str, float]) -> tuple[int, float, str]:
    distance = distances.get(row.insee, float("inf"))
    return _tier(row, insee, department, distance), distance, row.id


def _near(row: Any, insee: str, department: str, geography: Geography, distances: Mapping[str, float]) -> Near:
    distance = distances.get(row.insee, 0.0)
    receives = row.receives_from or ()
    why = []
    if row.insee == insee:
        why.append("same_commune")
    if insee in receives or department in receives:
        why.append("receives")
    if row.joint:
        why.append("joint")
    there = geography.centres.get(row.insee)
    if there is not None and there.department != department:
        why.append("across_border")
    if not why:
        why.append("nearest")
    return Near(row.id, round(distance, 1), tuple(why))


def own_contact(
    session: Session,
    department: str,
    distances: Mapping[str, float],
    *,
    today: date,
    audience: str | None = None,
    service: str | None = None,
    include_examples: bool = True,
) -> Near | None:
    """The contact of the Département `department` itself, the nearest by `distances` (kilometres by INSEE code).

    Its MDPH for the rights of disabled people, else a service of its own; None when none is known.
    """
    networks = ("mdph", "departement") if service in MDPH_SERVICES or audience == "disabled" else ("departement",)
    for network in networks:
        rows = _points(session, include_examples, cast(ReceptionPoint.networks, String).like(f'%"{network}"%'))
        own = [row for row in rows if row.insee.startswith(department) and _open_on(row, today)]
        if own:
            row = min(own, key=lambda point: (distances.get(point.insee, float("inf")), point.id))
            return Near(row.id, round(distances.get(row.insee, 0.0), 1), ("own_department",))
    return None
