"""schema.org events as JSON-LD: a JSON file, or the scripts of a web page; `start`/`end` are read like `startDate`."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile, get
from pistes.importers.formats.event_help import event_draft
from pistes.importers.moments import read_moment, timing
from pistes.importers.notes import ImportRefused
from pistes.importers.rows import Row

LARGEST = 20 << 20
_SCRIPT = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.S | re.I)
_STATUS = {"EventCancelled": "cancelled", "EventPostponed": "cancelled"}


class SchemaOrgEvent(Format):
    """A page or a file holds some events, never all: nothing is closed."""

    name = "schema_org"
    label = "schema.org Event (JSON-LD, page HTML)"
    source_name = "Événement publié en ligne"
    complete = False

    def recognises(self, file: SourceFile) -> bool:
        """By its context, or its scripts."""
        start = file.start
        if start.startswith(("{", "[")):
            return '"@context"' in start and "schema.org" in start and '"@type"' in start
        return start.startswith("<") and "application/ld+json" in start

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Every object of type Event, wherever it stands."""
        if file.size > LARGEST:
            raise ImportRefused("page trop grande")
        with file.text() as text:
            content = text.read()
        found: list[Mapping[str, Any]] = []
        for script in _SCRIPT.findall(content) if content.lstrip().startswith("<") else [content]:
            try:
                _events(json.loads(script), found)
            except (ValueError, RecursionError):
                raise ImportRefused("JSON-LD mal formé ou tronqué : rien n'a été changé") from None
        for rank, event in enumerate(found, start=1):
            yield Row(rank, event)

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One event."""
        cells = row.values
        begin = read_moment(cells.get("startDate") or cells.get("start"))
        end = read_moment(cells.get("endDate") or cells.get("end") or None)
        url = cells.get("url") or cells.get("@id")
        status = str(cells.get("eventStatus") or "").rsplit("/", 1)[-1]
        draft = event_draft(
            url or f"{cells.get('name')} {cells.get('startDate')}",
            row.line,
            title=cells.get("name"),
            summary=cells.get("description"),
            timings=[timing(begin, end)] if begin is not None else [],
            place=get(cells, "location", "name"),
            price="Gratuit" if cells.get("isAccessibleForFree") is True else _price(get(cells, "offers")),
            status=_STATUS.get(status, "scheduled"),
            website=url,
            precision="day" if len(str(cells.get("startDate") or cells.get("start") or "")) == 10 else "time",
        )
        address = get(cells, "location", "address")
        if isinstance(address, Mapping):
            draft.commune, draft.postcode = address.get("addressLocality"), address.get("postalCode")
        elif isinstance(address, str):
            draft.where = address
        draft.lat, draft.lon = get(cells, "location", "geo", "latitude"), get(cells, "location", "geo", "longitude")
        draft.source_url = str(url)[:500] if url else None
        return draft


def _events(value: Any, found: list[Mapping[str, Any]]) -> None:
    if isinstance(value, list):
        for item in value:
            _events(item, found)
    elif isinstance(value, Mapping):
        kinds = value.get("@type")
        if any(str(kind).endswith(("Event", "Festival")) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            found.append(value)
        for name in ("@graph", "itemListElement", "item", "mainEntity"):
            if name in value:
                _events(value[name], found)


def _price(offers: Any) -> str | None:
    price = get(offers, "price") if isinstance(offers, list | Mapping) else None
    if isinstance(offers, list):
        price = get({"offers": offers}, "offers", "price")
    if price in (None, ""):
        return None
    return "Gratuit" if str(price) in ("0", "0.0", "0.00") else f"{price} €"
