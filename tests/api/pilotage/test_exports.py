"""Files of the page: the same figures, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from api.pilotage.exports import as_csv, as_xlsx, safe
from pistes.analytics.section import Row, Section
from pistes.database import Database
from tests.api.accueil.conftest import Signed

ATTACKS = ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("http://x")', "\r=1", "＝1"]


def section(label: str) -> Section:
    return Section("x", "Essai", ("Nom", "Questions"), (Row(label, ("1\u202f234",), "k", 1234),))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_csv_begins_like_a_formula(attack: str) -> None:
    read = list(csv.reader(io.StringIO(as_csv(section(attack), [attack]).decode("utf-8-sig")), delimiter=";"))
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for row in read for cell in row)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_workbook_is_a_formula(attack: str) -> None:
    book = load_workbook(io.BytesIO(as_xlsx([section(attack)], [attack])))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}


@given(st.text(max_size=40))
def test_safe_text_never_begins_like_a_formula(text: str) -> None:
    assert not safe(text).lstrip().startswith(("=", "+", "-", "@"))


def test_counts_are_numbers_in_files() -> None:
    book = load_workbook(io.BytesIO(as_xlsx([section("Sport")], [])))
    assert [cell.value for cell in list(book.worksheets[0].rows)[-1]] == ["Sport", 1234]


def test_a_file_says_its_period_and_that_it_is_no_survey(manager: Signed, month: Database) -> None:
    text = manager.get("/pilotage/export/themes.csv", du="2026-11-01").content.decode("utf-8-sig")
    assert "Période : du 1er" in text.replace("\u00a0", " ")
    assert "ce n’est pas un sondage" in text


def test_the_workbook_holds_every_section(manager: Signed, month: Database) -> None:
    answer = manager.get("/pilotage/export/pilotage.xlsx")
    assert len(load_workbook(io.BytesIO(answer.content)).sheetnames) >= 14


def test_an_unknown_file_is_not_found(manager: Signed) -> None:
    assert manager.get("/pilotage/export/mots-de-passe.csv").status_code == 404


def test_parquet_holds_its_footer_and_the_notice(manager: Signed, month: Database) -> None:
    content = manager.get("/pilotage/export/pilotage.parquet").content
    assert content[:4] == content[-4:] == b"PAR1"
    footer = int.from_bytes(content[-8:-4], "little")
    assert b"notice" in content[-8 - footer :]
    assert "ce n’est pas un sondage".encode() in content
