"""Lists of digital help: Aidants Connect, the « lieux de médiation numérique » schema, and Hinaura's forms."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pistes.importers.cleaning import clean_text, folded, one_line, read_day
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.hours import read_day_columns, read_free_text
from pistes.importers.json_stream import json_rows
from pistes.importers.notes import Level, RowRejected
from pistes.importers.rows import Row
from pistes.importers.tables import csv_rows

_KEYWORDS = ["aide numérique", "médiation numérique", "Internet", "démarches en ligne", "ordinateur"]
_POSTCODE_IN = re.compile(r"\s*(\d{5})\s*([^\d,;]*)$")


class _DigitalList(Format):
    """JSON list or CSV; `needed`: folded names of columns."""

    needed: frozenset[str]

    def recognises(self, file: SourceFile) -> bool:
        """By its columns."""
        if not file.start.startswith(("[", "{")):
            return self.needed <= file.columns
        names = {folded(name) for name in re.findall(r'"([^"\\]{1,80})"\s*:', file.start[:20_000])}
        return self.needed <= names

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Row after row."""
        with file.text() as text:
            rows = json_rows(text, "results", reading.head) if file.start.startswith(("[", "{")) else csv_rows(text)
            yield from rows


class AidantsConnect(_DigitalList):
    """Organisations allowed to act for a person online. Numbers of users and of agents are left out."""

    name = "aidants_connect"
    label = "Aidants Connect (JSON, CSV)"
    source_name = "Aidants Connect"
    source_url = "https://aidantsconnect.beta.gouv.fr/"
    needed = frozenset({"data pass id", "name", "adresse", "code postal"})

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One organisation."""
        cells = row.values
        number, title = one_line(cells.get("Data pass ID")), one_line(cells.get("Name"))
        if not number or not title:
            raise RowRejected("Data pass ID" if not number else "Name", "champ obligatoire absent")
        address, postcode = one_line(cells.get("Adresse")) or "", one_line(cells.get("Code postal")) or ""
        commune = one_line(cells.get("commune"))
        match = _POSTCODE_IN.search(address)
        if match:
            address, postcode = address[: match.start()].rstrip(" ,"), postcode or match.group(1)
            commune = commune or match.group(2).strip() or None
        raw = _place(title, "Des personnes habilitées Aidants Connect font les démarches en ligne avec vous.", address)
        raw["networks"] = ["aidants-connect"]
        return Draft(
            "reception_point",
            "".join(number.split()),
            row.line,
            raw,
            commune=commune,
            where=f"{title} {address}",
            postcode=postcode,
            checked_on=read_day(cells.get("date_maj")),
        )


class MediationNumerique(_DigitalList):
    """The national schema « lieux de médiation numérique »."""

    name = "mediation_numerique"
    label = "Lieux de médiation numérique (JSON, CSV)"
    source_name = "Lieux de médiation numérique"
    needed = frozenset({"id", "nom", "pivot", "commune", "code postal", "date maj"})

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One place; names of councillors are never read."""
        cells = row.values
        number, title = one_line(cells.get("id")), one_line(cells.get("nom"))
        if not number or not title:
            raise RowRejected("id" if not number else "nom", "champ obligatoire absent")
        services = [str(one_line(part)) for part in re.split(r"[;|]", str(cells.get("services") or "")) if part.strip()]
        raw = _place(title, _told(services, cells.get("presentation_resume")), one_line(cells.get("adresse")))
        raw["website"] = one_line(cells.get("site_web"), longest=500)
        raw["networks"] = ["mediation-numerique"]
        if "france services" in folded(str(cells.get("labels_nationaux") or "")):
            raw["networks"].append("france-services")
        return Draft(
            "reception_point",
            number,
            row.line,
            raw,
            insee=one_line(cells.get("code_insee")),
            commune=one_line(cells.get("commune")),
            postcode=one_line(cells.get("code_postal")),
            lat=cells.get("latitude"),
            lon=cells.get("longitude"),
            phones=cells.get("telephone"),
            email=cells.get("courriel") or cells.get("courriels"),
            hours=read_free_text(cells.get("horaires")),
            checked_on=read_day(cells.get("date_maj")),
            source_name=f"Lieux de médiation numérique ({cells['source']})" if cells.get("source") else None,
        )


class Hinaura(_DigitalList):
    """Hinaura's list (Auvergne-Rhône-Alpes), typed by hand in forms."""

    name = "hinaura"
    label = "Hinaura (JSON, CSV)"
    source_name = "Hinaura, cartographie de la médiation numérique"
    source_url = "https://carto.hinaura.fr/"
    licence = "ODbL"
    needed = frozenset({"nom du lieu ou de la structure", "adresse postale", "ville"})

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One place."""
        cells: Mapping[str, Any] = {folded(name): value for name, value in row.values.items()}
        title = one_line(cells["nom du lieu ou de la structure"])
        if not title:
            raise RowRejected("Nom du lieu", "champ obligatoire absent")
        commune = one_line(cells["ville"])
        told = next((value for name, value in cells.items() if name.startswith("informations diverses")), None)
        raw = _place(
            title,
            clean_text(told, longest=900) or "Aide pour les démarches et les outils numériques.",
            one_line(cells["adresse postale"]),
        )
        raw["website"] = one_line(cells.get("site web"), longest=500)
        raw["networks"] = ["mediation-numerique"]
        if "mobilite reduite" in folded(str(cells.get("accueil pour les personnes en situation de handicap") or "")):
            raw["access"] = {"step_free": True}
        draft = Draft(
            "reception_point",
            folded(f"{title} {commune}").replace(" ", "-")[:200],
            row.line,
            raw,
            commune=commune,
            postcode=one_line(cells.get("code postal")),
            lat=cells.get("bf latitude"),
            lon=cells.get("bf longitude"),
            phones=cells.get("telephone"),
            hours=read_day_columns(
                [cells.get(day) for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")]
            ),
            checked_on=read_day(cells.get("datetime latest")),
        )
        if cells.get("datetime latest") and draft.checked_on is None:
            draft.note(
                Level.TO_CHECK, "date", "cette date n'existe pas", "date du fichier prise", cells["datetime latest"]
            )
        return draft


def _place(title: str, summary: str, address: str | None) -> dict[str, Any]:
    return {
        "title": title,
        "summary": summary,
        "address": address or None,
        "audiences": ["all"],
        "keywords": list(_KEYWORDS),
        "themes": ["numerique"],
    }


def _told(services: list[str], resume: Any) -> str:
    if text := clean_text(resume, longest=900):
        return text
    return f"Aide numérique : {', '.join(services[:6]).lower()}." if services else "Aide pour les outils numériques."
