"""A small record of each format, recognised and read; values are invented, communes are real."""

import io
import json
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import with_polymorphic

from pistes.database import Database
from pistes.importers.notes import Level, Report
from pistes.models import Record
from tests.pistes.importers.conftest import Import

DILA_HOURS = [
    {
        "nom_jour_debut": "Lundi",
        "nom_jour_fin": "Vendredi",
        "valeur_heure_debut_1": "09:00:00",
        "valeur_heure_fin_1": "12:00:00",
        "valeur_heure_debut_2": "",
        "valeur_heure_fin_2": "",
        "commentaire": "",
    }
]
DILA: dict[str, Any] = {
    "id": "essai-1",
    "nom": "Guichet d'essai",
    "code_insee_commune": "42095",
    "adresse": [
        {"type_adresse": "Adresse", "numero_voie": "1 rue d'Essai", "code_postal": "42700", "nom_commune": "Firminy"}
    ],
    "plage_ouverture": DILA_HOURS,
    "telephone": [{"valeur": "04 65 71 00 01", "description": ""}],
    "pivot": [{"type_service_local": "msap", "code_insee_commune": ["42095"]}],
    "version_type": "Publiable",
    "statut_de_diffusion": "true",
    "date_modification": "08/03/2026 14:14:36",
}
OPENAGENDA: dict[str, Any] = {
    "uid": 12,
    "title": {"fr": "Concert d'essai"},
    "description": {"fr": "Un essai."},
    "conditions": {"fr": "Entrée libre"},
    "location": {"name": "Salle d'essai", "city": "Firminy", "postalCode": "42700", "insee": "42095"},
}
TIMING = {"begin": "2026-12-03T20:00:00+01:00", "end": "2026-12-03T22:00:00+01:00"}
DATATOURISME_REST = {
    "uuid": "essai-2",
    "type": ["CulturalEvent", "EntertainmentAndEvent"],
    "label": {"@fr": "Foire d'essai"},
    "takesPlaceAt": [{"startDate": "2026-12-03", "endDate": "2026-12-04"}],
    "isLocatedAt": [
        {"address": [{"postalCode": "43190", "addressLocality": "Tence", "hasAddressCity": {"insee": "43244"}}]}
    ],
    "lastUpdateDatatourisme": "2026-09-29T13:00:00+00:00",
}
DATATOURISME_FLUX = {
    "@id": "https://data.datatourisme.fr/13/essai-3",
    "@type": ["schema:Event", "EntertainmentAndEvent"],
    "rdfs:label": {"fr": ["Foire d'essai"]},
    "takesPlaceAt": [
        {"startDate": "2026-12-03", "endDate": "2026-12-03", "startTime": "10:00:00", "endTime": "18:00:00"}
    ],
    "isLocatedAt": [
        {
            "schema:address": [{"schema:postalCode": "42700", "hasAddressCity": {"insee": "42095"}}],
            "schema:geo": {"schema:latitude": "45.379", "schema:longitude": "4.289"},
        }
    ],
}
APIDAE = {
    "id": 77,
    "type": "FETE_ET_MANIFESTATION",
    "nom": {"libelleFr": "Fête d'essai"},
    "presentation": {"descriptifCourt": {"libelleFr": "Un essai."}},
    "localisation": {
        "adresse": {"codePostal": "42700", "commune": {"nom": "Firminy", "code": "42095"}},
        "geolocalisation": {"geoJson": {"type": "Point", "coordinates": [4.289, 45.379]}},
    },
    "ouverture": {
        "periodesOuvertures": [{"dateDebut": "2026-12-03", "dateFin": "2026-12-03", "horaireOuverture": "10:00:00"}]
    },
    "descriptionTarif": {"indicationTarif": "GRATUIT"},
}
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:essai
BEGIN:VEVENT
UID:essai-4
DTSTART;TZID=Europe/Paris:20261019T100000
DTEND;TZID=Europe/Paris:20261019T120000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:Atelier d'essai
LOCATION:Salle d'essai\\, 42700 Firminy
ORGANIZER;CN=Marie Durand:mailto:marie.durand@exemple.fr
END:VEVENT
END:VCALENDAR
"""
JSON_LD = {
    "@context": "http://schema.org",
    "@type": "Event",
    "name": "Visite d'essai",
    "url": "https://exemple.fr/visite",
    "start": "2026-12-03T10:00:00+01:00",
    "end": "2026-12-03T11:00:00+01:00",
    "location": {"name": "Salle d'essai", "address": {"addressLocality": "Firminy", "postalCode": "42700"}},
}
STRUCTURE = {
    "source": "essai",
    "id": "s1",
    "nom": "Structure d'essai",
    "date_maj": "2026-10-01",
    "description": "Un essai.",
    "commune": "Firminy",
    "code_postal": "42700",
    "code_insee": "42095",
    "adresse": "1 rue d'Essai",
    "telephone": "0465710001",
    "horaires_accueil": "Mo-Fr 09:00-12:00",
    "reseaux_porteurs": ["france-service"],
}
FINESS = (
    "finess;etalab;111;2026-05-12\n"
    "structureet;420000001;420000002;EHPAD ESSAI;EHPAD D'ESSAI;;;1;R;DE L'ESSAI;;;095;42;LOIRE;42700 FIRMINY;0465710001;;500;"
    "Etablissement d'hébergement pour personnes âgées dépendantes;4401;Hébergement Personnes Agées;;;;;;;;;2020-02-04;\n"
    "structureet;420000003;420000002;MECS ESSAI;MECS D'ESSAI;;;1;R;SECRETE;;;095;42;LOIRE;42700 FIRMINY;0465710002;;177;"
    "Maison d'Enfants à Caractère Social;4501;Aide sociale à l'Enfance;;;;;;;;;2020-02-04;\n"
)
AIDANTS = [
    {
        "Data pass ID": "1 234",
        "Name": "Association d'essai",
        "Adresse": "1 rue d'Essai 42700 Firminy",
        "Code postal": 42700,
        "date_maj": "15/03/2026",
    }
]
MEDIATION = [
    {
        "id": "m1",
        "nom": "Espace d'essai",
        "pivot": "0",
        "commune": "FIRMINY",
        "code_postal": "42700",
        "services": "Prendre en main un ordinateur",
        "horaires": "Tu 09:00-12:00",
        "date_maj": "2026-06-01",
    }
]
HINAURA = [
    {
        "Nom du lieu ou de la structure *": "Espace d'essai",
        "Adresse postale *": "1 rue d'Essai",
        "Ville *": "Firminy",
        "Code postal": 42700,
        "Lundi": "9h00/12h00",
        "datetime_latest": "14/09/2026 19:15:08",
    }
]
TEMPLATE = "identifiant;nom;commune;téléphone;horaires\nA1;Relais d'essai;Firminy;0465710001;du lundi au jeudi 9h-12h\n"


def j(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


CASES: list[tuple[str, str, str, str]] = [
    ("dila", "bulk.json", j({"service": [DILA]}), "Mo-Fr 09:00-12:00"),
    (
        "dila",
        "api.json",
        j(
            {
                "total_count": 1,
                "results": [
                    DILA | {name: j(DILA[name]) for name in ("adresse", "plage_ouverture", "telephone", "pivot")}
                ],
            }
        ),
        "Mo-Fr 09:00-12:00",
    ),
    (
        "openagenda",
        "v1.json",
        j(
            {
                "total": 1,
                "events": [
                    OPENAGENDA | {"timings": [{"start": "2026-12-03T19:00:00.000Z", "end": "2026-12-03T21:00:00.000Z"}]}
                ],
            }
        ),
        "2026-12-03T20:00:00+01:00",
    ),
    (
        "openagenda",
        "v2.json",
        j({"total": 1, "events": [OPENAGENDA | {"timings": [TIMING], "state": 2, "status": 1}]}),
        "2026-12-03T20:00:00+01:00",
    ),
    (
        "datatourisme",
        "rest.json",
        j({"objects": [DATATOURISME_REST], "meta": {"page": 1}}),
        "2026-12-03T00:00:00+01:00",
    ),
    ("datatourisme", "flux.json", j(DATATOURISME_FLUX), "2026-12-03T10:00:00+01:00"),
    ("apidae", "objets.json", j({"numFound": 1, "objetsTouristiques": [APIDAE]}), "2026-12-03T10:00:00+01:00"),
    ("icalendar", "agenda.ics", ICAL, "2026-10-19T10:00:00+02:00"),
    ("schema_org", "event.json", j(JSON_LD), "2026-12-03T10:00:00+01:00"),
    (
        "schema_org",
        "page.html",
        f"<html><script type='application/ld+json'>{j(JSON_LD)}</script></html>",
        "2026-12-03T10:00:00+01:00",
    ),
    ("data_inclusion", "structures.json", j([STRUCTURE]), "Mo-Fr 09:00-12:00"),
    ("finess", "finess.csv", FINESS, ""),
    ("aidants_connect", "aidants.json", j(AIDANTS), ""),
    ("mediation_numerique", "lieux.json", j(MEDIATION), "Tu 09:00-12:00"),
    ("hinaura", "hinaura.json", j(HINAURA), "Mo 09:00-12:00"),
    ("modele", "modele.csv", TEMPLATE, "Mo-Th 09:00-12:00"),
]


def only(base: Database) -> Record:
    with base.read() as session:
        return session.scalars(select(with_polymorphic(Record, "*"))).one()


def said(report: Report) -> list[str]:
    return [note.reason for note in report.notes if note.level in (Level.REJECTED, Level.TO_CHECK)]


@pytest.mark.parametrize(("name", "file", "content", "when"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_format_is_recognised_and_read(
    bring: Import, base: Database, name: str, file: str, content: str, when: str
) -> None:
    report = bring(content, file)
    assert (report.format, report.counts["created"], said(report)) == (name, 1, [])
    record = only(base)
    assert record.insee in ("42095", "43244")  # type: ignore[attr-defined]
    told = getattr(record, "opening_hours", None) or (getattr(record, "timings", None) or [{"begin": ""}])[0]["begin"]
    assert told == when
    assert bring(content, file).counts["unchanged"] == 1


def test_windows_1252_is_read_in_finess(bring: Import, base: Database) -> None:
    bring(FINESS.encode("cp1252"), "finess.csv")
    assert "âgées" in only(base).summary


def test_a_place_where_children_in_care_live_never_comes_in(bring: Import, base: Database) -> None:
    assert bring(FINESS, "finess.csv").counts["created"] == 1
    assert "SECRETE" not in (only(base).address or "")  # type: ignore[attr-defined]


def test_an_organiser_of_a_calendar_never_comes_in(bring: Import, base: Database) -> None:
    bring(ICAL, "agenda.ics")
    record = only(base)
    assert "durand" not in str({c: getattr(record, c) for c in list(record.__mapper__.columns.keys())}).lower()


def test_a_weekly_event_keeps_its_hour_across_the_change_of_clocks(bring: Import, base: Database) -> None:
    bring(ICAL, "agenda.ics")
    assert [timing["begin"] for timing in only(base).timings] == [
        "2026-10-19T10:00:00+02:00",
        "2026-10-26T10:00:00+01:00",
    ]  # type: ignore[attr-defined]


def test_a_field_that_the_schema_refuses_is_left_out_and_told(bring: Import, base: Database) -> None:
    report = bring(
        j([STRUCTURE | {"courriel": "pas une adresse", "contact_nom_prenom": "Marie Durand"}]), "structures.json"
    )
    assert [note.field for note in report.notes] == ["contact_nom_prenom", "courriel"]
    assert only(base).email is None  # type: ignore[attr-defined]


def test_a_date_that_does_not_exist_rejects_the_event(bring: Import) -> None:
    report = bring(
        j({"events": [OPENAGENDA | {"timings": [{"begin": "2026-02-31T20:00:00+01:00", "end": None}]}]}), "v2.json"
    )
    assert [(n.level, n.field) for n in report.notes] == [(Level.REJECTED, "timings")]


def test_an_address_that_contradicts_its_postcode_is_rejected(bring: Import) -> None:
    report = bring(j([AIDANTS[0] | {"Adresse": "11 place d'Essai 42000 Blois", "Code postal": 42000}]), "aidants.json")
    assert [(n.field, n.value) for n in report.notes] == [("commune", "42000 Blois")]


def test_a_workbook_of_our_template_is_read(bring: Import, base: Database) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in TEMPLATE.strip().split("\n"):
        sheet.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    assert bring(out.getvalue(), "modele.xlsx").counts["created"] == 1
    assert only(base).phones[0]["number"] == "04 65 71 00 01"  # type: ignore[attr-defined]


def test_a_page_of_an_api_closes_nothing(bring: Import) -> None:
    bring(
        j({"total": 2, "events": [OPENAGENDA | {"timings": [TIMING]}, OPENAGENDA | {"uid": 13, "timings": [TIMING]}]}),
        "v2.json",
    )
    report = bring(j({"total": 9, "events": [OPENAGENDA | {"timings": [TIMING]}]}), "v2.json")
    assert report.counts["closed"] == 0
