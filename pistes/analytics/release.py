"""No group smaller than a set number, on any screen, under any filter, and by no subtraction.

Each cell (facet, value, site, channel, outcome) keeps what it counts until at least `smallest` exchanges have gathered,
then shows them all at once, on that day. Every figure is a sum of such parcels. So whatever two periods, sites or channels
somebody subtracts, what is left is whole parcels: nothing, or at least `smallest` exchanges. A cell is behind by less than
`smallest`; it catches up by itself. Totals are counted in parcels of their own: a total less its parts only says what
awaits in all cells together.
"""

from collections.abc import Mapping
from typing import TypeVar

from pistes.analytics.facets import PLAIN, Cell

Key = TypeVar("Key")


def release(counts: Mapping[Cell, int], awaiting: dict[Cell, int], smallest: int) -> dict[Cell, int]:
    """What each cell shows on a day with these counts; `awaiting` is brought up to date."""
    shown: dict[Cell, int] = {}
    for cell, counted in counts.items():
        if cell.facet in PLAIN:
            shown[cell] = counted
            continue
        gathered = awaiting.pop(cell, 0) + counted
        if gathered >= smallest:
            shown[cell] = gathered
        else:
            shown[cell] = 0
            awaiting[cell] = gathered
    return shown


def hide_small(counts: Mapping[Key, int], smallest: int) -> dict[Key, int | None]:
    """A table of its own (counts with a total that is told): None for what is hidden.

    When exactly one cell is small its count would be the total less the others: the smallest of these is hidden too.
    """
    small = {key for key, counted in counts.items() if 0 < counted < smallest}
    if small and sum(counts[key] for key in small) < smallest:
        others = [key for key in counts if key not in small and counts[key]]
        if others:
            small.add(min(others, key=lambda key: counts[key]))
    return {key: None if key in small else counted for key, counted in counts.items()}
