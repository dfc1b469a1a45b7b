"""The communes an import can name: by INSEE code, by name and postcode, by coordinates."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from math import cos, hypot, radians

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.importers.cleaning import folded
from pistes.models import Commune, CommuneAlias, CommunePostcode

KM_A_DEGREE = 111.2
# A name this close to one of the communes of the postcode is that commune's.
CLOSE_NAME = 86


@dataclass(frozen=True)
class Place:
    """A commune: centre in degrees, its postcodes (empty: not known)."""

    insee: str
    name: str
    department: str
    lat: float
    lon: float
    postcodes: frozenset[str]
    population: int


@dataclass
class Places:
    """Every commune of the database."""

    by_insee: dict[str, Place]
    by_name: dict[str, list[str]]
    by_postcode: dict[str, list[str]]
    _found: dict[tuple[str, str], str | None] = field(default_factory=dict)

    @cached_property
    def departments(self) -> frozenset[str]:
        """Codes of the départements we have communes of."""
        return frozenset(place.department for place in self.by_insee.values())

    @classmethod
    def load(cls, session: Session) -> "Places":
        """Read the communes, their postcodes and other names."""
        postcodes: dict[str, set[str]] = {}
        for insee, postcode in session.execute(select(CommunePostcode.insee, CommunePostcode.postcode)):
            postcodes.setdefault(insee, set()).add(postcode)
        by_insee = {
            insee: Place(insee, name, department, lat, lon, frozenset(postcodes.get(insee, ())), population)
            for insee, name, department, lat, lon, population in session.execute(
                select(
                    Commune.insee, Commune.name, Commune.department_code, Commune.lat, Commune.lon, Commune.population
                )
            )
        }
        by_name: dict[str, list[str]] = {}
        for place in by_insee.values():
            by_name.setdefault(name_key(place.name), []).append(place.insee)
        for insee, alias in session.execute(select(CommuneAlias.insee, CommuneAlias.alias)):
            by_name.setdefault(name_key(alias), []).append(insee)
        by_postcode: dict[str, list[str]] = {}
        for place in by_insee.values():
            for postcode in place.postcodes:
                by_postcode.setdefault(postcode, []).append(place.insee)
        return cls(by_insee, by_name, by_postcode)

    def find(self, name: str | None, postcode: str | None) -> Place | None:
        """The one commune that a name and a postcode name together; None when none or several do."""
        key = (name_key(name or ""), postcode or "")
        if key not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            self._found[key] = self._search(*key)
        insee = self._found[key]
        return self.by_insee[insee] if insee else None

    def _search(self, name: str, postcode: str) -> str | None:
        named = sorted(set(self.by_name.get(name, ())))
        served = self.by_postcode.get(postcode, [])
        both = [insee for insee in named if insee in served]
        if len(both) == 1:
            return both[0]
        if len(named) == 1 and (not postcode or self.by_insee[named[0]].department == postcode[:2]):
            return named[0]
        if name and served and not named:
            best = process.extractOne(
                name, {insee: name_key(self.by_insee[insee].name) for insee in served}, scorer=fuzz.ratio
            )
            return str(best[2]) if best and best[1] >= CLOSE_NAME else None
        return served[0] if not name and len(served) == 1 else None

    def named_in(self, text: str, postcode: str | None = None) -> Place | None:
        """The one commune whose name stands in `text`: of the postcode's when it is given, else after a postcode."""
        if postcode is None:
            match = re.search(r"\b(\d{5})\s+([^\d,;()]{2,60})", text)
            return self.find(match.group(2), match.group(1)) if match else None
        said = f" {name_key(text)} "
        named = [
            insee for insee in self.by_postcode.get(postcode, ()) if f" {name_key(self.by_insee[insee].name)} " in said
        ]
        # « Saint-Just » stands in « Saint-Just-Malmont »: the longest name is meant.
        named.sort(key=lambda insee: -len(self.by_insee[insee].name))
        return self.by_insee[named[0]] if named else None

    def near(self, lat: float, lon: float) -> tuple[Place, float] | None:
        """The commune whose centre is the nearest, and kilometres to it."""
        best: tuple[Place, float] | None = None
        for place in self.by_insee.values():
            apart = kilometres(place.lat, place.lon, lat, lon)
            if best is None or apart < best[1]:
                best = (place, apart)
        return best


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points some tens of kilometres apart (flat earth: under 0.1 % wrong there)."""
    return KM_A_DEGREE * hypot(lat1 - lat2, (lon1 - lon2) * cos(radians((lat1 + lat2) / 2)))


def name_key(name: str) -> str:
    """What names of communes are compared by: « ST ETIENNE CEDEX 1 » is « saint etienne »."""
    words = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in folded(name).split()]
    if "cedex" in words:
        words = words[: words.index("cedex")]
    return " ".join(words)
