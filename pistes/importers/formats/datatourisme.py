"""DATAtourisme: the flux (one JSON-LD object a file, and an index) and the REST API v1. Only events come in."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from io import StringIO
from typing import Any

from pistes.clock import PARIS
from pistes.importers.cleaning import read_day
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile, get
from pistes.importers.formats.event_help import event_draft
from pistes.importers.json_stream import LARGEST_OBJECT, json_rows
from pistes.importers.moments import iso
from pistes.importers.notes import Level
from pistes.importers.rows import Row

_EVENT = frozenset({"EntertainmentAndEvent", "schema:Event", "Event"})


class DataTourisme(Format):
    """Names are prefixed in the flux (`rdfs:label`, `schema:geo`) and bare in the API (`label`, `geo`)."""

    name = "datatourisme"
    label = "DATAtourisme, flux et REST v1 (JSON)"
    source_name = "DATAtourisme"
    source_url = "https://www.datatourisme.fr/"
    licence = "Licence Ouverte 2.0"

    def recognises(self, file: SourceFile) -> bool:
        """By its address or its index."""
        start = file.start[:20_000]
        if not start.startswith(("{", "[")):
            return False
        return "data.datatourisme.fr" in start or '"lastUpdateDatatourisme"' in start

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Objects of a page or of a list, or the one object of a file of the flux."""
        with file.text() as text:
            if file.start.startswith("{") and '"objects"' not in file.start[:200]:
                yield from _single(text)
            else:
                yield from json_rows(text, "objects", reading.head)

    def is_partial(self, reading: Reading, count: int) -> bool:
        """A page of the API never says all."""
        return "page" in reading.head

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One event; places and lines of the index are none of our business."""
        cells = _bare(row.values)
        if "file" in cells or not _EVENT & set(_texts(cells.get("type"))):
            return None
        spans, precision, wrong = _timings(cells.get("takesPlaceAt"))
        place = get(cells, "isLocatedAt")
        address = get(cells, "isLocatedAt", "address")
        contact = get(cells, "hasContact")
        draft = event_draft(
            get(cells, "uuid") or str(cells.get("id") or "").rsplit("/", 1)[-1],
            row.line,
            title=_first(cells.get("label")),
            summary=_first(get(cells, "hasDescription", "shortDescription")) or _first(cells.get("comment")),
            timings=spans,
            place=_first(get(place, "label")) if isinstance(place, Mapping) else None,
            keywords=[],
            website=_first(get(contact, "homepage")) if isinstance(contact, list | Mapping) else None,
            precision=precision,
            checked_on=read_day(str(cells.get("lastUpdate") or "")[:10]),
        )
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, Mapping):
            draft.insee = _first(get(address, "hasAddressCity", "insee"))
            draft.commune, draft.postcode = _first(address.get("addressLocality")), _first(address.get("postalCode"))
        draft.lat, draft.lon = (
            get(cells, "isLocatedAt", "geo", "latitude"),
            get(cells, "isLocatedAt", "geo", "longitude"),
        )
        draft.source_url = _first(cells.get("uri") or cells.get("id"))
        if wrong:
            draft.note(Level.TO_CHECK, "timings", "une date n'existe pas", "laissée de côté", wrong)
        return draft


def _single(text: Any) -> Iterator[Row]:
    yield from json_rows(StringIO(f"[{text.read(LARGEST_OBJECT)}]"))


def _bare(value: Any) -> Any:
    """Names without their prefixes, all the way down."""
    if isinstance(value, Mapping):
        return {str(name).rsplit(":", 1)[-1].lstrip("@"): _bare(inner) for name, inner in value.items()}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []


def _first(value: Any) -> Any:
    while isinstance(value, list | Mapping):
        if isinstance(value, Mapping):
            value = value.get("fr") or value.get("@fr") or next(iter(value.values()), None)
        else:
            value = value[0] if value else None
    return value


def _timings(rows: Any) -> tuple[list[dict[str, str]], str, Any]:
    found: list[dict[str, str]] = []
    precision, wrong = "time", None
    for row in rows if isinstance(rows, list) else [rows] if isinstance(rows, Mapping) else []:
        first, last = (
            read_day(str(row.get("startDate") or "")[:10]),
            read_day(str(row.get("endDate") or row.get("startDate") or "")[:10]),
        )
        if first is None or last is None:
            wrong = f"{row.get('startDate')} - {row.get('endDate')}"
            continue
        begin, end = _time(row.get("startTime")), _time(row.get("endTime"))
        precision = "day" if begin is None else precision
        found.append(
            {
                "begin": iso(datetime.combine(first, begin or time(), PARIS)),
                "end": iso(datetime.combine(max(first, last), end or time(23, 59), PARIS)),
            }
        )
    return found, precision, wrong


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(str(_first(value)))
    except ValueError:
        return None
