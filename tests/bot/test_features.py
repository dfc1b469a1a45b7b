"""The sparse features: one writing, n-grams, TF-IDF."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.features import LONGEST, PLACE_WORDS, TELLING, Vectoriser, Writing, character_grams, word_grams
from langue.gazetteer import Gazetteer

FIRMINY = {
    "insee": "42095", "name": "Firminy", "department": "42", "population": 17_000, "lat": 45.4, "lon": 4.3,
    "postcodes": ["42700"], "aliases": [], "former": [],
}  # fmt: skip
FEURS = {**FIRMINY, "insee": "42094", "name": "Feurs", "postcodes": ["42110"]}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_snapshot({"departments": [], "communes": [FIRMINY, FEURS], "areas": []})


class TestWriting:
    def test_accents_capitals_and_sms_come_to_one_spelling(self) -> None:
        assert Writing.of("C KOI  l'ÉVÉNEMENT", None).expanded == Writing.of("c'est quoi l'evenement", None).expanded

    def test_two_communes_are_written_alike(self, gazetteer: Gazetteer) -> None:
        assert (
            Writing.of("un guichet à Firminy", gazetteer).masked == Writing.of("un guichet à Feurs", gazetteer).masked
        )

    def test_the_expanded_form_keeps_the_commune(self, gazetteer: Gazetteer) -> None:
        assert "firminy" in Writing.of("un guichet à Firminy", gazetteer).expanded

    def test_without_a_gazetteer_places_stay(self) -> None:
        assert "firminy" in Writing.of("un guichet à Firminy", None).masked

    def test_numbers_of_the_same_length_are_written_alike(self) -> None:
        assert Writing.of("il a 12 ans", None).masked == Writing.of("il a 13 ans", None).masked

    def test_a_criterion_said_adds_a_word(self) -> None:
        assert Writing.of("le deuxième", None, {"ordinal"}).masked.split()[-1] == "kordinal"

    def test_a_criterion_that_tells_nothing_adds_none(self) -> None:
        assert Writing.of("demain", None, {"date_from"}) == Writing.of("demain", None)

    def test_the_order_of_criteria_does_not_matter(self) -> None:
        assert Writing.of("x", None, list(TELLING)) == Writing.of("x", None, list(reversed(TELLING)))

    def test_only_the_beginning_of_an_endless_message_is_read(self) -> None:
        assert len(Writing.of("é" * 50 * LONGEST, None).expanded) <= LONGEST

    @given(st.text(max_size=200))
    def test_any_text_can_be_written(self, text: str) -> None:
        assert Writing.of(text, None).expanded == Writing.of(text, None).expanded

    @given(text=st.text(max_size=60))
    def test_any_text_can_be_masked(self, gazetteer: Gazetteer, text: str) -> None:
        Writing.of(f"{text} Firminy {text}", gazetteer)

    def test_place_words_survive_the_spelling(self, gazetteer: Gazetteer) -> None:
        assert PLACE_WORDS["commune"] in Writing.of("à Firminy", gazetteer).masked.split()


class TestGrams:
    def test_words_come_with_their_neighbours(self) -> None:
        assert word_grams("ou est le guichet?") == [
            "ou", "est", "le", "guichet", "?", "ou est", "est le", "le guichet", "guichet ?"
        ]  # fmt: skip

    def test_characters_stay_inside_words(self) -> None:
        assert all("a b" not in gram for gram in character_grams("la bas"))

    def test_a_short_word_is_one_gram(self) -> None:
        assert character_grams("a") == [" a", "a ", " a "]


class TestVectoriser:
    def test_rows_have_unit_length(self) -> None:
        vectoriser = Vectoriser.fit("words", ["un concert", "un concert ce soir", "un soir"])
        _, values = vectoriser.row("un concert un soir")
        assert float(np.linalg.norm(values)) == pytest.approx(1, abs=1e-6)

    def test_grams_seen_once_are_left_out(self) -> None:
        assert set(Vectoriser.fit("words", ["un concert", "un soir"]).vocabulary) == {"un"}

    def test_an_unknown_text_has_an_empty_row(self) -> None:
        columns, values = Vectoriser.fit("words", ["un concert", "un concert"]).row("neige")
        assert len(columns) == len(values) == 0

    def test_a_matrix_holds_one_row_a_text(self) -> None:
        vectoriser = Vectoriser.fit("characters", ["neige", "neiges", "route", "routes"])
        matrix = vectoriser.matrix(["neige", "", "routes"])
        assert matrix.shape == (3, len(vectoriser.vocabulary))
        assert matrix[1].nnz == 0
