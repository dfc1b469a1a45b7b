"""DILA « base de données locales » of Service-Public: the bulk JSON, and API records whose nested fields are strings."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pistes.importers.cleaning import clean_text, one_line, read_day
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.hours import read_dila_ranges
from pistes.importers.json_stream import json_rows
from pistes.importers.notes import Level, RowRejected
from pistes.importers.rows import Row

_NESTED = ("adresse", "plage_ouverture", "telephone", "site_internet", "pivot", "adresse_courriel")
# type_service_local → networks, audiences, services of ours.
_TYPES: dict[str, tuple[list[str], list[str], list[str]]] = {
    "msap": (["france-services"], ["all"], []),
    "france_services": (["france-services"], ["all"], []),
    "mdph": (["mdph"], ["disabled"], ["mdph", "pch", "aah", "aeeh", "cmi"]),
    "cg": (["departement"], ["all"], []),
    "clic": (["clic"], ["elderly"], ["apa", "aide_domicile"]),
    "pmi": (["pmi"], ["children", "family"], ["pmi"]),
    "ccas": (["ccas"], ["all"], []),
    "mairie": (["mairie"], ["all"], []),
    "cidf": (["cidff"], ["family"], []),
    "udaf": (["udaf"], ["family"], []),
    "mission_locale": (["mission-locale"], ["all"], []),
    "point_accueil_numerique": (["mediation-numerique"], ["all"], []),
}


class Dila(Format):
    """Both shapes give the same records: `id` is the same in the bulk file and in the API."""

    name = "dila"
    label = "DILA, base de données locales (JSON)"
    source_name = "DILA, annuaire de l'administration et base de données locales"
    source_url = "https://lannuaire.service-public.gouv.fr/"
    licence = "Licence Ouverte 2.0"

    def recognises(self, file: SourceFile) -> bool:
        """By its fields."""
        return file.start.startswith(("{", "[")) and '"plage_ouverture"' in file.start and '"pivot"' in file.start

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Service after service."""
        key = "results" if '"results"' in file.start[:500] else "service"
        with file.text() as text:
            yield from json_rows(text, key, reading.head)

    def is_partial(self, reading: Reading, count: int) -> bool:
        """Whether the API had more to give."""
        total = reading.head.get("total_count")
        return isinstance(total, int) and total > count

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One service; those that are not to be shown are left out."""
        cells = {name: _nested(value) if name in _NESTED else value for name, value in row.values.items()}
        if cells.get("statut_de_diffusion") not in (None, True, "true") or cells.get("version_type") not in (
            None,
            "Publiable",
        ):
            return None
        origin_id, title = one_line(cells.get("id")), one_line(cells.get("nom"))
        if not origin_id or not title:
            raise RowRejected("id" if not origin_id else "nom", "champ obligatoire absent")
        address = _first(cells.get("adresse"))
        kinds = [str(pivot.get("type_service_local")) for pivot in _list(cells.get("pivot"))]
        networks, audiences, services = _known_types(kinds)
        summary = clean_text(cells.get("mission"), longest=600) or f"{title}."
        draft = Draft(
            "reception_point",
            origin_id,
            row.line,
            {
                "title": title,
                "summary": summary,
                "address": _street(address),
                "networks": networks,
                "audiences": audiences,
                "services": services,
                "website": one_line((_first(cells.get("site_internet"))).get("valeur"), longest=500),
                "access": _access(address),
            },
            insee=one_line(cells.get("code_insee_commune")),
            commune=one_line(address.get("nom_commune")),
            postcode=one_line(address.get("code_postal")),
            lat=address.get("latitude") or None,
            lon=address.get("longitude") or None,
            phones=[
                {"number": p.get("valeur"), "label": one_line(p.get("description"))}
                for p in _list(cells.get("telephone"))
            ],
            email=_email(cells.get("adresse_courriel")),
            hours=read_dila_ranges(_list(cells.get("plage_ouverture"))),
            source_url=one_line(cells.get("url_service_public"), longest=500),
        )
        if comment := clean_text(cells.get("commentaire_plage_ouverture"), longest=400):
            draft.note(Level.TO_CHECK, "opening_hours", "un commentaire accompagne les horaires", "à lire", comment)
        _date(draft, cells.get("date_modification"))
        return draft


def _date(draft: Draft, written: Any) -> None:
    if written:
        draft.checked_on = read_day(written)
        if draft.checked_on is None:
            draft.note(Level.TO_CHECK, "date_modification", "cette date n'existe pas", "date du fichier prise", written)


def _nested(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{" and value:
        try:
            return json.loads(value)
        except ValueError:
            return None
    return value


def _list(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _first(value: Any) -> Mapping[str, Any]:
    found = _list(value)
    return next((item for item in found if item.get("type_adresse") == "Adresse"), found[0] if found else {})


def _email(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _street(address: Mapping[str, Any]) -> str | None:
    parts = (
        one_line(address.get(name)) for name in ("complement1", "complement2", "numero_voie", "service_distribution")
    )
    return ", ".join(part for part in parts if part) or None


def _access(address: Mapping[str, Any]) -> dict[str, bool]:
    known = {"ACC": True, "NAC": False}
    code = str(address.get("accessibilite") or "")
    return {"step_free": known[code]} if code in known else {}


def _known_types(kinds: list[str]) -> tuple[list[str], list[str], list[str]]:
    networks: list[str] = []
    audiences: list[str] = []
    services: list[str] = []
    for kind in kinds:
        for kept, more in zip((networks, audiences, services), _TYPES.get(kind, ([], [], [])), strict=True):
            kept += [word for word in more if word not in kept]
    return networks, audiences, services
