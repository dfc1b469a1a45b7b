"""Measuring a date parser on Duckling's corpus, and the Duckling adapters; the corpus itself stays outside the project."""

import json
from collections.abc import Sequence
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest

from bot.components.duckling import DucklingServer, DucklingUnavailableError, NativeDuckling, read_answer
from evaluation.dates import measure_duckling
from langue.dates import ParsedInterval, find_date_span

NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Paris"))
SMALL_CORPUS = {
    "reference_time": "2026-11-25T10:00:00+01:00",
    "examples": [
        {"text": "a", "grain": "day", "type": "value", "start": "2026-11-26T00:00:00", "end": "2026-11-27T00:00:00"},
        {"text": "b", "grain": "day", "type": "open_after", "start": "2026-12-01T00:00:00", "end": None},
        {"text": "c", "grain": "hour", "type": "value", "start": "2026-11-26T15:00:00", "end": "2026-11-26T16:00:00"},
        {"text": "d", "grain": "week", "type": "value", "start": "2026-11-30T00:00:00", "end": "2026-12-07T00:00:00"},
    ],
    "negative": ["e", "f"],
}
ANSWERS = {
    "a": [ParsedInterval(0, 1, datetime(2026, 11, 26), datetime(2026, 11, 27), "day")],
    "b": [ParsedInterval(0, 1, datetime(2026, 12, 1), None, "day")],
    "d": [],
    "f": [ParsedInterval(0, 1, datetime(2026, 12, 1), None, "day")],
}
TOMORROW = {
    "dim": "time",
    "start": 0,
    "end": 6,
    "latent": False,
    "value": {"type": "value", "grain": "day", "value": "2026-11-26T00:00:00.000Z"},
}


class ScriptedParser:
    def parse(self, text: str, now: datetime) -> Sequence[ParsedInterval]:
        return ANSWERS.get(text, [])


class FakeDucklingServer(BaseHTTPRequestHandler):
    forms: list[dict[str, list[str]]] = []

    def do_POST(self) -> None:
        self.forms.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps([TOMORROW]).encode())

    def log_message(self, *arguments: Any) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def figures(tmp_path: Path) -> dict[str, Any]:
    corpus = tmp_path / "corpus.json"
    corpus.write_text(json.dumps(SMALL_CORPUS), encoding="utf-8")
    return measure_duckling(corpus, ScriptedParser())


class TestMeasure:
    def test_only_examples_of_a_day_or_longer_count(self, figures: dict[str, Any]) -> None:
        assert (figures["right"], figures["examples"]) == (2, 3)

    def test_the_wrong_ones_are_listed(self, figures: dict[str, Any]) -> None:
        assert [wrong["text"] for wrong in figures["wrong"]] == ["d"]

    def test_dates_found_where_there_are_none_are_listed(self, figures: dict[str, Any]) -> None:
        assert figures["false_alarms"] == ["f"]


class TestReadAnswer:
    def test_a_day_ends_where_the_next_begins(self) -> None:
        assert read_answer([TOMORROW]) == [ParsedInterval(0, 6, datetime(2026, 11, 26), datetime(2026, 11, 27), "day")]

    @pytest.mark.parametrize(
        ("grain", "finish"),
        [
            ("week", datetime(2026, 12, 8)),
            ("month", datetime(2027, 1, 1)),
            ("quarter", datetime(2027, 3, 1)),
            ("year", datetime(2027, 12, 1)),
        ],
    )
    def test_longer_grains_end_after_their_length(self, grain: str, finish: datetime) -> None:
        value = {"type": "value", "grain": grain, "value": "2026-12-01T00:00:00.000Z"}

        assert read_answer([{**TOMORROW, "value": value}])[0].finish == finish

    def test_an_interval_may_be_open_on_a_side(self) -> None:
        value = {"type": "interval", "from": {"grain": "day", "value": "2026-12-01T00:00:00.000Z"}}

        assert read_answer([{**TOMORROW, "value": value}])[0].finish is None

    def test_other_dimensions_are_left(self) -> None:
        assert read_answer([{**TOMORROW, "dim": "number"}]) == []


class TestDucklingServer:
    def test_the_server_is_asked_in_french_at_the_hour_of_paris(self) -> None:
        server = HTTPServer(("127.0.0.1", 0), FakeDucklingServer)
        Thread(target=server.handle_request, daemon=True).start()

        found = DucklingServer(f"http://127.0.0.1:{server.server_port}").parse("demain", NOW)
        server.server_close()

        assert found[0].begin == datetime(2026, 11, 26)
        # 10:00 on the wall in Paris, given as 10:00 UTC.
        form = FakeDucklingServer.forms[-1]
        assert (form["locale"], form["reftime"]) == (["fr_FR"], ["1795600800000"])

    def test_a_dead_server_is_no_date(self) -> None:
        assert list(DucklingServer("http://127.0.0.1:9", timeout_seconds=0.1).parse("demain", NOW)) == []

    def test_an_address_that_is_no_url_is_refused(self) -> None:
        with pytest.raises(ValueError, match="http"):
            DucklingServer("file:///etc/hosts")


class TestNativeDuckling:
    @pytest.fixture
    def duckling(self) -> NativeDuckling:
        try:
            return NativeDuckling()
        except DucklingUnavailableError:
            pytest.skip("pyduckling is only in the bot's environment")

    def test_days_are_those_of_paris_late_in_the_evening(self, duckling: NativeDuckling) -> None:
        found = duckling.parse("demain", NOW.replace(hour=23, minute=30))

        assert (found[0].begin, found[0].finish) == (datetime(2026, 11, 26), datetime(2026, 11, 27))

    def test_it_knows_what_the_rules_do_not(self, duckling: NativeDuckling) -> None:
        span = find_date_span("trois jours plus tard", NOW, duckling)

        assert span is not None
        assert str(span.date_from) == "2026-11-28"

    @pytest.mark.parametrize("text", ["le bus 12", "à 14h", "maintenant", "le samedi", "il a été malade", "le 15"])
    def test_the_guards_hold_with_it(self, duckling: NativeDuckling, text: str) -> None:
        assert find_date_span(text, NOW, duckling) is None
