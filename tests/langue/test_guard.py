"""The danger guard: what it must never miss, what must not frighten, and its life with and without the encoder."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from langue import guard
from langue.deep import DeepEncoder, Reading
from langue.guard import Danger, Meaning, decide
from langue.guard.meaning import Meant


class FakeMeaning(Meaning):
    """An encoder that means the same of every text, and counts how often it is asked."""

    def __init__(self, danger: float, kind: str = "suicide", immediate: float = -5.0) -> None:
        self.asked = 0
        self._meant = Meant(danger, {kind: 50.0}, {kind: immediate})

    def read(self, text: str) -> Meant:
        self.asked += 1
        return self._meant


class FakeDeep(DeepEncoder):
    """A deep encoder that reads the same in every text, and counts how often it is asked."""

    def __init__(self, danger: float, kind: str = "homeless", immediate: float = -5.0) -> None:
        self.asked = 0
        self._said = Reading({}, danger, {kind: 50.0}, immediate)

    def read(self, text: str) -> Reading:
        self.asked += 1
        return self._said


@pytest.fixture(autouse=True)
def _without_encoder() -> Iterator[None]:
    guard.use(None)
    yield
    guard.use(None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mon père me frappe tous les soirs", "child_danger"),
        ("papa il me tape", "child_danger"),
        ("mon mari me bat", "domestic_violence"),
        ("je veux mourir", "suicide"),
        ("jveu mourrir", "suicide"),
        ("JE VAIS ME TUER", "suicide"),
        ("ma mère est tombée elle ne respire plus", "medical"),
        ("mon fils prend toute ma pension et m'enferme", "elder_or_disabled_abuse"),
        ("je dors dehors ce soir avec mon bébé", "homeless"),
    ],
)
def test_a_danger_told_plainly_is_found_without_any_trained_model(text: str, kind: str) -> None:
    danger = guard.check(text)
    assert danger is not None
    assert danger.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "bonjour",
        "les horaires du guichet de Firminy",
        "comment demander l'APA pour ma mère ?",
        "mon fils se bat au judo, y a-t-il un tournoi samedi ?",
        "c'est mort pour samedi",
        "je suis morte de rire",
        "la route de Tence est dangereuse avec la neige ?",
        "le 119 ?, c'est le numéro du bus pour Feurs",
        "",
        "   ",
    ],
)
def test_an_ordinary_message_frightens_nobody(text: str) -> None:
    assert guard.check(text) is None


def test_letters_in_disguise_are_read() -> None:
    assert guard.check("j e  v e u x  m o u r i r") is not None


def test_danger_at_the_end_of_a_long_message_is_found() -> None:
    story = "Nous cherchons une activité pour les vacances, il aime le dessin et la piscine. " * 20
    assert guard.check(story + "Et puis mon mari me frappe tous les soirs.") is not None


def test_only_the_first_eight_kilobytes_are_read() -> None:
    assert guard.check("bonjour " * 2_000 + "je veux mourir") is None


@given(st.text(max_size=2_000))
def test_no_text_makes_it_fail(text: str) -> None:
    found = guard.check(text)
    assert found is None or found.kind


def test_a_danger_found_elsewhere_gets_a_kind() -> None:
    assert guard.classify("il me crie dessus").kind


def test_the_encoder_finds_what_the_words_do_not_tell() -> None:
    text = "j'ai donné mon chat et mes plantes à la voisine, je n'en aurai plus besoin"
    guard.use(FakeMeaning(danger=20.0))
    danger = guard.check(text)
    assert danger == Danger("suicide", False, danger.writer, danger.score, danger.also) if danger else False


def test_the_encoder_takes_a_doubt_of_the_words_away() -> None:
    text = "mon mari me bat aux cartes"
    assert guard.check(text) is not None
    guard.use(FakeMeaning(danger=-20.0))
    assert guard.check(text) is None


def test_the_encoder_says_how_urgent_it_is() -> None:
    guard.use(FakeMeaning(danger=20.0, immediate=25.0))
    assert guard.classify("j'ai tout préparé").immediate


class TestDeepEncoder:
    # The rules and both small models leave the first in doubt; of the second they are sure.
    DOUBT = "mon mari me bat aux cartes"
    PLAIN = "une piste sur les routes"

    @staticmethod
    def doubting() -> FakeMeaning:
        """A meaning that brings the sum for `DOUBT` to its threshold."""
        reading = decide._readings(decide.fold(TestDeepEncoder.DOUBT))[0]
        least = decide.SUM_WITH_RULE if reading.matches else decide.SUM_ALONE
        return FakeMeaning(danger=(least - reading.scores.danger) / decide.MEANING_WEIGHT)

    @pytest.mark.parametrize(("danger", "found"), [(3.0, True), (-3.0, False)])
    def test_it_settles_what_the_small_models_leave_open(self, danger: float, found: bool) -> None:
        deep = FakeDeep(danger)
        guard.use(self.doubting(), deep)
        assert (guard.check(self.DOUBT) is not None) is found
        assert deep.asked == 1

    def test_it_is_not_asked_about_a_plain_message(self) -> None:
        deep = FakeDeep(20.0)
        guard.use(FakeMeaning(danger=-20.0), deep)
        assert guard.check(self.PLAIN) is None
        assert deep.asked == 0

    def test_it_is_heard_about_the_kind_of_a_danger(self) -> None:
        guard.use(FakeMeaning(danger=20.0, kind="medical"), FakeDeep(20.0, kind="medical"))
        assert guard.classify("j'ai tout préparé").kind == "medical"

    def test_it_is_heard_about_how_near_the_danger_is(self) -> None:
        guard.use(None, FakeDeep(20.0, immediate=30.0))
        assert guard.classify("j'ai tout préparé").immediate


def test_a_broken_encoder_file_is_told_not_used(tmp_path: Path) -> None:
    path = tmp_path / "tuned.npz"
    path.write_bytes(b"PK broken")
    with pytest.raises(ValueError, match=r"tuned\.npz"):
        Meaning.open(path)


def test_a_missing_encoder_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        Meaning.open(tmp_path / "nothing.npz")


def test_a_model_without_kinds_of_danger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tuned.npz"
    np.savez(path, names=np.array(["greet"]), centre=np.zeros(512), head=np.zeros((512, 1)), bias=np.zeros(1))
    with pytest.raises(ValueError, match=r"tuned\.npz"):
        Meaning.open(path)
