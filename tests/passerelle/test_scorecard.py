"""The public scorecard: figures of three kinds, and no resident's text."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from passerelle.commands.scorecard import publish, quality_lines, traffic
from pistes import schema
from pistes.analytics.grouping import regroup
from pistes.analytics.rollup import roll_up_all
from pistes.analytics.synthetic import fill
from pistes.analytics.synthetic import traffic as synthetic
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.repositories.analytics import Scope

TODAY = date(2026, 11, 25)
SCOPE = Scope(TODAY - timedelta(days=30), TODAY - timedelta(days=1))
MEASURED = {"residents": {"intent": {"n": 10, "rate": 0.9, "low": 0.6, "high": 0.98}, "note": "x"}}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(make_engine(f"sqlite:///{tmp_path}/scorecard.db"))
    schema.upgrade(made.engine)
    begin = datetime(2026, 10, 26, tzinfo=PARIS)
    with made.write() as session:
        fill(session, synthetic(begin, 30, 600, [("42095", "Firminy"), ("43205", "Saint-Just-Malmont")]))
    now = begin + timedelta(days=30)
    roll_up_all(made, now, smallest=5)
    with made.write() as session:
        regroup(session, now, 5)
    return made


def test_no_resident_wrote_what_is_published(database: Database, tmp_path: Path) -> None:
    out = tmp_path / "bilan"
    publish(out, MEASURED, None, traffic(database, SCOPE, 5, TODAY), SCOPE, TODAY)
    published = "".join(path.read_text(encoding="utf-8") for path in out.iterdir()).lower()
    assert "autonomie" in published
    for word in ("dossier apa", "carte grise", "judo"):
        assert word not in published


def test_no_count_published_is_smaller_than_a_group(database: Database, tmp_path: Path) -> None:
    publish(tmp_path, MEASURED, None, traffic(database, SCOPE, 5, TODAY), SCOPE, TODAY)
    tables = json.loads((tmp_path / "bilan.json").read_text(encoding="utf-8"))["traffic"]["tables"]
    counts = [row["count"] for rows in tables.values() for row in rows if row["count"] is not None]
    assert len(counts) > 20
    assert min(counts) >= 5


def test_every_rate_of_the_evaluation_is_told_with_its_interval(database: Database, tmp_path: Path) -> None:
    assert [line[:2] for line in quality_lines(MEASURED)] == [("residents", "intent")]
    publish(tmp_path, MEASURED, {"tool": "axe-core", "pages": {"/": 0}}, [], SCOPE, TODAY)
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "90,0\u00a0%" in html
    assert "60,0 à 98,0\u00a0%" in html
    assert "axe-core" in html
