"""Which commune a name means: the dominant one, the one of the département stated, the one near another named."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from langue.gazetteer import Area, Commune, Gazetteer

# A name is the largest commune's when it has 25 times the inhabitants of the next (rule of the contract).
DOMINANCE = 25
# A neighbour decides between candidates within this distance, and when the next candidate is half as far again.
NEAR_KM, CLEARLY = 25.0, 1.5


@dataclass(frozen=True)
class Named:
    """The communes that one mention may mean (INSEE codes)."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """A mention decided: one commune and those it outshines, or several candidates."""

    commune: Commune | None = None
    candidates: tuple[Commune, ...] = ()
    others: tuple[Commune, ...] = ()


def dominant(ids: Sequence[str], gazetteer: Gazetteer) -> tuple[Commune | None, tuple[Commune, ...]]:
    """(the commune, the others) when one stands out; (None, all, most inhabited first) when none does."""
    ranked = sorted(
        (gazetteer.communes[insee] for insee in ids), key=lambda commune: (-commune.population, commune.insee)
    )
    if not ranked:
        return None, ()
    if len(ranked) == 1 or ranked[0].population >= DOMINANCE * ranked[1].population:
        return ranked[0], tuple(ranked[1:])
    return None, tuple(ranked)


def settle(
    named: Sequence[Named], gazetteer: Gazetteer, department: str | None, area: Area | None, hints: Sequence[str]
) -> tuple[Settled, tuple[Commune, ...]]:
    """The first mention decided with the help of all the rest, and the other communes named."""
    if not named:
        return Settled(), ()
    narrowed = [_narrow(mention.ids, gazetteer, department, area, hints) for mention in named]
    decided = [dominant(ids, gazetteer) for ids in narrowed]
    commune, others = decided[0]
    neighbours = [other for other, _ in decided[1:] if other is not None]
    if commune is None:
        commune = _nearest(others, neighbours)
        rest = tuple(candidate for candidate in others if candidate is not commune)
        settled = Settled(commune, (), rest) if commune is not None else Settled(None, others, ())
    else:
        settled = Settled(commune, (), others)
    also = dict.fromkeys(neighbour for neighbour in neighbours if neighbour is not settled.commune)
    return settled, tuple(also)


def _narrow(
    ids: tuple[str, ...], gazetteer: Gazetteer, department: str | None, area: Area | None, hints: Sequence[str]
) -> tuple[str, ...]:
    """Keep what agrees with the postcode, the département and the area stated, each only when something remains."""
    kept = tuple(insee for insee in ids if insee in hints) or ids
    if department is not None:
        kept = tuple(insee for insee in kept if gazetteer.communes[insee].department == department) or kept
    if area is not None:
        kept = tuple(insee for insee in kept if insee in area.insee) or kept
    return kept


def _nearest(candidates: Sequence[Commune], neighbours: Sequence[Commune]) -> Commune | None:
    """The candidate clearly nearest to the first neighbour named, or None."""
    if not neighbours:
        return None
    ranked = sorted(candidates, key=lambda commune: distance_km(commune, neighbours[0]))
    near = distance_km(ranked[0], neighbours[0])
    if near > NEAR_KM:
        return None
    return ranked[0] if len(ranked) == 1 or distance_km(ranked[1], neighbours[0]) >= CLEARLY * near else None


def distance_km(one: Commune, other: Commune) -> float:
    """Great-circle distance between two centres, in kilometres."""
    lat, lat_other = radians(one.lat), radians(other.lat)
    half = sin((lat_other - lat) / 2) ** 2
    half += cos(lat) * cos(lat_other) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))
