"""Opening hours of every style met become OSM syntax; what cannot be read stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pistes.hours import validate
from pistes.importers.hours import read_day_columns, read_dila_ranges, read_free_text, read_specification


@pytest.mark.parametrize(
    ("written", "osm"),
    [
        (
            "du lundi au vendredi de 9h à 12h et de 14h à 17h, samedi 9h-12h",
            "Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00",
        ),
        ("Lun-Ven 9h-17h30", "Mo-Fr 09:00-17:30"),
        ("Lundi : 9h–12h / 14h–17h ; mardi fermé ; mercredi 8h30-midi", "Mo 09:00-12:00,14:00-17:00; We 08:30-12:00"),
        ("tous les jours sauf mercredi 8h-18h", "Mo,Tu 08:00-18:00; Th-Su 08:00-18:00"),
        ("de 9h à 12h du lundi au jeudi", "Mo-Th 09:00-12:00"),
        ("le lundi de 9 h à 12 h et de 13 h 30 à 17 h", "Mo 09:00-12:00,13:30-17:00"),
        ("vendredi 9h à minuit", "Fr 09:00-24:00"),
        ("24h/24 7j/7", "24/7"),
        ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"),
    ],
)
def test_a_sentence_becomes_osm(written: str, osm: str) -> None:
    assert read_free_text(written).osm == osm


@pytest.mark.parametrize(
    "written",
    [
        "samedi matin sur rendez-vous",
        "2e samedi du mois 9h-12h",
        "lundi 18h-9h",
        "Mo-Fr 25:00-99:00",
        "lundi 9h-14h et 12h-17h",
    ],
)
def test_what_is_not_understood_stays_text_and_is_flagged(written: str) -> None:
    read = read_free_text(written)
    assert (read.osm, read.text, bool(read.remarks)) == (None, written, True)


@pytest.mark.parametrize(
    ("cell", "osm"),
    [
        ("09:00 - 12:00 / 14:00 - 16:30", "Mo 09:00-12:00,14:00-16:30"),
        ("08:30-12:30/14:00-17:00", "Mo 08:30-12:30,14:00-17:00"),
        ("9h00/12h00  13h30/17h30", "Mo 09:00-12:00,13:30-17:30"),
        ("Sans rendez-vous de 9h30 à 12h", "Mo 09:30-12:00"),
    ],
)
def test_a_cell_of_a_day_becomes_osm(cell: str, osm: str) -> None:
    assert read_day_columns([cell, "-", "", None, "Fermé"]).osm == osm


def test_a_repeated_range_is_read_once_and_told() -> None:
    read = read_day_columns(["09:00 - 12:00 / 09:00 - 12:00"])
    assert read.osm == "Mo 09:00-12:00"
    assert "répétée" in read.remarks[0][0]


def test_ranges_that_overlap_stay_text() -> None:
    read = read_day_columns(["08:30 - 17:30 / 08:30 - 12:30"])
    assert read.osm is None
    assert read.text == "lundi 08:30 - 17:30 / 08:30 - 12:30"


def test_empty_days_say_nothing() -> None:
    read = read_day_columns(["", "", "", "", "", ""])
    assert (read.osm, read.text, read.remarks) == (None, None, [])


def test_dila_ranges_with_a_comment_stay_text() -> None:
    row = {
        "nom_jour_debut": "Samedi",
        "nom_jour_fin": "Samedi",
        "valeur_heure_debut_1": "09:00:00",
        "valeur_heure_fin_1": "12:00:00",
    }
    assert read_dila_ranges([row]).osm == "Sa 09:00-12:00"
    assert read_dila_ranges([row | {"commentaire": "2e samedi seulement"}]).osm is None


def test_a_schema_org_specification_becomes_osm() -> None:
    rows = [{"dayOfWeek": ["https://schema.org/Monday", "Tuesday"], "opens": "09:00", "closes": "12:00:00"}]
    assert read_specification(rows).osm == "Mo,Tu 09:00-12:00"


@given(st.text(max_size=80))
def test_no_text_ever_gives_hours_that_cannot_be_read(text: str) -> None:
    read = read_free_text(text)
    assert read.osm is None or validate(read.osm) is None
