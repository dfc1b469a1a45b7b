"""The map of the demand: communes of both départements as dots, a disc where enough people asked."""

import math
from collections.abc import Mapping

from markupsafe import Markup

from langue.gazetteer import Gazetteer
from pistes.analytics.charts import Dot, dots

HEIGHT, MARGIN = 460.0, 22.0


def commune_map(gazetteer: Gazetteer, counts: Mapping[str, int]) -> Markup | None:
    """The drawing for `counts` by INSEE code; None without communes."""
    communes = [commune for commune in gazetteer.communes.values() if commune.lat and commune.lon]
    if not communes:
        return None
    north, south = max(c.lat for c in communes), min(c.lat for c in communes)
    west, east = min(c.lon for c in communes), max(c.lon for c in communes)
    # Equirectangular: true enough over 150 km.
    squeeze = math.cos(math.radians((north + south) / 2))
    scale = (HEIGHT - 2 * MARGIN) / ((north - south) or 1)

    def place(lat: float, lon: float) -> tuple[float, float]:
        return round((lon - west) * squeeze * scale + MARGIN, 1), round((north - lat) * scale + MARGIN, 1)

    paths: dict[str, str] = {}
    for commune in communes:
        x, y = place(commune.lat, commune.lon)
        name = f"land land-{commune.department}"
        # A line of no length with round ends is a dot.
        paths[name] = paths.get(name, "") + f"M{x:g} {y:g}h0"
    found = [
        Dot(*place(commune.lat, commune.lon), commune.name, counts[commune.insee])
        for commune in communes
        if commune.insee in counts
    ]
    width = round((east - west) * squeeze * scale + 2 * MARGIN)
    return dots(
        paths, found, (width, HEIGHT), f"Carte : {len(found)} communes dont on a assez parlé pour être montrées"
    )
