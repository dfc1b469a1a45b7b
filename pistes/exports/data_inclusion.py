"""data·inclusion v1: a structure a reception point, a service a procedure that it helps with; checked by its package."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from data_inclusion.schema import v1

from pistes.importers.formats.data_inclusion import validated
from pistes.importers.notes import RowRejected
from pistes.models import Procedure, ReceptionPoint

SOURCE = "passerelle"
_NETWORKS = {
    "france-services": "france-service",
    "ccas": "ccas-cias",
    "mdph": "mdph",
    "departement": "departements",
    "maison-departementale": "departements",
    "aidants-connect": "aidants-connect",
    "information-jeunesse": "reseau-information-jeunesse",
    "udaf": "unaf",
    "mairie": "communes",
    "mission-locale": "mission-locale",
    "cidff": "cidff",
}
_AUDIENCES = {
    "elderly": "seniors",
    "disabled": "personnes-en-situation-de-handicap",
    "family": "familles",
    "children": "jeunes",
    "all": "tous-publics",
}
_THEMES = {
    "mdph": "sante--constituer-un-dossier-mdph-invalidite",
    "pch": "sante--constituer-un-dossier-mdph-invalidite",
    "aah": "sante--constituer-un-dossier-mdph-invalidite",
    "aeeh": "sante--constituer-un-dossier-mdph-invalidite",
    "cmi": "sante--constituer-un-dossier-mdph-invalidite",
    "apa": "famille--prise-en-charge-personne-dependante",
    "ehpad": "famille--prise-en-charge-personne-dependante",
    "aide_domicile": "famille--prise-en-charge-personne-dependante",
    "portage_repas": "equipement-et-alimentation--alimentation",
    "assmat": "famille--garde-denfants",
    "pmi": "famille--soutien-a-la-parentalite-et-a-leducation",
    "fsl": "logement-hebergement--se-maintenir-dans-le-logement",
    "rsa": "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
}


def write_data_inclusion(
    points: Iterable[ReceptionPoint], procedures: Mapping[str, Procedure], communes: Mapping[str, str], out: TextIO
) -> tuple[int, int, list[str]]:
    """Write {"structures": [...], "services": [...]}; gives how many of each, and what the schema refused."""
    structures: list[dict[str, Any]] = []
    services: list[dict[str, Any]] = []
    faults: list[str] = []
    for point in points:
        structure = _checked(v1.Structure, _structure(point, communes), faults)
        if structure is None:
            continue
        structures.append(structure)
        for service in _services(point, structure, procedures):
            if (kept := _checked(v1.Service, service, faults)) is not None:
                services.append(kept)
    json.dump({"structures": structures, "services": services}, out, ensure_ascii=False, indent=1)
    return len(structures), len(services), faults


def _checked(model: Any, values: dict[str, Any], faults: list[str]) -> dict[str, Any] | None:
    try:
        kept, refused = validated(model, {name: value for name, value in values.items() if value not in (None, "", [])})
    except RowRejected as rejected:
        faults.append(f"{values.get('id')} : {rejected}")
        return None
    faults += [f"{values.get('id')} : {name} {reason}" for name, reason, _ in refused]
    return {
        name: sorted(value) if isinstance(value, set) else value for name, value in kept.items() if value is not None
    }


def _structure(point: ReceptionPoint, communes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "id": point.id,
        "nom": point.title,
        "date_maj": point.checked_on,
        "description": point.summary,
        "lien_source": point.source_url,
        "commune": communes.get(point.insee),
        "code_postal": point.postcode,
        "code_insee": point.insee,
        "adresse": point.address,
        "longitude": point.lon,
        "latitude": point.lat,
        "telephone": str(point.phones[0]["number"]) if point.phones else None,
        "courriel": point.email,
        "site_web": point.website,
        "horaires_accueil": point.opening_hours,
        "reseaux_porteurs": sorted({_NETWORKS[name] for name in point.networks if name in _NETWORKS}),
    }


def _services(
    point: ReceptionPoint, structure: Mapping[str, Any], procedures: Mapping[str, Procedure]
) -> Iterator[dict[str, Any]]:
    place = (
        "commune",
        "code_postal",
        "code_insee",
        "adresse",
        "longitude",
        "latitude",
        "telephone",
        "courriel",
        "horaires_accueil",
    )
    for key in point.services:
        procedure = procedures.get(key)
        if procedure is None:
            continue
        yield {name: structure.get(name) for name in place} | {
            "source": SOURCE,
            "structure_id": point.id,
            "id": f"{point.id}--{key}",
            "nom": procedure.title,
            "description": procedure.summary,
            "date_maj": point.checked_on,
            "lien_source": point.source_url,
            "type": "accompagnement",
            "thematiques": [_THEMES[key]] if key in _THEMES else None,
            "publics": sorted({_AUDIENCES[name] for name in point.audiences if name in _AUDIENCES}),
            "modes_accueil": ["en-presentiel"],
            "modes_mobilisation": ["telephoner", "se-presenter"] if structure.get("telephone") else ["se-presenter"],
            "mobilisable_par": ["usagers"],
            "zone_eligibilite": point.receives_from,
        }
