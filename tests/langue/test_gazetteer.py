"""The gazetteer and its indexes."""

import json
from pathlib import Path

import pytest
from gazetteer_fixture import seed_gazetteer, seed_snapshot

from langue.gazetteer import Gazetteer


class TestSnapshot:
    def test_a_snapshot_file_gives_the_same_communes(self, tmp_path: Path) -> None:
        path = tmp_path / "gazetteer.json"
        path.write_text(json.dumps(seed_snapshot()), encoding="utf-8")
        assert Gazetteer.load(path).communes == seed_gazetteer().communes

    def test_all_577_communes_are_there(self) -> None:
        assert len(seed_gazetteer().communes) == 577

    def test_a_snapshot_without_communes_is_refused(self) -> None:
        with pytest.raises(KeyError):
            Gazetteer.from_snapshot({"departments": [], "areas": []})


class TestIndexes:
    def test_a_beginning_is_shared_by_all_that_bear_it(self) -> None:
        assert len(seed_gazetteer().phrases["saintjust"].ids) == 6

    def test_nobody_calls_a_commune_by_a_generic_beginning(self) -> None:
        assert "lhopital" not in seed_gazetteer().phrases

    def test_a_place_elsewhere_never_hides_a_commune(self) -> None:
        assert seed_gazetteer().phrases["villars"].kind == "commune"

    def test_a_postcode_gives_its_communes(self) -> None:
        assert seed_gazetteer().postcodes["42700"] == ("42095",)
