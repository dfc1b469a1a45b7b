"""What leaves the house: everything published, its source and licence, nothing internal, no example."""

import csv
import json
from pathlib import Path

import pytest
from data_inclusion.schema import v1
from openpyxl import load_workbook

from pistes.database import Database
from pistes.exports.writing import export_to
from pistes.importers.passerelle_records import read_record
from tests.pistes.conftest import MakeRecord

SECRET = "confidentiel"


@pytest.fixture
def filled(sqlite_database: Database, make_record: MakeRecord) -> Database:
    point = {
        "title": "Guichet d'essai",
        "example": False,
        "services": ["apa"],
        "networks": ["france-services"],
        "phones": [{"number": "04 65 71 00 01", "label": "Accueil"}],
        "opening_hours": "Mo-Fr 09:00-12:00",
        "internal_note": SECRET,
        "direct_contact": SECRET,
        "summary": "=HYPERLINK(1)",
        "source": {
            "name": "Essai",
            "url": "https://example.org/e",
            "checked_on": "2026-11-20",
            "licence": "Licence Ouverte 2.0",
        },
    }
    with sqlite_database.write() as session:
        session.add(make_record("reception_point", "pt:essai", **point))
        session.add(make_record("procedure", "proc:apa", title="L'APA", summary="Une aide.", example=False))
        session.add(make_record("reception_point", "pt:exemple", title=SECRET))
        hidden = make_record("reception_point", "pt:brouillon", title=SECRET, example=False)
        hidden.published = False
        session.add(hidden)
    return sqlite_database


def written(base: Database, path: Path, name: str, kind: str | None = None) -> Path:
    with base.read() as session:
        export_to(session, path, name, kind)
    return path


def test_our_own_records_are_read_back(filled: Database, tmp_path: Path) -> None:
    content = json.loads(written(filled, tmp_path / "f.json", "json").read_text(encoding="utf-8"))
    assert [read_record(raw).id for raw in content["records"]] == ["proc:apa", "pt:essai"]


def test_csv_has_source_and_licence_and_no_formula(filled: Database, tmp_path: Path) -> None:
    path = written(filled, tmp_path / "lieux.csv", "csv", "reception_point")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file, delimiter=";")
    assert (line["source"], line["licence"], line["commune"]) == ("Essai", "Licence Ouverte 2.0", "Firminy")
    assert line["résumé"] == "'=HYPERLINK(1)"


def test_a_workbook_has_a_sheet_a_kind(filled: Database, tmp_path: Path) -> None:
    book = load_workbook(written(filled, tmp_path / "f.xlsx", "xlsx"))
    assert book.sheetnames[0] == "lieux"
    assert book["lieux"]["B2"].value == "Guichet d'essai"


def test_data_inclusion_passes_its_own_schema(filled: Database, tmp_path: Path) -> None:
    content = json.loads(written(filled, tmp_path / "di.json", "data-inclusion").read_text(encoding="utf-8"))
    structure = v1.Structure.model_validate(content["structures"][0])
    service = v1.Service.model_validate(content["services"][0])
    assert (structure.id, service.structure_id) == ("pt:essai", "pt:essai")
    assert len(content["structures"]) == len(content["services"]) == 1


@pytest.mark.parametrize("name", ["json", "csv", "data-inclusion"])
def test_nothing_internal_leaves(filled: Database, tmp_path: Path, name: str) -> None:
    written(filled, tmp_path / "f", name)
    assert SECRET not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
