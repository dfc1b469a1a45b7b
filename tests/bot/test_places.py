"""The gazetteer snapshot: read once, again when it changes, never lost."""

import json
import os
from pathlib import Path

import pytest

from bot.components import places
from bot.components.places import VARIABLE, Snapshot
from tests.bot.test_features import FEURS, FIRMINY


def write(path: Path, *communes: dict[str, object], later: int = 0) -> str:
    path.write_text(json.dumps({"departments": [], "communes": list(communes), "areas": []}), encoding="utf-8")
    os.utime(path, ns=(later, later))
    return str(path)


def test_a_file_is_read_once(tmp_path: Path) -> None:
    snapshot, path = Snapshot(), write(tmp_path / "g.json", FEURS)
    assert snapshot.current(path) is snapshot.current(path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    snapshot = Snapshot()
    snapshot.current(write(tmp_path / "g.json", FEURS))
    found = snapshot.current(write(tmp_path / "g.json", FEURS, FIRMINY, later=10**9))
    assert found is not None
    assert set(found.communes) == {"42094", "42095"}


@pytest.mark.parametrize("content", ["", "{", "{}", '{"communes": 3}'])
def test_a_half_written_file_leaves_the_gazetteer_read_before(tmp_path: Path, content: str) -> None:
    snapshot, path = Snapshot(), tmp_path / "g.json"
    before = snapshot.current(write(path, FEURS))
    path.write_text(content, encoding="utf-8")
    assert snapshot.current(str(path)) is before


def test_a_missing_file_is_no_gazetteer(tmp_path: Path) -> None:
    assert Snapshot().current(str(tmp_path / "none.json")) is None


def test_without_the_variable_there_is_no_gazetteer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert places.gazetteer() is None
