"""Where communes are, and how far from one another: centre to centre, as the crow flies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.models import Commune

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Centre:
    """A commune's centre, in degrees."""

    lat: float
    lon: float
    department: str


@dataclass
class Geography:
    """Centres of every commune, by INSEE code; distances are computed once for a commune asked about."""

    centres: Mapping[str, Centre]
    _from: dict[str, dict[str, float]] = field(default_factory=dict)
    _order: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session) -> "Geography":
        """Read the communes of the database."""
        rows = session.execute(select(Commune.insee, Commune.lat, Commune.lon, Commune.department_code))
        return cls({insee: Centre(lat, lon, code) for insee, lat, lon, code in rows})

    def distances(self, insee: str) -> Mapping[str, float]:
        """Kilometres from `insee` to every commune; empty for an unknown code."""
        if insee not in self._from:
            here = self.centres.get(insee)
            self._from[insee] = (
                {} if here is None else {code: haversine(here, there) for code, there in self.centres.items()}
            )
        return self._from[insee]

    def nearest(self, insee: str) -> Sequence[str]:
        """Every commune, the nearest to `insee` first (itself); empty for an unknown code."""
        if insee not in self._order:
            distances = self.distances(insee)
            self._order[insee] = sorted(distances, key=lambda code: (round(distances[code], 3), code))
        return self._order[insee]

    def distance(self, one: str, other: str) -> float | None:
        """Kilometres between two communes; None when either is unknown."""
        return self.distances(one).get(other)


def haversine(one: Centre, other: Centre) -> float:
    """Kilometres between two points of the sphere."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
