"""A small map of the communes, drawn by us: one dot a commune, one number a result. No third party is called."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langue.gazetteer import Commune, Gazetteer

HEIGHT = 400.0
MARGIN = 14.0


@dataclass(frozen=True)
class Projection:
    """Degrees to units of the drawing: equirectangular, true enough at this size."""

    west: float
    north: float
    scale: float
    squeeze: float
    width: float

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """(x, y) in the drawing."""
        x = (lon - self.west) * self.squeeze * self.scale + MARGIN
        return round(x, 1), round((self.north - lat) * self.scale + MARGIN, 1)


def draw(gazetteer: Gazetteer, cards: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """`{width, height, departments: [{name, path}], markers: [{x, y, label}]}`; None when no result has a place.

    Markers carry the numbers of the list; results of one place share one marker.
    """
    communes = [commune for commune in gazetteer.communes.values() if commune.lat and commune.lon]
    if not communes:
        return None
    projection = _projection(communes)
    places: dict[tuple[float, float], list[int]] = defaultdict(list)
    by_name = {commune.name: commune for commune in communes}
    for number, card in enumerate(cards, 1):
        where = _coordinates(card, by_name)
        if where:
            places[projection.place(*where)].append(number)
    if not places:
        return None
    dots: dict[str, list[str]] = defaultdict(list)
    for commune in communes:
        x, y = projection.place(commune.lat, commune.lon)
        # A line of no length with round ends is a dot: nine bytes a commune.
        dots[commune.department].append(f"M{x:g} {y:g}h0")
    names = {department.code: department.name for department in gazetteer.departments.values()}
    return {
        "width": round(projection.width),
        "height": round(HEIGHT),
        "departments": [{"name": names.get(code, code), "path": "".join(path)} for code, path in sorted(dots.items())],
        "markers": [{"x": x, "y": y, "label": _label(numbers)} for (x, y), numbers in places.items()],
    }


def _projection(communes: Sequence[Commune]) -> Projection:
    lats, lons = [c.lat for c in communes], [c.lon for c in communes]
    squeeze = math.cos(math.radians(sum(lats) / len(lats)))
    scale = (HEIGHT - 2 * MARGIN) / ((max(lats) - min(lats)) or 1)
    width = (max(lons) - min(lons)) * squeeze * scale + 2 * MARGIN
    return Projection(min(lons), max(lats), scale, squeeze, width)


def _coordinates(card: Mapping[str, Any], by_name: Mapping[str, Commune]) -> tuple[float, float] | None:
    geo = (card.get("links") or {}).get("geo", "")
    if geo.startswith("geo:"):
        lat, lon = geo.removeprefix("geo:").split(",")
        return float(lat), float(lon)
    commune = by_name.get(card.get("commune") or "")
    return (commune.lat, commune.lon) if commune else None


def _label(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}+"
