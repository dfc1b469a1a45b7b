"""The list of results as a file: the same results as on screen, nothing internal, no formula, no example."""

import csv
import io

import pytest
from openpyxl import load_workbook

from pistes.database import Database
from pistes.models import Record
from pistes.search import index_records
from tests.api.accueil.conftest import CONTACT, NOTE, Signed

ASKED = {"q": "relais essai plateau", "quoi": "reception_point"}


def change(database: Database, record_id: str, **values: object) -> None:
    with database.write() as session:
        found = session.get(Record, record_id)
        for name, value in values.items():
            setattr(found, name, value)
        session.flush()
        index_records(session, [record_id])


def table(agent: Signed) -> list[list[str]]:
    content = agent.get("/accueil/liste.csv", **ASKED).content
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


class TestCsv:
    def test_has_facts_source_and_date_of_each_result(self, agent: Signed, record: str) -> None:
        header, *lines = table(agent)
        line = dict(zip(header, next(each for each in lines if "essai du plateau" in each[0]), strict=True))
        assert line["Téléphone"] == "04 65 71 00 00"
        assert line["Source"] == "Essai"
        assert line["Vérifié le"] == "2026-11-01"
        assert line["Fiche à jour"] == f"http://testserver/fiche/reception_point/{record}"

    def test_a_title_never_becomes_a_formula(self, agent: Signed, database: Database, record: str) -> None:
        change(database, record, title='=HYPERLINK("http://essai.test") relais essai plateau')
        assert any(line[0].startswith("'=HYPERLINK") for line in table(agent))

    def test_an_example_stays_on_the_screen(self, agent: Signed, database: Database, record: str) -> None:
        change(database, record, example=True)
        assert not any("essai du plateau" in line[0] for line in table(agent))

    def test_holds_nothing_internal(self, agent: Signed, record: str) -> None:
        text = agent.get("/accueil/liste.csv", **ASKED).text
        assert NOTE not in text
        assert CONTACT not in text


class TestXlsx:
    def test_has_the_rows_of_the_csv(self, agent: Signed, record: str) -> None:
        book = load_workbook(io.BytesIO(agent.get("/accueil/liste.xlsx", **ASKED).content))
        names = [row[0].value for row in book["Liste"].iter_rows()]
        assert names == [line[0] for line in table(agent)]

    def test_text_stays_text(self, agent: Signed, database: Database, record: str) -> None:
        change(database, record, title="=1+1 relais essai plateau")
        book = load_workbook(io.BytesIO(agent.get("/accueil/liste.xlsx", **ASKED).content))
        cells = [row[0] for row in book["Liste"].iter_rows()]
        assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_no_other_format_exists(agent: Signed, kind: str) -> None:
    assert agent.get(f"/accueil/liste.{kind}", **ASKED).status_code == 404
