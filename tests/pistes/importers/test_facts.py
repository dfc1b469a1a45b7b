"""Telephones, mail addresses, texts and dates, in the styles of producers."""

from datetime import date

import pytest

from pistes.importers.cleaning import clean_text, read_day
from pistes.importers.emails import is_personal, read_email, without_personal
from pistes.importers.moments import read_moment
from pistes.importers.phones import other_region, read_phones


@pytest.mark.parametrize(
    "written",
    [
        "04 65 71 03 31",
        "0465710331",
        "04.65.71.03.31",
        "04-65-71-03-31",
        "+33 4 65 71 03 31",
        "+33(0)4 65 71 03 31",
        "0033465710331",
        "33465710331",
        "465710331",
        "Tél. : 04 65 71 03 31",
        "04 65 71 03 31 poste 12",
        "04/65/71/03/31",
    ],
)
def test_a_telephone_of_any_style_is_printed_one_way(written: str) -> None:
    assert read_phones(written) == (["04 65 71 03 31"], [])


def test_several_telephones_in_one_cell_are_all_read() -> None:
    assert read_phones("04 65 71 03 31 / 06 39 98 00 01 ou 3939")[0] == ["04 65 71 03 31", "06 39 98 00 01", "39 39"]


@pytest.mark.parametrize("written", ["néant", "04 65 71", "12345678901234", "voir site"])
def test_what_is_no_telephone_is_told(written: str) -> None:
    assert read_phones(written) == ([], [written])


def test_a_number_of_another_region_is_told_and_a_mobile_is_not() -> None:
    assert other_region("02 61 91 00 01", "43")
    assert not other_region("04 65 71 03 31", "43")
    assert not other_region("06 39 98 00 01", "43")


@pytest.mark.parametrize("address", ["marie.durand@exemple.fr", "j.martin@exemple.fr", "paul42@gmail.com"])
def test_a_persons_address_is_told(address: str) -> None:
    assert is_personal(address)


@pytest.mark.parametrize(
    "address",
    ["accueil@exemple.fr", "mairie.essai@orange.fr", "saint.etienne@exemple.fr", "siaugues-sainte-marie@exemple.fr"],
)
def test_an_offices_address_is_kept(address: str) -> None:
    assert not is_personal(address)


def test_an_address_with_a_space_is_none() -> None:
    assert read_email("accueil@cc exemple.fr") is None


def test_a_persons_address_is_taken_out_of_a_text() -> None:
    assert without_personal("Écrire à marie.durand@exemple.fr vite") == "Écrire à  vite"


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("<b>Mairie</b> &amp; <script>alert(1)</script>poste", "Mairie & poste"),
        ("Caf&eacute; &amp;eacute;t&eacute;", "Café été"),
        ("SecuritÃ© sociale", "Securité sociale"),
        ("deux\u00a0 espaces\u200b", "deux espaces"),
    ],
)
def test_a_text_comes_in_plain(written: str, clean: str) -> None:
    assert clean_text(written) == clean


@pytest.mark.parametrize("written", ["31/02/2026", "2026-02-31", "20261345", "bientôt", ""])
def test_a_day_that_does_not_exist_is_none(written: str) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize("written", ["28/11/2026", "2026-11-28", "20261128", "28.11.2026 10:30"])
def test_a_day_of_any_style_is_read(written: str) -> None:
    assert read_day(written) == date(2026, 11, 28)


def test_an_instant_without_offset_is_in_paris() -> None:
    moment = read_moment("28/07/2026 14h30")
    assert moment is not None
    assert moment.isoformat() == "2026-07-28T14:30:00+02:00"
