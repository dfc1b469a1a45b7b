"""The defects of the national list of France services, each found by a rule on the data."""

import pytest
from sqlalchemy import select

from pistes.database import Database
from pistes.importers.notes import Level, Report
from pistes.models import Flag, ReceptionPoint
from tests.pistes.importers.conftest import Import, place


def told(report: Report, field: str) -> list[tuple[int | None, Level, str]]:
    return [(note.line, note.level, note.reason) for note in report.notes if note.field == field]


def point(base: Database, number: str) -> ReceptionPoint:
    with base.read() as session:
        return session.scalars(select(ReceptionPoint).where(ReceptionPoint.origin_id == number)).one()


def test_a_sound_line_comes_in_whole(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", h_mardi="09:00 - 12:00 / 14:00 - 16:30"))
    assert report.counts["created"] == 1
    assert not report.notes
    found = point(base, "1")
    assert (found.insee, found.postcode, found.departments) == ("42095", "42700", ["42"])
    assert found.opening_hours == "Mo 09:00-12:00; Tu 09:00-12:00,14:00-16:30"
    assert found.phones == [{"number": "04 65 71 00 01", "label": "Accueil"}]
    assert found.checked_on.isoformat() == "2026-11-01"


def test_a_postcode_of_another_commune_is_replaced(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", code_postal="42600"))
    assert told(report, "postcode") == [(2, Level.MENDED, "ce code postal n'est pas celui de Firminy")]
    assert point(base, "1").postcode == "42700"


def test_a_cedex_is_no_defect(bring_places: Import, base: Database) -> None:
    bring_places(place("1", code_postal="42702"))
    assert point(base, "1").postcode == "42702"


def test_a_point_in_another_commune_is_left_out(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", latitude="45.2930", longitude="4.3968"))
    assert told(report, "lat")[0][1] is Level.TO_CHECK
    assert point(base, "1").lat is None


def test_swapped_coordinates_are_put_right(bring_places: Import, base: Database) -> None:
    bring_places(place("1", latitude="4.2888", longitude="45.3787"))
    assert (point(base, "1").lat, point(base, "1").lon) == (45.3787, 4.2888)


def test_a_telephone_of_another_region_is_kept_for_the_staff_only(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", telephone="02 61 91 00 01"))
    assert told(report, "phones") == [(2, Level.TO_CHECK, "numéro d'une autre région que Firminy")]
    found = point(base, "1")
    assert found.phones == []
    assert "02 61 91 00 01" in (found.internal_note or "")


def test_one_telephone_for_two_towns_is_doubted_on_both_lines(bring_places: Import, base: Database) -> None:
    report = bring_places(
        place("1"),
        place("2", insee_com="43244", code_postal="43190", latitude="", longitude="", telephone="04 65 71 00 01"),
    )
    assert [line for line, level, _ in told(report, "phones") if level is Level.TO_CHECK] == [2, 3]
    assert point(base, "1").phones == point(base, "2").phones == []


def test_two_places_of_one_group_may_share_a_telephone(bring_places: Import, base: Database) -> None:
    other = {
        "insee_com": "43244",
        "code_postal": "43190",
        "latitude": "",
        "longitude": "",
        "telephone": "04 65 71 00 01",
    }
    bring_places(place("1", groupe="Essai"), place("2", groupe="Essai", **other))
    assert point(base, "2").phones == [{"number": "04 65 71 00 01", "label": "Accueil"}]


def test_an_invalid_mail_is_kept_for_the_staff_only(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", mail="accueil@cc exemple.fr"))
    assert told(report, "email") == [(2, Level.TO_CHECK, "adresse électronique invalide")]
    assert point(base, "1").email is None


def test_a_persons_mail_is_written_nowhere(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1", mail="marie.durand@exemple.fr"))
    found = point(base, "1")
    assert found.email is None
    assert "durand" not in f"{found.internal_note}{report.as_dict()}"


def test_four_ranges_that_overlap_stay_text_and_are_flagged(bring_places: Import, base: Database) -> None:
    cell = "08:30 - 17:30 / 08:30 - 17:30 / 08:30 - 12:30 / 08:30 - 12:30"
    bring_places(place("1", h_lundi=cell))
    found = point(base, "1")
    assert (found.opening_hours, found.hours_text) == (None, f"lundi {cell}")
    with base.read() as session:
        assert [flag.field for flag in session.scalars(select(Flag))] == ["hours"]


def test_two_styles_of_hours_are_told_and_read(bring_places: Import) -> None:
    report = bring_places(place("1"), place("2", h_lundi="08:30-12:30/14:00-17:00", h_samedi="-"))
    reasons = [reason for _, _, reason in told(report, "opening_hours")]
    assert any("2 façons" in reason for reason in reasons)
    assert any("« - »" in reason for reason in reasons)


@pytest.mark.parametrize(("cells", "field"), [({"h_lundi": ""}, "opening_hours"), ({"telephone": ""}, "phones")])
def test_what_is_absent_is_told(bring_places: Import, cells: dict[str, str], field: str) -> None:
    report = bring_places(place("1", **cells))
    assert [level for _, level, _ in told(report, field)] == [Level.INFO]


def test_a_line_of_another_departement_is_counted_apart(bring_places: Import) -> None:
    report = bring_places(place("1"), place("2", insee_com="69123", code_postal="69001", lib_com="Lyon"))
    assert (report.counts["created"], report.counts["outside"], report.counts["rejected"]) == (1, 1, 0)
