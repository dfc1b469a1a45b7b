"""The national list of France services (ANCT), CSV: one line a place, one column a day for hours."""

from pistes.importers.cleaning import one_line, read_bool
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import CsvFormat, Reading, SourceFile
from pistes.importers.hours import read_day_columns
from pistes.importers.notes import Level, RowRejected
from pistes.importers.rows import Row

_DAYS = ("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi", "h_dimanche")


class FranceServices(CsvFormat):
    """The file keeps a line a place, so one number for two towns is wrong unless they are of one `groupe`."""

    name = "france_services"
    label = "Liste des France services (CSV)"
    source_name = "ANCT, liste des France services"
    source_url = "https://www.france-services.gouv.fr/"
    licence = "Licence Ouverte 2.0"
    needed = frozenset({"id fs", "lib fs", "code postal", "h lundi"})
    own_line = True

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One place."""
        cells = row.values
        origin_id, title = one_line(cells["id_fs"]), one_line(cells["lib_fs"])
        if not origin_id or not title:
            raise RowRejected("id_fs" if not origin_id else "lib_fs", "champ obligatoire absent")
        commune = one_line(cells.get("lib_com"))
        address = ", ".join(
            part for part in (one_line(cells.get("adresse")), one_line(cells.get("complement_adresse"))) if part
        )
        travelling = read_bool(cells.get("itinerance")) is True
        comment = one_line(cells.get("commentaire"), longest=600)
        hours = read_day_columns([cells.get(day) for day in _DAYS])
        draft = Draft(
            "reception_point",
            origin_id,
            row.line,
            {
                "title": title,
                "summary": _summary(commune, travelling, comment),
                "address": address or None,
                "audiences": ["all"],
                "networks": ["france-services"],
                "keywords": ["France services", "aide aux démarches", "démarches en ligne", "guichet"],
                "themes": ["action_sociale"],
                "website": "https://www.france-services.gouv.fr/",
            },
            insee=one_line(cells.get("insee_com")),
            commune=commune,
            postcode=cells.get("code_postal"),
            lat=cells.get("latitude"),
            lon=cells.get("longitude"),
            phones=cells.get("telephone"),
            email=cells.get("mail"),
            hours=hours,
            group=one_line(cells.get("groupe")) or None,
        )
        for style in hours.styles:
            reading.styles[style] = reading.styles.get(style, 0) + 1
        if any((cells.get(day) or "").strip() == "-" for day in _DAYS):
            draft.note(Level.INFO, "opening_hours", "« - » à la place d'une plage", "lu « fermé »")
        if not (cells.get("telephone") or "").strip():
            draft.note(Level.INFO, "phones", "téléphone absent", "aucun numéro affiché")
        return draft


def _summary(commune: str | None, travelling: bool, comment: str | None) -> str:
    where = f"À {commune}, une" if commune else "Une"
    said = f"{where} équipe vous aide dans vos démarches administratives et en ligne."
    if travelling:
        said += " L'équipe se déplace : appelez pour connaître les lieux et les jours."
    return f"{said} {comment}" if comment else said
