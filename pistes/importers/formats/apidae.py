"""APIDAE: « fêtes et manifestations » of its exports (one object a file, or a list) and of its search API."""

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

EVENT = "FETE_ET_MANIFESTATION"
# Kind of a « moyen de communication »: a web site.
WEB_SITE = 205


class Apidae(Format):
    """Other kinds of objects (hotels, restaurants…) are left out."""

    name = "apidae"
    label = "APIDAE, fêtes et manifestations (JSON)"
    source_name = "APIDAE"
    source_url = "https://www.apidae-tourisme.com/"

    def recognises(self, file: SourceFile) -> bool:
        """By its fields."""
        start = file.start[:20_000]
        return start.startswith(("{", "[")) and (
            '"objetsTouristiques"' in start or ('"libelleFr"' in start and '"localisation"' in start)
        )

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Object after object."""
        with file.text() as text:
            if file.start.startswith("{") and '"objetsTouristiques"' not in file.start:
                yield from json_rows(StringIO(f"[{text.read(LARGEST_OBJECT)}]"))
            else:
                yield from json_rows(text, "objetsTouristiques", reading.head)

    def is_partial(self, reading: Reading, count: int) -> bool:
        """Whether the search had more to give."""
        total = reading.head.get("numFound")
        return isinstance(total, int) and total > count

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One event."""
        cells = row.values
        if cells.get("type") not in (None, EVENT):
            return None
        spans, precision, wrong = _timings(get(cells, "ouverture", "periodesOuvertures"))
        free = (
            get(cells, "descriptionTarif", "indicationTarif") == "GRATUIT"
            or get(cells, "descriptionTarif", "gratuit") is True
        )
        themes = get(cells, "informationsFeteEtManifestation", "themes") or []
        draft = event_draft(
            cells.get("id") or cells.get("identifier"),
            row.line,
            title=get(cells, "nom", "libelleFr"),
            summary=get(cells, "presentation", "descriptifCourt", "libelleFr"),
            timings=spans,
            place=get(cells, "informationsFeteEtManifestation", "nomLieu")
            or get(cells, "localisation", "adresse", "nomDuLieu"),
            keywords=[theme.get("libelleFr") for theme in themes if isinstance(theme, Mapping)],
            price="Gratuit" if free else get(cells, "descriptionTarif", "tarifsEnClair", "libelleFr"),
            website=_web_site(get(cells, "informations", "moyensCommunication")),
            precision=precision,
            checked_on=read_day(str(get(cells, "gestion", "dateModification") or "")[:10]),
        )
        commune = get(cells, "localisation", "adresse", "commune")
        draft.insee, draft.commune = get(commune, "code"), get(commune, "nom")
        draft.postcode = get(cells, "localisation", "adresse", "codePostal")
        point = get(cells, "localisation", "geolocalisation", "geoJson")
        if isinstance(point, Mapping) and isinstance(point.get("coordinates"), list) and len(point["coordinates"]) == 2:
            draft.lon, draft.lat = point["coordinates"]
        if wrong:
            draft.note(Level.TO_CHECK, "timings", "une date n'existe pas", "laissée de côté", wrong)
        return draft


def _timings(rows: Any) -> tuple[list[dict[str, str]], str, Any]:
    found: list[dict[str, str]] = []
    precision, wrong = "time", None
    for row in rows if isinstance(rows, list) else []:
        first = read_day(row.get("dateDebut")) if isinstance(row, Mapping) else None
        last = read_day(row.get("dateFin") or row.get("dateDebut")) if isinstance(row, Mapping) else None
        if first is None or last is None:
            wrong = row.get("dateDebut") if isinstance(row, Mapping) else row
            continue
        begin, end = _time(row.get("horaireOuverture")), _time(row.get("horaireFermeture"))
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
        return time.fromisoformat(str(value))
    except ValueError:
        return None


def _web_site(rows: Any) -> Any:
    for row in rows if isinstance(rows, list) else []:
        if get(row, "type", "id") == WEB_SITE:
            return get(row, "coordonnees", "fr")
    return None
