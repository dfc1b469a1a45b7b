"""One whole message: places, dates and criteria, each blind to what the others took."""

from datetime import datetime, timezone
from typing import Any

import pytest
from gazetteer_fixture import seed_gazetteer
from hypothesis import given, settings
from hypothesis import strategies as st

from langue.understanding import read_message

# Wednesday 25 November 2026, ten o'clock in Paris.
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=timezone.utc)


def read(text: str) -> dict[str, Any]:
    return read_message(text, NOW, seed_gazetteer())


MESSAGES = [
    (
        "un concert à Firminy samedi pour ma fille de 9 ans",
        {"commune": "Firminy", "date_from": "2026-11-28", "date_to": "2026-11-28", "theme": "culture", "age": 9},
    ),
    ("Un guichet pour ma mère, 88 ans, à Yssingeaux", {"commune": "Yssingeaux", "age": 88, "audience": "elderly"}),
    ("pas à Saint-Étienne, plutôt Firminy", {"commune": "Firminy", "refused_communes": ["Saint-Étienne"]}),
    ("pareil pour samedi prochain à Feurs", {"commune": "Feurs", "same_again": True}),
    ("le deuxième, et son téléphone ?", {"ordinal": 2, "detail": "phone"}),
    ("comment avoir l'APA en Haute-Loire", {"procedure": "apa", "department": "43"}),
    ("du sport pendant les vacances de Noël", {"theme": "sport", "date_from": "2026-12-19", "date_to": "2027-01-03"}),
    ("hello, I need help for my mother in Firminy", {"language": "en", "commune": "Firminy"}),
    ("c'est trop loin, plutôt Aurec", {"reaction": "too_far", "commune": "Aurec-sur-Loire"}),
]


@pytest.mark.parametrize(("text", "expected"), MESSAGES)
def test_reads_places_dates_and_criteria_of_one_message(text: str, expected: dict[str, Any]) -> None:
    found = read(text)
    assert {key: found.get(key) for key in expected} == expected


def test_says_nothing_of_a_message_without_criteria() -> None:
    assert read("bonjour") == {}


def test_names_each_candidate_with_its_code() -> None:
    found = read("Chenereilles")
    assert "commune" not in found
    assert found["commune_candidates"] == ["Chenereilles", "Chenereilles"]
    assert sorted(found["commune_candidates_insee"]) == ["42060", "43069"]


def test_offers_the_smaller_commune_beside_the_dominant_one() -> None:
    found = read("un marché à Monistrol")
    assert found["commune"] == "Monistrol-sur-Loire"
    assert found["other_communes"] == ["Monistrol-d'Allier"]


@pytest.mark.parametrize("text", ["43600", "à Sainte-Sigolène (43600)"])
def test_a_postcode_is_no_department_stated_and_no_age(text: str) -> None:
    found = read(text)
    assert "Sainte-Sigolène" in (found.get("commune"), *found.get("commune_candidates", []))
    assert not {"department", "age", "ordinal"} & found.keys()


@pytest.mark.parametrize(
    "text", ["à Saint-Jean-de-Nay", "Les Villettes", "vers Le Mas-de-Tence", "Saint-Just-en-Chevalet"]
)
def test_the_name_of_a_commune_is_no_criterion(text: str) -> None:
    assert read(text).keys() <= {"commune", "insee", "other_communes"}


@pytest.mark.parametrize("text", ["le 2 janvier", "le premier décembre", "du 3 au 5 décembre", "le 9 décembre"])
def test_a_date_is_no_rank_and_no_age(text: str) -> None:
    found = read(text)
    assert "date_from" in found
    assert not {"ordinal", "age", "age_max"} & found.keys()


def test_names_a_place_outside() -> None:
    assert read("l'APA à Lyon")["outside"] == "Lyon"


def test_refuses_an_instant_without_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_message("samedi", datetime(2026, 11, 25, 10, 0), seed_gazetteer())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_never_fails_on_any_text(text: str) -> None:
    read(text)


_WORDS = [
    "à",
    "Saint",
    "Just",
    "Firminy",
    "le",
    "2",
    "43600",
    "samedi",
    "pas",
    "ans",
    "9",
    "et",
    ",",
    "la Loire",
    "prochain",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_never_fails_on_any_order_of_its_own_words(text: str) -> None:
    read(text)
