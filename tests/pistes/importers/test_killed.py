"""`kill -9` in the middle of an import: the base is what it was, and the same import then passes."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from passerelle.commands.run import prepare_database
from tests.pistes.importers.conftest import FRANCE_SERVICES, place

ROWS = 3_000


def counts(base: Path) -> tuple[int, int, int]:
    """Records, their reception points and their lines in the search."""
    with sqlite3.connect(base) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        records, points, documents = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("record", "reception_point", "search_document")
        )
    return records, points, documents


def test_killed_while_it_writes(tmp_path: Path) -> None:
    environment = os.environ | {"PASSERELLE_VAR": str(tmp_path), "PASSERELLE_DATABASE_URL": ""}
    program = [sys.executable, "-m", "passerelle"]
    base, log = tmp_path / "passerelle.db", tmp_path / "passerelle.db-wal"
    prepare_database(f"sqlite:///{base}", tmp_path, None, examples=False)
    source = tmp_path / "liste_2026-11-01.csv"
    lines = [place(f"n{number}", f"Guichet d'essai {number}") for number in range(ROWS)]
    source.write_text("\n".join([FRANCE_SERVICES, *lines]) + "\n", encoding="utf-8")
    bring = [*program, "import", str(source), "--format", "france_services"]
    before = counts(base)
    before_pages = log.stat().st_size if log.exists() else 0

    running = subprocess.Popen(bring, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and (not log.exists() or log.stat().st_size < before_pages + 200_000):
        time.sleep(0.005)
    running.kill()
    assert running.wait() == -9, "it had finished before it was killed"
    assert counts(base) == before

    again = subprocess.run(bring, env=environment, check=False, capture_output=True, text=True)
    assert again.returncode == 0, again.stdout + again.stderr
    assert counts(base) == tuple(number + ROWS for number in before)
