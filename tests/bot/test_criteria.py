"""The criteria component: what the rules read becomes entities; the clock and the gazetteer come from outside."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES, METADATA

from bot.components.criteria import PARIS, CriteriaExtractor, date_parser, now_of
from bot.components.duckling import DucklingServer
from bot.components.places import VARIABLE
from tests.bot.test_features import FEURS, FIRMINY
from tests.bot.toy import graph_parts, message

NOW = {"now": "2026-11-25T10:00:00+01:00"}


@pytest.fixture
def extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CriteriaExtractor:
    snapshot = tmp_path / "gazetteer.json"
    snapshot.write_text(json.dumps({"departments": [], "communes": [FIRMINY, FEURS], "areas": []}), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(snapshot))
    return CriteriaExtractor.create({"date_parser": "none"}, **graph_parts(tmp_path / "model"))


def read(extractor: CriteriaExtractor, text: str, **more: Any) -> dict[str, Any]:
    (parsed,) = extractor.process([message(text, **{METADATA: NOW, **more})])
    return {entity["entity"]: entity["value"] for entity in parsed.get(ENTITIES)}


class TestProcess:
    def test_place_date_and_age_become_entities(self, extractor: CriteriaExtractor) -> None:
        found = read(extractor, "un stage à Firminy demain pour ma fille de 9 ans")
        assert (found["commune"], found["date_from"], found["age"]) == ("Firminy", "2026-11-26", 9)

    def test_every_entity_names_its_extractor(self, extractor: CriteriaExtractor) -> None:
        (parsed,) = extractor.process([message("à Feurs", **{METADATA: NOW})])
        assert {entity["extractor"] for entity in parsed.get(ENTITIES)} == {"CriteriaExtractor"}

    def test_a_key_comes_once(self, extractor: CriteriaExtractor) -> None:
        (parsed,) = extractor.process([message("de Feurs à Firminy, 9 ans et 11 ans", **{METADATA: NOW})])
        keys = [entity["entity"] for entity in parsed.get(ENTITIES)]
        assert len(keys) == len(set(keys))

    def test_entities_found_before_stay(self, extractor: CriteriaExtractor) -> None:
        assert read(extractor, "à Feurs", **{ENTITIES: [{"entity": "other", "value": 1}]})["other"] == 1

    def test_a_message_that_says_nothing_has_no_entity(self, extractor: CriteriaExtractor) -> None:
        assert read(extractor, "bonjour") == {}

    def test_without_a_gazetteer_other_criteria_are_read(
        self, extractor: CriteriaExtractor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv(VARIABLE)
        found = read(extractor, "à Feurs, il a 9 ans")
        assert found["age"] == 9
        assert "commune" not in found


class TestNow:
    def test_the_instant_of_the_message_is_used(self) -> None:
        assert now_of(NOW) == datetime.fromisoformat(NOW["now"])

    def test_an_instant_without_offset_is_in_paris(self) -> None:
        assert now_of({"now": "2026-11-25T10:00:00"}).tzinfo is PARIS

    @pytest.mark.parametrize("metadata", [None, {}, {"now": None}, {"now": "hier"}])
    def test_without_a_readable_instant_the_clock_of_paris_is_used(self, metadata: Any) -> None:
        assert now_of(metadata).tzinfo is PARIS


class TestDateParser:
    def test_none_is_our_rules_only(self) -> None:
        assert date_parser("none") is None

    def test_an_address_is_a_server(self) -> None:
        assert isinstance(date_parser("http://127.0.0.1:8001"), DucklingServer)

    def test_native_reads_dates(self) -> None:
        assert date_parser("native") is not None
