"""The intent model: learns, keeps what it learnt without pickle, and works without the encoder."""

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.components.features import Writing
from bot.components.model import IntentModel, Settings, lead, softmax
from langue import encoder
from langue.deep import DeepEncoder, Reading
from tests.bot.toy import INTENTS, TEXTS

WRITTEN = [Writing.of(text, None) for text in TEXTS]
# So high a lead that every member is asked.
QUICK = Settings(epochs=1, quick_lead=99.0)


def fit(settings: Settings = QUICK) -> IntentModel:
    return IntentModel.fit(TEXTS, WRITTEN, INTENTS, settings, masks_places=False)


def best(model: IntentModel, text: str) -> str:
    return model.names[int(model.probabilities(text, Writing.of(text, None)).argmax())]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return fit()


@pytest.fixture
def _no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "load", lambda: None)


def test_every_training_sentence_is_understood(model: IntentModel) -> None:
    assert [best(model, text) for text in TEXTS] == INTENTS


def test_a_new_sentence_is_understood(model: IntentModel) -> None:
    assert best(model, "la route a de la neige") == "ask_road"


def test_probabilities_sum_to_one(model: IntentModel) -> None:
    assert float(model.probabilities("???", Writing.of("???", None)).sum()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["", "???", "😀", "a" * 1_000, "x " * 4_000, "\u200b", "مرحبا"],
    ids=["nothing", "marks", "emoji", "one word", "a page", "invisible", "arabic"],
)
def test_messages_empty_of_meaning_have_probabilities(model: IntentModel, text: str) -> None:
    assert np.isfinite(model.probabilities(text, Writing.of(text, None))).all()


def test_what_is_kept_answers_as_what_was_trained(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    for text in [*TEXTS, "autre chose"]:
        written = Writing.of(text, None)
        assert again.probabilities(text, written) == pytest.approx(model.probabilities(text, written), abs=1e-5)


def test_how_places_were_written_is_kept(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert IntentModel.load(tmp_path).masks_places is False


def test_no_pickle_is_kept(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    with zipfile.ZipFile(tmp_path / "model.npz") as archive:
        assert all(np.load(archive.open(name), allow_pickle=False) is not None for name in archive.namelist())


def test_without_tuning_two_members_are_left(model: IntentModel) -> None:
    assert set(model.members("bonjour", WRITTEN[0])) == {"quick", "full", "tuned"}
    assert set(fit(replace(QUICK, epochs=0)).members("bonjour", WRITTEN[0])) == {"quick", "full"}


def test_a_plain_message_does_not_wake_the_encoder(model: IntentModel, monkeypatch: pytest.MonkeyPatch) -> None:
    eager = replace(model, settings=replace(QUICK, quick_lead=0.0))
    monkeypatch.setattr(encoder, "encode", lambda texts: pytest.fail("the encoder was asked"))
    assert best(eager, "bonjour") == "greet"


class FakeDeep(DeepEncoder):
    """A deep encoder that is sure of one intent, whatever the text, and counts how often it is asked."""

    def __init__(self, intent: str) -> None:
        self.asked = 0
        self._said = Reading({name: 0.0 if name == intent else -20.0 for name in {*INTENTS, intent}}, -20.0, {}, 0.0)

    def read(self, text: str) -> Reading:
        self.asked += 1
        return self._said


class TestDeepEncoder:
    def test_it_settles_what_the_small_models_leave_open(self, model: IntentModel) -> None:
        deep = FakeDeep("ask_road")
        assert best(replace(model, settings=replace(QUICK, deep_lead=99.0), deep=deep), "bonjour") == "ask_road"
        assert deep.asked == 1

    def test_it_is_not_asked_about_a_plain_message(self, model: IntentModel) -> None:
        deep = FakeDeep("ask_road")
        assert best(replace(model, settings=replace(QUICK, deep_lead=0.0), deep=deep), "bonjour") == "greet"
        assert deep.asked == 0

    def test_an_intent_it_never_learnt_is_its_least_likely(self, model: IntentModel) -> None:
        known = replace(model, settings=replace(QUICK, deep_lead=99.0), deep=FakeDeep("unheard_of"))
        assert np.isfinite(known.probabilities("bonjour", WRITTEN[0])).all()


@pytest.mark.parametrize(("scores", "expected"), [([0.5, 2.0, -1.0], 1.5), ([1.0, 1.0], 0.0), ([3.0], float("inf"))])
def test_the_lead_is_the_distance_to_the_second(scores: list[float], expected: float) -> None:
    assert lead(np.array(scores, dtype=np.float32)) == expected


@pytest.mark.usefixtures("_no_encoder")
class TestWithoutTheEncoder:
    def test_n_grams_alone_understand_the_training_sentences(self) -> None:
        model = fit()
        assert [best(model, text) for text in TEXTS] == INTENTS

    def test_a_model_without_the_encoder_can_be_kept(self, tmp_path: Path) -> None:
        fit().save(tmp_path)
        assert best(IntentModel.load(tmp_path), "bonjour") == "greet"


def test_a_model_that_needs_the_encoder_says_so(
    model: IntentModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.save(tmp_path)
    monkeypatch.setattr(encoder, "load", lambda: None)
    with pytest.raises(RuntimeError, match="train again"):
        IntentModel.load(tmp_path)


def test_softmax_of_large_scores_is_finite() -> None:
    assert softmax(np.array([1e4, 0.0], dtype=np.float32)) == pytest.approx([1, 0])
