"""data·inclusion v1: structures and services, checked by the package `data-inclusion-schema`."""

from collections.abc import Iterator, Mapping
from typing import Any

from data_inclusion.schema import v1
from pydantic import BaseModel, ValidationError

from pistes.importers.cleaning import clean_text, one_line, read_bool
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.hours import read_free_text
from pistes.importers.json_stream import json_lines, json_rows
from pistes.importers.notes import Level, RowRejected
from pistes.importers.rows import Row
from pistes.importers.tables import csv_rows

_AUDIENCES = {
    "seniors": "elderly",
    "personnes-en-situation-de-handicap": "disabled",
    "familles": "family",
    "parents": "family",
}
_AUDIENCES |= {"tous-publics": "all", "jeunes": "children", "enfants": "children", "aidants": "caregiver"}
_NETWORKS = {"france-service": "france-services", "ccas-cias": "ccas", "mdph": "mdph", "departements": "departement"}
_LISTS = (
    "reseaux_porteurs",
    "thematiques",
    "publics",
    "modes_accueil",
    "modes_mobilisation",
    "mobilisable_par",
    "zone_eligibilite",
)
_PRIVATE = ("contact_nom_prenom",)


class DataInclusion(Format):
    """A field the schema refuses is left out and told; a required one refuses the row."""

    name = "data_inclusion"
    label = "data·inclusion v1, structures et services (JSON, CSV)"
    source_name = "data·inclusion"
    source_url = "https://www.data.inclusion.gouv.fr/"
    licence = "Licence Ouverte 2.0"

    def recognises(self, file: SourceFile) -> bool:
        """By the names of the schema."""
        needed = ("source", "id", "nom", "date_maj")
        if file.start.startswith(("{", "[")):
            start = file.start[:8000]
            known = '"code_insee"' in start or '"structure_id"' in start or '"adresse"' in start
            return all(f'"{name}"' in start for name in needed) and known and '"pivot"' not in start
        return {"source", "id", "nom", "date maj"} <= file.columns and "pivot" not in file.columns

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Object after object: a list, a list under « items », JSON lines or CSV."""
        with file.text() as text:
            if file.start.startswith("["):
                yield from json_rows(text)
            elif file.start.startswith("{"):
                paged = '"items"' in file.start[:200]
                yield from json_rows(text, "items", reading.head) if paged else json_lines(text)
            else:
                yield from csv_rows(text)

    def is_partial(self, reading: Reading, count: int) -> bool:
        """Whether the API had more pages."""
        total = reading.head.get("total")
        return isinstance(total, int) and total > count

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One structure, or one service as a place where it is given."""
        values = {name: value for name, value in row.values.items() if value not in (None, "", [])}
        for name in _LISTS:
            if isinstance(values.get(name), str):
                values[name] = [part.strip(" '\"") for part in values[name].strip("[]{}").split(",") if part.strip()]
        service = "structure_id" in values
        dropped = [name for name in _PRIVATE if values.pop(name, None)]
        model, faults = validated(v1.Service if service else v1.Structure, values)
        identifier = f"{'service-' if service else ''}{model['source']}-{model['id']}"
        draft = _draft(model, identifier, row.line, service=service)
        if dropped:
            draft.note(Level.MENDED, "contact_nom_prenom", "nom d'une personne", "retiré")
        for name, reason, value in faults:
            draft.note(Level.TO_CHECK, name, reason, "laissé de côté", value)
        return draft


def validated(model: type[BaseModel], values: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
    """(what the schema keeps, what it refuses: field, reason, value). Raises `RowRejected` for a required field."""
    known = {name: value for name, value in values.items() if name in model.model_fields}
    try:
        return model.model_validate(known).model_dump(mode="json"), []
    except ValidationError as error:
        faults = [
            (str(e["loc"][0]) if e["loc"] else "ligne", f"refusé par le schéma ({e['type']})", e.get("input"))
            for e in error.errors()
        ]
    for name, reason, value in faults:
        if name not in model.model_fields or model.model_fields[name].is_required():
            raise RowRejected(name, reason, value if isinstance(value, str) else None)
    kept = {name: value for name, value in known.items() if name not in {fault[0] for fault in faults}}
    try:
        return model.model_validate(kept).model_dump(mode="json"), faults
    except ValidationError as error:
        raise RowRejected("ligne", f"refusée par le schéma ({error.errors()[0]['type']})") from None


def _draft(model: Mapping[str, Any], identifier: str, line: int, *, service: bool) -> Draft:
    title = one_line(model["nom"])
    if not title:
        raise RowRejected("nom", "champ obligatoire absent")
    address = ", ".join(p for p in (one_line(model.get("adresse")), one_line(model.get("complement_adresse"))) if p)
    raw: dict[str, Any] = {
        "title": title,
        "summary": clean_text(model.get("description"), longest=1500) or f"{title}.",
        "address": address or None,
        "website": model.get("site_web") or model.get("lien_mobilisation"),
        "networks": [_NETWORKS.get(name, name) for name in sorted(model.get("reseaux_porteurs") or [])],
        "audiences": sorted({_AUDIENCES[name] for name in model.get("publics") or [] if name in _AUDIENCES}),
        "keywords": sorted(
            {part.replace("-", " ") for name in model.get("thematiques") or [] for part in name.split("--")}
        ),
    }
    if service and read_bool(model.get("frais") == "gratuit"):
        raw["keywords"].append("gratuit")
    return Draft(
        "reception_point",
        identifier,
        line,
        raw,
        insee=model.get("code_insee"),
        commune=one_line(model.get("commune")),
        postcode=model.get("code_postal"),
        lat=model.get("latitude"),
        lon=model.get("longitude"),
        phones=model.get("telephone"),
        email=model.get("courriel"),
        hours=read_free_text(model.get("horaires_accueil")),
        checked_on=model["date_maj"],
        source_name=f"data·inclusion ({model['source']})",
        source_url=model.get("lien_source"),
    )
