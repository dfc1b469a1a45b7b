"""OpenAgenda: the old v1 export (`start`, unformatted status) and the v2 API (`begin`, `state`, `registration`)."""

from collections.abc import Mapping
from typing import Any

from pistes.importers.cleaning import read_day
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import JsonFormat, Reading, SourceFile, get
from pistes.importers.formats.event_help import event_draft
from pistes.importers.moments import read_moment, timing
from pistes.importers.notes import Level
from pistes.importers.rows import Row

# https://developers.openagenda.com/10-lecture/ : status of an event, and its state of publication (2: published).
_STATUS = {1: "scheduled", 2: "scheduled", 3: "scheduled", 4: "cancelled", 5: "full", 6: "cancelled"}
PUBLISHED = 2
_ACCESS = {"mi": "step_free", "hi": "hearing_loop"}


class OpenAgenda(JsonFormat):
    """Both versions; registration by mail or telephone of a person is not read, only links are."""

    name = "openagenda"
    label = "OpenAgenda v1 et v2 (JSON)"
    source_name = "OpenAgenda"
    source_url = "https://openagenda.com/"
    key = "events"
    marks = ("uid", "timings", "location")

    def is_partial(self, reading: Reading, count: int) -> bool:
        """Whether there were more pages."""
        total = reading.head.get("total")
        return isinstance(total, int) and total > count

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One event."""
        cells = row.values
        if cells.get("state") not in (None, PUBLISHED):
            return None
        location = cells.get("location") if isinstance(cells.get("location"), Mapping) else cells
        spans, wrong = _timings(cells.get("timings"))
        keywords = _french(cells.get("keywords"))
        agenda = get(cells, "originAgenda", "title") or get(cells, "origin", "title")
        url = cells.get("canonicalUrl") or _address(cells)
        draft = event_draft(
            cells.get("uid"),
            row.line,
            title=_french(cells.get("title")),
            summary=_french(cells.get("description")),
            timings=spans,
            place=get(location, "name") or cells.get("locationName"),
            keywords=keywords if isinstance(keywords, list) else [],
            price=_french(cells.get("conditions")),
            status=_STATUS.get(cells.get("status") or 1, "scheduled"),
            website=url or _link(cells),
            checked_on=read_day(str(cells.get("updatedAt") or "")[:10]),
        )
        draft.insee = _text(get(location, "insee"))
        draft.commune, draft.postcode = _text(get(location, "city")), _text(get(location, "postalCode"))
        draft.lat, draft.lon = get(location, "latitude"), get(location, "longitude")
        if link := _link(cells):
            draft.raw["registration"] = {"how": "En ligne", "url": link}
        access = cells.get("accessibility")
        if isinstance(access, Mapping):
            draft.raw["access"] = {name: True for code, name in _ACCESS.items() if access.get(code) is True}
        draft.source_name = f"OpenAgenda, {agenda}" if agenda else None
        draft.source_url = _text(url)
        if wrong:
            draft.note(Level.TO_CHECK, "timings", "une date n'existe pas", "laissée de côté", wrong)
        return draft


def _timings(rows: Any) -> tuple[list[dict[str, str]], Any]:
    found, wrong = [], None
    for row in rows if isinstance(rows, list) else []:
        written = (row.get("begin") or row.get("start")) if isinstance(row, Mapping) else row
        begin = read_moment(written)
        if begin is None:
            wrong = written
            continue
        found.append(timing(begin, read_moment(row.get("end"))))
    return found, wrong


def _french(value: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get("fr") or next(iter(value.values()), None)
    return value


def _address(cells: Mapping[str, Any]) -> str | None:
    agenda, event = get(cells, "originAgenda", "slug"), cells.get("slug")
    return f"https://openagenda.com/{agenda}/events/{event}" if agenda and event else None


def _link(cells: Mapping[str, Any]) -> str | None:
    rows = cells.get("registration")
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and row.get("type") == "link":
            return _text(row.get("value"))
    return _text(cells.get("registrationUrl"))


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None
