"""The deep encoder: the engine's file put together and refused when wrong, its absence, what it reads and what it leaves."""

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from langue.deep import DeepEncoder, compose, open_if_there, packed, supported
from langue.deep.reader import prepared

needs_it = pytest.mark.skipif(not supported(), reason="this processor cannot run the engine")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("deep") / "deep.bin"
    compose(path)
    yield path
    path.unlink()


@pytest.fixture(scope="module")
def encoder(model: Path) -> DeepEncoder:
    return DeepEncoder.open(model)


class TestFile:
    def test_packing_again_what_was_packed_changes_nothing(self) -> None:
        steps = np.random.default_rng(1).normal(size=320).astype(np.float32)
        once = packed.unpack(packed.pack(steps))
        assert packed.unpack(packed.pack(once)) == pytest.approx(once, abs=1e-3)

    def test_packing_loses_an_eighth_of_the_greatest_at_most(self) -> None:
        values = np.random.default_rng(1).uniform(-1, 1, 3_200).astype(np.float32)
        assert np.abs(packed.unpack(packed.pack(values)) - values).max() <= 0.126

    def test_zeros_stay_zeros(self) -> None:
        assert not packed.unpack(packed.pack(np.zeros(32, np.float32))).any()

    def test_a_part_of_a_group_is_refused(self) -> None:
        with pytest.raises(ValueError, match="groups of 32"):
            packed.pack(np.zeros(33, np.float32))

    def test_another_file_is_refused(self) -> None:
        with pytest.raises(ValueError, match="not a model"):
            packed.directory(b"something else entirely, and long enough")

    def test_only_our_layers_differ_from_the_package(self, model: Path) -> None:
        base = packed.package_file()
        assert base is not None
        before, after = base.read_bytes(), model.read_bytes()
        places = packed.directory(before)
        changed = {name for name, one in places.items() if before[one.at :][: one.size] != after[one.at :][: one.size]}
        assert len(before) == len(after)
        assert {name.split(".")[0] for name in changed} == {"l8", "l9", "l10", "l11"}

    def test_a_tensor_of_another_size_is_refused(self) -> None:
        base = packed.package_file()
        assert base is not None
        with pytest.raises(ValueError, match=r"no tensor l8\.q\.b of 3 bytes"):
            packed.replaced(base.read_bytes(), {"l8.q.b": b"abc"})

    def test_a_damaged_file_is_written_again(self, tmp_path: Path, model: Path) -> None:
        damaged = tmp_path / "deep.bin"
        content = bytearray(model.read_bytes())
        content[-5_000_000] ^= 255
        damaged.write_bytes(content)
        compose(damaged)
        assert damaged.read_bytes() == model.read_bytes()
        assert [one.name for one in tmp_path.iterdir()] == ["deep.bin"]


class TestAbsence:
    def test_no_file_is_no_encoder_and_a_line_in_the_log(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.ERROR):
            assert open_if_there(tmp_path / "none.bin") is None
        assert "no deep encoder" in caplog.text

    def test_none_asked_is_none_without_a_word(self, caplog: pytest.LogCaptureFixture) -> None:
        assert open_if_there(None) is None
        assert not caplog.text

    def test_broken_heads_are_no_encoder(self, tmp_path: Path, model: Path) -> None:
        (tmp_path / "layers.npz").write_bytes(b"PK\x03\x04 broken")
        with pytest.raises((ValueError, RuntimeError)):
            DeepEncoder.open(model, tmp_path / "layers.npz")


@needs_it
class TestReading:
    def test_shares_of_the_intents_add_up_to_one(self, encoder: DeepEncoder) -> None:
        said = encoder.read("où trouver un guichet pour ma mère âgée ?")
        assert np.exp(list(said.intents.values())).sum() == pytest.approx(1, abs=1e-4)
        assert np.exp(list(said.kinds.values())).sum() == pytest.approx(1, abs=1e-4)

    @pytest.mark.parametrize(
        ("text", "intent"),
        [
            ("où trouver un guichet pour ma mère âgée ?", "find_reception_point"),
            ("quelles pistes de coopération sur les routes ?", "find_piste"),
            ("comment refaire ma carte d'identité ?", "out_of_scope"),
            ("mon père me frappe tous les soirs", "emergency"),
        ],
    )
    def test_plain_messages_are_understood(self, encoder: DeepEncoder, text: str, intent: str) -> None:
        said = encoder.read(text).intents
        assert max(said, key=said.__getitem__) == intent

    def test_danger_is_likelier_than_not_where_it_is_told(self, encoder: DeepEncoder) -> None:
        assert encoder.read("mon père me frappe tous les soirs").danger > 0
        assert encoder.read("un stage de judo pour ma fille").danger < 0

    @pytest.mark.parametrize(
        "text", ["", " ", "???", "a" * 20_000, "x " * 20_000, "\x00\x07", "👵🏽", "العربية", "\ud800"]
    )
    def test_every_text_is_read(self, encoder: DeepEncoder, text: str) -> None:
        said = encoder.read(text)
        assert np.isfinite([*said.intents.values(), *said.kinds.values(), said.danger, said.immediate]).all()

    def test_capitals_change_nothing(self, encoder: DeepEncoder) -> None:
        assert encoder.read("LE BUS POUR FEURS") == encoder.read("le bus pour feurs")


def test_only_the_first_sixty_words_are_prepared() -> None:
    assert len(prepared("mot " * 1_000).split()) == 60
