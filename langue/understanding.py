"""One message understood by rules: its places, its dates and its criteria, each reader blind to what the others took.

"Saint-Jean-de-Nay" is no theme, "43600" no age, "le 2 janvier" no choice: what is read as a place or a date is blanked
before the next reader looks.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from langue.criteria import read_criteria
from langue.dates import DateParser, find_date_span
from langue.gazetteer import Commune, Gazetteer
from langue.places import Places, find_places


def read_message(
    text: str, now: datetime, gazetteer: Gazetteer, date_parser: DateParser | None = None
) -> dict[str, Any]:
    """What `text` says, under the keys of LABELS.md; a key is absent when nothing is said. Never raises for a text.

    `now` is aware (ValueError otherwise); relative dates are read in Paris. Besides the keys of `read_criteria`:
    `commune` (official name), `insee`, `commune_candidates` and `commune_candidates_insee` (names and codes in the same
    order, when a name is ambiguous: `commune` is then absent; two communes are called Chenereilles),
    `other_communes` (names of the smaller ones called like `commune`), `refused_communes`, `also_communes` (names),
    `department` ("42" or "43", only when stated), `area` (id), `outside` (a place in neither département),
    `date_from` and `date_to` (ISO, both included).
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    places = find_places(text, gazetteer)
    rest = _blank(text, ((start, end) for start, end, _ in places.spans))
    dates = find_date_span(rest, now, date_parser)
    found = _of_places(places)
    if dates is not None:
        found |= {"date_from": dates.date_from.isoformat(), "date_to": dates.date_to.isoformat()}
        rest = _blank(rest, [(dates.start, dates.end)])
    return found | read_criteria(rest)


def _of_places(places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {
        "commune": places.commune.name if places.commune else None,
        "insee": places.commune.insee if places.commune else None,
        "commune_candidates": _names(places.candidates),
        "commune_candidates_insee": [commune.insee for commune in places.candidates],
        "other_communes": _names(places.others),
        "refused_communes": _names(places.refused),
        "also_communes": _names(places.also),
        "department": places.department,
        "area": places.area.id if places.area else None,
        "outside": places.outside,
    }
    return {key: value for key, value in found.items() if value}


def _names(communes: Iterable[Commune]) -> list[str]:
    return [commune.name for commune in communes]


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the spans made of spaces, the offsets of everything else kept."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
