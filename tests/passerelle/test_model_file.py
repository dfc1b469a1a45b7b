"""A broken model file: its copy takes its place, and one without a copy is put aside. A training leaves nothing behind."""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from passerelle.model import TrainingFailed, is_whole, keep_whole, trained
from passerelle.settings import ROOT


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


TRAINING = """
import sys
from pathlib import Path

from passerelle import model

model.BOT_PYTHON = Path(sys.argv[1])
model.trained(Path(sys.argv[2]), Path("gazetteer.json"))
"""


def test_a_training_ends_with_the_one_who_asked_for_it(tmp_path: Path) -> None:
    trainer = tmp_path / "python"
    trainer.write_text(f'#!/bin/sh\necho $$ > "{tmp_path}/pid"\nexec sleep 300\n', encoding="utf-8")
    trainer.chmod(0o755)
    models = tmp_path / "models"
    asked = subprocess.Popen([sys.executable, "-c", TRAINING, str(trainer), str(models)], cwd=ROOT)
    try:
        started = awaited(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip())
        assert started, "the training never began"
        training = Path("/proc", (tmp_path / "pid").read_text().strip())
        assert training.exists()
        asked.terminate()
        asked.wait(10)
        assert awaited(lambda: not training.exists())
    finally:
        asked.kill()


def test_what_a_killed_training_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("passerelle.model.BOT_PYTHON", Path("/bin/false"))
    gone = subprocess.Popen(["/bin/true"])
    gone.wait(10)
    left, going_on = tmp_path / f"new-{gone.pid}", tmp_path / f"new-{os.getppid()}"
    left.mkdir()
    going_on.mkdir()
    with pytest.raises(TrainingFailed):
        trained(tmp_path, tmp_path / "gazetteer.json", quiet=True)
    assert [path.name for path in tmp_path.iterdir()] == [going_on.name]


def awaited(condition: Callable[[], object], seconds: float = 20) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
