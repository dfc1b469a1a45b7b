"""Slips of the finger: they change a word or two, and nothing else."""

import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.components.noise import misspelt


@given(st.text(max_size=300), st.integers(0, 1000))
def test_any_text_can_be_misspelt(text: str, seed: int) -> None:
    assert isinstance(misspelt(text, random.Random(seed)), str)


def test_a_short_sentence_gets_one_slip() -> None:
    text = "la route est fermée"
    found = {OSA.distance(text, misspelt(text, random.Random(seed))) for seed in range(50)}
    assert found <= {0, 1, 2, 3}
    assert found - {0}


def test_short_words_and_numbers_stay() -> None:
    assert misspelt("le 2e au 43", random.Random(1)) == "le 2e au 43"


def test_the_same_seed_gives_the_same_slips() -> None:
    text = "horaires du point d'accueil de Monistrol"
    assert misspelt(text, random.Random(3)) == misspelt(text, random.Random(3))
