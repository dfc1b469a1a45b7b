"""The work on a candidate: a copy that holds the change, its states, and the bot that takes the promoted model."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.candidate import job, tree
from passerelle.candidate.live import Follower
from passerelle.model import fingerprint
from passerelle.processes import Child
from passerelle.settings import Settings
from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import ModelCandidate
from pistes.services import model_candidates as service

CHANGE = {"kind": "exemple", "intention": "ask_road", "phrases": "zorglub verglacé devant la mairie ce matin ?"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path, database_url=f"sqlite:///{tmp_path / 'p.db'}")


@pytest.fixture
def database(settings: Settings) -> Database:
    made = Database(make_engine(settings.database))
    schema.upgrade(made.engine)
    return made


def asked(database: Database) -> int:
    with database.write() as session:
        return service.ask(session, datetime.now(UTC), "ana", None, CHANGE, "patch")


def row(database: Database, number: int) -> ModelCandidate:
    with database.read() as session:
        found = session.get(ModelCandidate, number)
        assert found is not None
        session.expunge(found)
        return found


class Commands:
    """Stands for the commands run in the copy; the second measure is better by one message."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []

    def __call__(self, copy: Path, arguments: Sequence[str], given: str) -> str:
        self.seen.append(list(arguments))
        if arguments[0] == "train":
            return ""
        better = any("zorglub" in path.read_text() for path in (copy / "data" / "nlu").glob("*/pilotage.yml"))
        report = {"residents": {"intent": {"rate": 0.91 if better else 0.9, "n": 100}}}
        missed = [] if better else [{"text": "la neige", "why": "intent", "got": ["inform"]}]
        return json.dumps({"report": report, "missed": missed, "group": {}})


def test_a_copy_with_the_change_gives_a_patch_that_git_takes(tmp_path: Path) -> None:
    copy = tree.copy_project(tmp_path / "copy", tmp_path / "models")
    assert fingerprint(copy) == fingerprint()
    patch = tree.apply(copy, [CHANGE])
    assert fingerprint(copy) != fingerprint()
    other = tree.copy_project(tmp_path / "other", tmp_path / "models")
    subprocess.run(["git", "apply", "-"], cwd=other, input=patch, text=True, check=True)
    assert fingerprint(other) == fingerprint(copy)


def test_the_work_leaves_a_report_and_no_copy(database: Database, settings: Settings, tmp_path: Path) -> None:
    number, commands = asked(database), Commands()
    assert job.Job(database, settings, number, commands).work()
    found = row(database, number)
    assert (found.state, found.progress, found.base) == ("ready", 100, fingerprint())
    assert found.report["won"] == [{"text": "la neige", "why": "intent", "got": "inform"}]
    assert "zorglub" in found.patch
    assert not (tmp_path / "candidates" / str(number)).exists()


def test_the_same_project_is_not_measured_twice(database: Database, settings: Settings) -> None:
    for commands in (Commands(), Commands()):
        job.Job(database, settings, asked(database), commands).work()
    assert [command for command in commands.seen if command[0] == "candidate"] == [["candidate", "measure"]] * 2


def test_a_failed_command_is_told(database: Database, settings: Settings) -> None:
    def fails(copy: Path, arguments: Sequence[str], given: str) -> str:
        raise job.WorkFailed("plus de place")

    number = asked(database)
    assert not job.Job(database, settings, number, fails).work()
    assert (row(database, number).state, row(database, number).error) == ("failed", "plus de place")


def test_two_processes_never_work_on_the_same(database: Database, settings: Settings) -> None:
    number = asked(database)
    job.Job(database, settings, number, Commands()).work()
    assert not job.Job(database, settings, number, Commands()).work()


def test_a_small_group_is_not_told() -> None:
    empty = {"report": {}, "missed": []}
    few = job.compare({**empty, "group": {"answered": 4}}, {**empty, "group": {"answered": 4}}, 5)
    enough = job.compare({**empty, "group": {"nothing_found": 6}}, {**empty, "group": {"answered": 6}}, 5)
    assert "group" not in few
    assert enough["group"] == {"asked": 6, "failed_before": 6, "failed_after": 0}


def test_the_bot_is_stopped_and_given_the_promoted_model(tmp_path: Path) -> None:
    def bot(model: Path) -> Child:
        command = [sys.executable, "-c", "import time; time.sleep(60)", str(model)]
        return Child("bot", command, {}, "http://127.0.0.1:9/", tmp_path / "bot.log")

    old, new = tmp_path / "old", tmp_path / "new"
    child = bot(old)
    child.start()
    follower = Follower(child, old, lambda: new, bot, looked=-60.0)
    follower.look()
    assert child.process is not None
    assert child.process.wait(10) != 0
    assert child.command[-1] == str(new)
    follower.looked = -60.0
    follower.look()
    assert follower.model == new
