"""The map of a sheet, from coordinates alone."""

from pathlib import Path

import pytest

from api.accueil.local_map import HEIGHT, WIDTH, around
from langue.gazetteer import Gazetteer

CARD = {"commune": "Saint-Just-Malmont", "links": {}}


@pytest.fixture
def gazetteer(seeded: tuple[Path, Gazetteer]) -> Gazetteer:
    return seeded[1]


def test_the_place_is_in_the_middle_and_named(gazetteer: Gazetteer) -> None:
    found = around(gazetteer, CARD)
    assert found is not None
    assert found["pin"] == {"x": WIDTH / 2, "y": HEIGHT / 2}
    assert [each["text"] for each in found["names"] if each["own"]] == ["Saint-Just-Malmont"]


def test_towns_of_both_departments_are_drawn(gazetteer: Gazetteer) -> None:
    found = around(gazetteer, CARD)
    assert found is not None
    assert "Firminy" in {each["text"] for each in found["names"]}
    assert {each["department"] for each in found["dots"]} == {1, 2}


def test_the_record_s_own_coordinates_come_first(gazetteer: Gazetteer) -> None:
    found = around(gazetteer, {"commune": "Firminy", "links": {"geo": "geo:45.02780,3.89548"}})
    assert found is not None
    assert "Le Puy-en-Velay" in {each["text"] for each in found["names"]}


def test_nothing_is_drawn_without_a_place(gazetteer: Gazetteer) -> None:
    assert around(gazetteer, {"commune": None, "links": {}}) is None
