"""The public look-up: one search, its list and its map."""

from typing import Any

from api.context import Context
from api.pages.cards import view
from api.pages.maps import draw
from api.search.service import find
from langue import guard
from langue.places import find_places

MOST = 20
# The guard reads this much before any refusal; the search itself reads less.
_GUARDED, _SEARCHED = 8_192, 200

# What the page lets people choose, in its order.
KINDS = (
    ("reception_point", "Lieux d’accueil"),
    ("procedure", "Démarches"),
    ("activity", "Activités pour les enfants"),
    ("event", "Événements"),
    ("piste", "Pistes de coopération"),
    ("help_line", "Numéros d’aide"),
)


def look_up(ctx: Context, q: str, kind: str, commune: str, plain: bool) -> dict[str, Any]:
    """`{asked, results, total, corrected, emergency, messages, map, unknown_commune}`."""
    place = find_places(commune[:80], ctx.gazetteer).commune if commune.strip() else None
    found: dict[str, Any] = {"emergency": None, "messages": [], "results": [], "total": 0, "corrected": None}
    found["asked"] = bool(q.strip() or kind or commune.strip())
    found["unknown_commune"] = commune.strip()[:80] if commune.strip() and place is None else ""
    found["map"] = None
    if not found["asked"]:
        return found
    text = _words(f"{q} {commune}" if place is None else q)
    answer = find(ctx, text, kind=kind or None, commune=commune[:80] if place else None, limit=MOST, plain=plain)
    found |= answer
    found["results"] = [view(card) for card in answer["results"]]
    if not found["emergency"]:
        found["map"] = draw(ctx.gazetteer, answer["results"])
    return found


def _words(text: str) -> str:
    """What is searched; a text of danger is left whole, so that the search's own guard reads it."""
    text = text.strip()[:_GUARDED]
    return text if len(text) <= _SEARCHED or guard.check(text) else text[:_SEARCHED]
