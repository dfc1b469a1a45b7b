"""Milliseconds of a look-up among many records, and whether several databases answer it alike.

`.venv/bin/python scripts/measure_search.py --rows 20000 sqlite:////tmp/records.db postgresql+psycopg://…`: fills each
database (new ones) with the project's content and that many made-up places, asks the staff's queries of `evaluation/`, and
prints one line of JSON.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from langue import encoder
from langue.gazetteer import Gazetteer
from passerelle.commands.run import prepare_database
from passerelle.load.places import write_places
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.search import Query, SearchEngine
from pistes.search.index import embed_documents
from pistes.services.gazetteer import export_snapshot

QUERIES = Path(__file__).parents[1] / "evaluation" / "sets" / "staff.jsonl"
NOW = datetime(2026, 11, 25, 10, tzinfo=PARIS)
ROUNDS = 3
TOP = 5


def filled(url: str, rows: int, work: Path) -> Database:
    """A database with our content, `rows` more places, and their vectors."""
    prepare_database(url, work, None, examples=True)
    database = Database(make_engine(url))
    write_places(database, rows, work / "places.csv")
    command = [sys.executable, "-m", "passerelle", "import", str(work / "places.csv"), "--format", "france_services"]
    subprocess.run(command, check=True, env=os.environ | {"PASSERELLE_DATABASE_URL": url}, stdout=subprocess.DEVNULL)
    with database.write() as session:
        embed_documents(session, encoder, most=2 * rows + 10_000)
    return database


def measured(database: Database, queries: list[str]) -> tuple[list[float], list[list[str]]]:
    """Milliseconds of every look-up, one after the other, and the first ids of each query."""
    times, tops = [], []
    with database.read() as session:
        search = SearchEngine(Gazetteer.from_snapshot(export_snapshot(session)), encoder=encoder)
        search.search(session, Query("apa", now=NOW))
        for _ in range(ROUNDS):
            tops = []
            for text in queries:
                begun = time.perf_counter()
                found = search.search(session, Query(text, now=NOW, include_examples=True, limit=10))
                times.append(1000 * (time.perf_counter() - begun))
                tops.append([hit.record_id for hit in found.hits[:TOP]])
    return sorted(times), tops


def main() -> None:
    """Fill, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--rows", type=int, default=20_000)
    wanted = parser.parse_args()
    queries = [json.loads(line)["query"] for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    report, tops = {}, []
    for url in wanted.urls:
        with tempfile.TemporaryDirectory() as work:
            database = filled(url, wanted.rows, Path(work))
        times, found = measured(database, queries)
        database.dispose()
        tops.append(found)
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        report[url.split(":")[0]] = {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1)}
    same = sum(all(found[at] == tops[0][at] for found in tops) for at in range(len(queries)))
    print(json.dumps({**report, "queries": len(queries), "same_top_five": same}))


if __name__ == "__main__":
    main()
