"""Where to go from a commune across the border, why, and who decides."""

from datetime import date
from typing import Any

import pytest

from pistes.database import Database
from pistes.models import Competence
from pistes.services.nearest import nearest_points, who_decides

TODAY = date(2026, 11, 25)
FIRMINY, MALMONT, AUREC, SAINT_ETIENNE, PUY, ROANNE = "42095", "43205", "43012", "42218", "43157", "42187"


def near(database: Database, insee: str, **criteria: Any) -> list[tuple[str, tuple[str, ...]]]:
    with database.read() as session:
        return [(n.record_id, n.why) for n in nearest_points(session, insee, today=TODAY, **criteria)]


@pytest.fixture
def points(sqlite_database: Database, make_record: Any) -> Database:
    """Points around Saint-Just-Malmont, which is in the Haute-Loire and touches Firminy, in the Loire."""
    rows: list[tuple[str, dict[str, Any]]] = [
        ("pt:firminy", {"insee": FIRMINY, "receives_from": ["42", "43"], "joint": True}),
        ("pt:saint-etienne", {"insee": SAINT_ETIENNE, "receives_from": ["42"], "networks": ["departement"]}),
        ("pt:aurec", {"insee": AUREC, "departments": ["43"], "audiences": ["caregiver"]}),
        ("pt:le-puy", {"insee": PUY, "departments": ["43"], "networks": ["departement"], "services": ["apa"]}),
        ("pt:mdph", {"insee": PUY, "departments": ["43"], "networks": ["mdph"], "services": ["pch"]}),
    ]
    with sqlite_database.write() as session:
        session.add_all(make_record("reception_point", slug, **fields) for slug, fields in rows)
    return sqlite_database


class TestNearestPoints:
    def test_crosses_the_border_to_the_point_that_receives_the_residents(self, points: Database) -> None:
        record_id, why = near(points, MALMONT)[0]
        assert record_id == "pt:firminy"
        assert why == ("receives", "joint", "across_border")

    def test_puts_the_commune_s_own_point_first(self, points: Database) -> None:
        assert near(points, FIRMINY)[0] == ("pt:firminy", ("same_commune", "receives", "joint"))

    def test_always_gives_the_contact_of_the_own_departement(self, points: Database) -> None:
        assert ("pt:le-puy", ("own_department",)) in near(points, MALMONT, limit=1)

    def test_gives_the_mdph_as_contact_for_the_rights_of_disabled_people(self, points: Database) -> None:
        assert ("pt:mdph", ("own_department",)) in near(points, MALMONT, limit=1, audience="disabled")

    def test_leaves_out_points_for_another_audience(self, points: Database) -> None:
        assert "pt:aurec" not in [record_id for record_id, _why in near(points, AUREC, audience="elderly")]

    def test_leaves_out_points_that_do_not_handle_the_procedure(self, points: Database) -> None:
        assert "pt:mdph" not in [record_id for record_id, _why in near(points, PUY, service="apa", limit=5)]

    def test_puts_points_for_other_residents_only_last(self, points: Database) -> None:
        found = [record_id for record_id, _why in near(points, MALMONT, limit=5)]
        assert found[-1] == "pt:saint-etienne"

    def test_leaves_out_points_past_their_validity(self, points: Database, make_record: Any) -> None:
        with points.write() as session:
            session.add(make_record("reception_point", "pt:old", insee=MALMONT, valid_until="2025-01-01"))
        assert "pt:old" not in [record_id for record_id, _why in near(points, MALMONT, limit=9)]

    def test_leaves_examples_out_where_they_are_not_shown(self, points: Database) -> None:
        assert near(points, MALMONT, include_examples=False) == []

    def test_gives_nothing_for_an_unknown_commune(self, points: Database) -> None:
        assert near(points, "99999") == []

    def test_gives_the_distance_between_centres(self, points: Database) -> None:
        with points.read() as session:
            first = nearest_points(session, MALMONT, today=TODAY)[0]
        assert first.distance_km == pytest.approx(4.4, abs=0.1)


class TestWhoDecides:
    @pytest.fixture
    def rules(self, sqlite_database: Database) -> Database:
        rows = [
            ("all", "L'État"),
            ("department:42", "Le Département de la Loire"),
            ("epci:244200770", "Saint-Étienne Métropole"),
            ("commune:42218", "La ville"),
        ]
        with sqlite_database.write() as session:
            session.add_all(
                Competence(matter="fsl", scope=scope, authority=who, source_name="Essai", checked_on="2026-11-20")
                for scope, who in rows
            )
        return sqlite_database

    @pytest.mark.parametrize(
        ("insee", "authority"),
        [
            (SAINT_ETIENNE, "La ville"),
            (FIRMINY, "Saint-Étienne Métropole"),
            (ROANNE, "Le Département de la Loire"),
            (PUY, "L'État"),
        ],
    )
    def test_takes_the_most_precise_scope(self, rules: Database, insee: str, authority: str) -> None:
        with rules.read() as session:
            found = who_decides(session, "fsl", insee)
        assert found is not None
        assert found.authority == authority

    def test_knows_nothing_of_another_matter_or_commune(self, rules: Database) -> None:
        with rules.read() as session:
            assert who_decides(session, "rsa", FIRMINY) is None
            assert who_decides(session, "fsl", "99999") is None
