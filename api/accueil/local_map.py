"""The neighbourhood of a place, drawn here from coordinates: dots of communes, names of the largest, a scale."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from langue.gazetteer import Commune, Gazetteer

WIDTH, HEIGHT = 420.0, 280.0
# Kilometres from the left edge to the right one.
ACROSS_KM = 30.0
SCALE_KM = 5
NAMES = 7
# Room that a name takes, in units of the drawing: of a letter, and of the line.
LETTER, LINE = 9.0, 18.0
KM_A_DEGREE = 111.2


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    @property
    def inside(self) -> bool:
        """Whether the whole name is on the drawing, above the scale."""
        return self.left >= 2 and self.right <= WIDTH - 2 and self.top >= 2 and self.bottom <= HEIGHT - 26


def around(gazetteer: Gazetteer, card: Mapping[str, Any]) -> dict[str, Any] | None:
    """`{width, height, dots, names, pin, scale}` around the place of `card`; None when it has none.

    `dots`: {x, y, department: 1 or 2, in the order of codes}; `names`: {x, y, text}; `pin`: {x, y};
    `scale`: {length in units, text}.
    """
    centre = _centre(gazetteer, card)
    if centre is None:
        return None
    units = WIDTH / ACROSS_KM
    squeeze = math.cos(math.radians(centre[0]))

    def place(lat: float, lon: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - centre[1]) * squeeze * KM_A_DEGREE * units
        return round(x, 1), round(HEIGHT / 2 - (lat - centre[0]) * KM_A_DEGREE * units, 1)

    shown = [
        (commune, *where)
        for commune in gazetteer.communes.values()
        if commune.lat and _on_drawing(*(where := place(commune.lat, commune.lon)))
    ]
    order = {code: at for at, code in enumerate(sorted({c.department for c in gazetteer.communes.values()}), 1)}
    dots = [{"x": x, "y": y, "department": order.get(commune.department, 1)} for commune, x, y in shown]
    return {
        "width": round(WIDTH),
        "height": round(HEIGHT),
        "dots": dots,
        "names": _names(shown, card.get("commune")),
        "pin": {"x": WIDTH / 2, "y": HEIGHT / 2},
        "scale": {"length": round(SCALE_KM * units, 1), "text": f"{SCALE_KM}\u00a0km"},
    }


def _centre(gazetteer: Gazetteer, card: Mapping[str, Any]) -> tuple[float, float] | None:
    geo = str((card.get("links") or {}).get("geo") or "")
    if geo.startswith("geo:"):
        lat, lon = geo.removeprefix("geo:").split(",")
        return float(lat), float(lon)
    name = card.get("commune")
    commune = next((each for each in gazetteer.communes.values() if each.name == name and each.lat), None)
    return (commune.lat, commune.lon) if commune else None


def _on_drawing(x: float, y: float) -> bool:
    return 4 <= x <= WIDTH - 4 and 4 <= y <= HEIGHT - 4


def _names(shown: Sequence[tuple[Commune, float, float]], own: str | None) -> list[dict[str, Any]]:
    """The record's commune first, then the most inhabited ones whose name meets no other."""
    taken = [_Box(WIDTH / 2 - 11, HEIGHT / 2 - 11, WIDTH / 2 + 11, HEIGHT / 2 + 11)]
    dots = [(commune, _Box(x - 4, y - 4, x + 4, y + 4)) for commune, x, y in shown]
    names: list[dict[str, Any]] = []
    for commune, x, y in sorted(shown, key=lambda each: (each[0].name != own, -each[0].population)):
        half = len(commune.name) * LETTER / 2
        tried = [(up, _Box(x - half, up - LINE + 3, x + half, up + 4)) for up in (y - 7, y + 18, y - 16, y + 27)]
        free = [(up, box) for up, box in tried if box.inside and not any(box.meets(other) for other in taken)]
        # Better where it covers no other dot, but a large town is named all the same.
        clear = [each for each in free if not any(each[1].meets(dot) for other, dot in dots if other is not commune)]
        if free:
            up, box = (clear or free)[0]
            taken.append(box)
            names.append({"x": x, "y": round(up, 1), "text": commune.name, "own": commune.name == own})
        if len(names) == NAMES:
            break
    return names
