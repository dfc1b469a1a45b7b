"""FINESS: health and social establishments, CSV without header, one letter-named line type, often Windows-1252."""

import re
from collections.abc import Iterator

from pistes.importers.cleaning import one_line, read_day
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.notes import RowRejected
from pistes.importers.rows import Row
from pistes.importers.tables import csv_rows

# Columns of a « structureet » line (documentation of the Etalab extraction, cs1100502).
COLUMNS = (
    "section nofinesset nofinessej rs rslongue complrs compldistrib numvoie typvoie voie compvoie lieuditbp commune "
    "departement libdepartement ligneacheminement telephone telecopie categetab libcategetab categagretab "
    "libcategagretab siret codeape codemft libmft codesph libsph dateouv dateautor datemaj numuai"
).split()
# Establishments where children in care live: their place is never published.
_CHILDREN_IN_CARE = re.compile(
    r"enfance|caractere social|caractère social|placement familial|mere.enfant|mère.enfant|lieux? de vie|pouponni|"
    r"action educative|action éducative|village d.enfants",
    re.I,
)
_ELDERLY = re.compile(r"personnes? [âa]g[ée]es|autonomie|ehpad|g[ée]ront", re.I)
_DISABLED = re.compile(r"handicap|m[ée]dico-[ée]ducatif|adultes handi|travail \(e\.?s\.?a\.?t|d[ée]ficien", re.I)


class Finess(Format):
    """One national file; lines of geolocation (Lambert 93) are left out."""

    name = "finess"
    label = "FINESS, établissements (CSV)"
    source_name = "FINESS, ministère chargé de la santé"
    source_url = "https://finess.esante.gouv.fr/"
    licence = "Licence Ouverte 2.0"

    def recognises(self, file: SourceFile) -> bool:
        """By its first line."""
        return file.start.startswith(("finess;", "structureet;"))

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Establishment after establishment."""
        with file.text() as text:
            if file.start.startswith("finess;"):
                first = text.readline().strip().split(";")
                reading.head["day"] = first[3] if len(first) > 3 else None
            for row in csv_rows(text, COLUMNS, ";"):
                line = row.line + (1 if file.start.startswith("finess;") else 0)
                if row.fault is None or not row.fault.startswith(("6 colonnes", "7 colonnes")):
                    yield Row(line, row.values, row.fault)

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One establishment."""
        cells = row.values
        if cells["section"] != "structureet":
            return None
        category = one_line(cells["libcategetab"]) or ""
        title = one_line(cells["rslongue"]) or one_line(cells["rs"])
        number = one_line(cells["nofinesset"])
        if not number or not title:
            raise RowRejected("nofinesset" if not number else "rs", "champ obligatoire absent")
        if _CHILDREN_IN_CARE.search(category):
            return None
        routing = one_line(cells["ligneacheminement"]) or ""
        street = " ".join(p for n in ("numvoie", "typvoie", "voie") if (p := one_line(cells[n])))
        address = ", ".join(p for p in (one_line(cells["compldistrib"]), street, one_line(cells["lieuditbp"])) if p)
        audiences = ["elderly"] if _ELDERLY.search(category) else ["disabled"] if _DISABLED.search(category) else []
        return Draft(
            "reception_point",
            number,
            row.line,
            {
                "title": title,
                "summary": f"{category}." if category else f"{title}.",
                "address": address or None,
                "audiences": audiences,
                "keywords": [word for word in (category, one_line(cells["libcategagretab"])) if word],
                "networks": ["finess"],
            },
            insee=f"{cells['departement']}{cells['commune']}" if cells["commune"] else None,
            commune=routing[5:].strip() or None,
            postcode=routing[:5] or None,
            phones=cells["telephone"],
            checked_on=read_day(cells["datemaj"]) or read_day(reading.head.get("day")),
        )
