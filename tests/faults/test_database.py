"""The database is locked, moved away, full, restored or refreshed while residents ask."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from api.chat import tokens

from .life import Life

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]


def command(life: Life, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "passerelle", *arguments],
        cwd=ROOT,
        env={**os.environ, "PASSERELLE_VAR": str(life.var)},
        check=True,
        capture_output=True,
    )


def test_locked_by_another_program(life: Life) -> None:
    with life.locked():
        started = time.monotonic()
        answer = life.client.ask()
        assert time.monotonic() - started < 8
        assert answer["outcome"] == "answered"
        life.client.danger()
        assert not life.ready()
        # Once it is known, nobody waits for the lock.
        started = time.monotonic()
        assert life.client.ask()["outcome"] == "answered"
        assert time.monotonic() - started < 2
    life.healed()


def test_the_same_message_twice_while_it_is_locked_is_counted_once(life: Life) -> None:
    message_id = str(uuid4())
    with life.locked():
        life.client.ask(message_id=message_id)
        life.client.ask(message_id=message_id)
    life.healed()


def test_a_conversation_goes_on_after_a_lock(life: Life) -> None:
    with life.locked():
        first = life.client.ask("point d'accueil près de Firminy")
    life.waits_for(life.ready)
    second = life.client.ask("c'est ouvert le samedi ?", conversation=first["conversation"])
    assert second["conversation"] == first["conversation"]
    assert second["criteria"].get("commune") == "Firminy"
    life.healed()


def test_its_file_is_moved_away_and_back(life: Life) -> None:
    away = life.var / "away"
    away.mkdir()
    parts = [path for path in life.var.glob("passerelle.db*") if path.is_file()]
    for path in parts:
        path.rename(away / path.name)
    try:
        answer = life.client.ask()
        assert answer["outcome"] == "unavailable"
        assert answer["messages"]
        life.client.danger()
        assert not life.ready()
        # No empty database was made in its place.
        assert not life.database.exists()
    finally:
        for path in parts:
            (away / path.name).rename(path)
        away.rmdir()
    life.healed()


def test_the_disk_is_full(life: Life, small_disk: Path | None) -> None:
    if small_disk is None:
        pytest.skip("this user may not mount a disk to fill")
    with closing(sqlite3.connect(life.database, timeout=10)) as writer:
        # The journal's room would take many more writes.
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filler = small_disk / "filler"
    try:
        # Without a buffer: what does not fit would be written again, and fail, when the file is closed.
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 65_536)
        answers = [life.client.ask() for _ in range(5)]
        assert {answer["outcome"] for answer in answers} == {"answered"}
        life.client.danger()
        assert not life.ready()
    finally:
        filler.unlink()
    life.healed()


def test_a_backup_is_restored_while_residents_ask(life: Life, tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar.gz"
    life.client.ask()
    command(life, "backup", str(backup))
    kept = life.exchanges()
    stop = threading.Event()
    outcomes: list[str] = []

    def residents() -> None:
        while not stop.is_set():
            outcomes.append(life.client.ask()["outcome"])

    asking = threading.Thread(target=residents)
    asking.start()
    try:
        time.sleep(1)
        command(life, "restore", "--force", str(backup))
        time.sleep(1)
    finally:
        stop.set()
        asking.join()
    assert len(outcomes) > 10
    assert set(outcomes) == {"answered"}
    # What was answered between backup and restore is gone with it: that is what --force says. The rest is counted.
    assert life.exchanges() > kept
    life.before, life.client.sent = life.exchanges(), []
    life.healed()


def test_its_content_is_refreshed_during_traffic(life: Life) -> None:
    with closing(sqlite3.connect(life.database, timeout=10, isolation_level=None)) as writer:
        stop = threading.Event()

        def residents() -> None:
            while not stop.is_set():
                assert life.client.ask()["outcome"] == "answered"

        asking = [threading.Thread(target=residents) for _ in range(3)]
        for thread in asking:
            thread.start()
        try:
            for _ in range(10):
                writer.execute("BEGIN IMMEDIATE")
                writer.execute("UPDATE record SET version = version + 1")
                time.sleep(0.2)
                writer.execute("COMMIT")
                time.sleep(0.05)
        finally:
            stop.set()
            for thread in asking:
                thread.join()
    life.healed()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1)], ids=["back", "forward"])
def test_the_clock_jumps_while_a_message_is_answered(life: Life, jump: timedelta) -> None:
    """What a jump leaves behind: a claim of a dead process, dated in the future or long ago."""
    message_id = str(uuid4())
    from uuid import UUID

    key = tokens.message_key(None, UUID(message_id))
    token = life.client.ask()["conversation"]
    at = (datetime.now(UTC) + jump).strftime("%Y-%m-%d %H:%M:%S.%f")
    with closing(sqlite3.connect(life.database, timeout=10)) as writer:
        writer.execute(
            "INSERT INTO turn (conversation_id, message_key, claimed_at) VALUES (?, ?, ?)",
            (tokens.conversation_id(token), key, at),
        )
        writer.commit()
    started = time.monotonic()
    assert life.client.ask(message_id=message_id)["outcome"] == "answered"
    assert time.monotonic() - started < 12
    life.healed()


def test_a_moved_database_is_not_written_to(life: Life, tmp_path: Path) -> None:
    """The file is replaced by a copy, as an operator would: the old one is let go, the new one counts."""
    command(life, "backup", str(tmp_path / "b.tar.gz"))
    old = life.var / "old"
    old.mkdir()
    with life.locked():
        pass
    with (
        closing(sqlite3.connect(life.database, timeout=10)) as source,
        closing(sqlite3.connect(life.var / "copy.db")) as copy,
    ):
        source.backup(copy)
    for path in [path for path in life.var.glob("passerelle.db*") if path.is_file()]:
        path.rename(old / path.name)
    (life.var / "copy.db").rename(life.database)
    life.healed()
    shutil.rmtree(old)
