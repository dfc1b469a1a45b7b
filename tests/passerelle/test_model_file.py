"""A broken model file: its copy takes its place, and one without a copy is put aside."""

import gzip
from pathlib import Path

import pytest

from passerelle.model import is_whole, keep_whole


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "passerelle-0.tar.gz"
    path.write_bytes(gzip.compress(bytes(range(256)) * 4_000))
    return path


@pytest.mark.parametrize("damage", [b"", b"not an archive", None])
def test_a_damaged_file_is_not_whole(model: Path, damage: bytes | None) -> None:
    assert is_whole(model)
    model.write_bytes(model.read_bytes()[:-9] if damage is None else damage)
    assert not is_whole(model)


def test_a_whole_model_is_kept_twice(model: Path) -> None:
    keep_whole(model)
    assert model.with_suffix(".kept").read_bytes() == model.read_bytes()


def test_the_copy_takes_the_place_of_a_broken_model(model: Path) -> None:
    before = model.read_bytes()
    keep_whole(model)
    model.write_bytes(before[:100])
    keep_whole(model)
    assert model.read_bytes() == before


def test_a_model_that_is_gone_comes_back(model: Path) -> None:
    before = model.read_bytes()
    keep_whole(model)
    model.unlink()
    keep_whole(model)
    assert model.read_bytes() == before


def test_a_broken_model_without_a_copy_is_put_aside_to_be_trained_again(model: Path) -> None:
    model.write_bytes(b"broken")
    keep_whole(model)
    assert not model.exists()
    assert model.with_suffix(".broken").exists()
