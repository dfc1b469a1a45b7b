"""Encodings, separators, JSON streams, workbooks and archives, hostile ones too."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pistes.importers.encoding import open_text
from pistes.importers.json_stream import json_rows
from pistes.importers.notes import ImportRefused
from pistes.importers.opening import open_location
from pistes.importers.tables import csv_rows, xlsx_rows


def text_of(content: bytes) -> str:
    with open_text(io.BytesIO(content)) as text:
        return text.read()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_text(codec: str) -> None:
    assert text_of("Forez – été à 5 €".encode(codec)) == "Forez – été à 5 €"


def test_one_line_in_another_encoding_does_not_spoil_the_rest() -> None:
    assert text_of("été\n".encode() + "été\n".encode("cp1252")) == "été\nété\n"


@given(st.binary(max_size=200))
def test_no_byte_stops_the_reading(content: bytes) -> None:
    assert isinstance(text_of(content), str)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    rows = list(csv_rows(io.StringIO(separator.join("abc") + "\n" + separator.join("123") + "\n")))
    assert [dict(row.values) for row in rows] == [{"a": "1", "b": "2", "c": "3"}]


def test_a_line_with_too_many_cells_is_one_bad_row() -> None:
    rows = list(csv_rows(io.StringIO("a,b\n1,2\n1,2,3\n4,5\n")))
    assert [row.fault for row in rows] == [None, "3 colonnes au lieu de 2", None]
    assert rows[2].line == 4


def test_a_quote_never_closed_is_a_broken_file() -> None:
    with pytest.raises(ImportRefused, match="guillemet"):
        list(csv_rows(io.StringIO('a,b\n1,"2\n3,4\n')))


def rows_of(content: str, key: str | None = None) -> list[object]:
    return [dict(row.values) if row.fault is None else row.fault for row in json_rows(io.StringIO(content), key)]


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=8) | st.none(), max_size=4)))
def test_a_list_of_objects_is_read_back_wherever_it_stands(objects: list[dict[str, object]]) -> None:
    assert rows_of(json.dumps(objects)) == objects
    assert rows_of(json.dumps({"total": 12, "rows": objects, "end": [1]}), "rows") == objects


@given(st.integers(min_value=1, max_value=60))
def test_a_truncated_file_is_always_refused(cut: int) -> None:
    whole = json.dumps({"rows": [{"name": "é" * 5, "value": 12}, {"name": "b"}], "end": {"a": 1}})
    with pytest.raises(ImportRefused):
        rows_of(whole[: -min(cut, len(whole) - 1)], "rows")


def test_an_item_that_is_no_object_is_one_bad_row() -> None:
    assert rows_of('[{"a": 1}, 3, {"b": 2}]') == [{"a": 1}, "ce n'est pas un objet", {"b": 2}]


def archive(tmp_path: Path, **members: bytes) -> Path:
    path = tmp_path / "source.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(f"{name}.json", content)
    return path


def test_a_zip_bomb_is_refused_before_it_swells(tmp_path: Path) -> None:
    path = archive(tmp_path, bomb=b"0" * (40 << 20))
    (tmp_path / "out").mkdir()
    with pytest.raises(ImportRefused, match="démesuré"):
        open_location(path, tmp_path / "out")
    assert sum(file.stat().st_size for file in (tmp_path / "out").iterdir()) == 0


def test_a_gzip_bomb_is_refused_as_it_swells(tmp_path: Path) -> None:
    path = tmp_path / "source.json.gz"
    path.write_bytes(gzip.compress(b"0" * (40 << 20)))
    with pytest.raises(ImportRefused, match="démesuré"):
        open_location(path, tmp_path)


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, records=b'{"passerelle_records": 1, "records": []}')
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ImportRefused, match="tronquée"):
        open_location(path, tmp_path)


def test_a_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match="format non reconnu"):
        open_location(path, tmp_path)


def test_a_workbook_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    Workbook().save(path)
    with zipfile.ZipFile(path, "a") as out:
        out.writestr("xl/evil.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    with pytest.raises(ImportRefused, match="entités XML"):
        list(xlsx_rows(path))


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    Workbook().save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ImportRefused, match="abîmé"):
        list(xlsx_rows(path))
