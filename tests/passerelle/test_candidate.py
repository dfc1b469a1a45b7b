"""The work on a candidate: a copy that holds the change, its states, and the bot that takes the promoted model."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from passerelle.candidate import job, tree
from passerelle.candidate.live import Follower, LiveModels
from passerelle.model import fingerprint
from passerelle.processes import Child, free_port
from passerelle.settings import Settings
from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import ModelCandidate, ModelSwitch
from pistes.repositories import candidates
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


class FakeLive(LiveModels):
    """What the database would say, and what is written down in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__("", folder, "base")
        self.chosen = self.own
        self.down = False
        self.written: list[tuple[str, str]] = []

    def wanted(self) -> Path | None:
        return self.chosen

    def put_back(self, failed: Path, former: Path, reason: str) -> bool:
        if self.down:
            return False
        self.written.append((failed.name, former.name))
        self.chosen = former
        return True


@pytest.fixture
def live(tmp_path: Path) -> FakeLive:
    return FakeLive(tmp_path)


def promoted(live: FakeLive, name: str) -> Path:
    """A candidate's model that can be read to its end, chosen as the one that must serve."""
    live.chosen = live.models / name
    live.chosen.write_bytes(gzip.compress(b"a model"))
    return live.chosen


def follower(live: FakeLive, tmp_path: Path) -> Iterator[Follower]:
    """A started bot that answers with every model but one called « broken », with which it ends at once."""
    port = free_port()
    code = "import sys, http.server as h; sys.exit(1) if 'broken' in sys.argv[1] else h.test(h.SimpleHTTPRequestHandler, port=int(sys.argv[2]))"

    def bot(model: Path) -> Child:
        command = [sys.executable, "-c", code, str(model), str(port)]
        return Child("bot", command, dict(os.environ), f"http://127.0.0.1:{port}/", tmp_path / "bot.log")

    child = bot(live.own)
    child.start()
    yield Follower(child, live.own, live, bot)
    child.stop(signal.SIGKILL)


following = pytest.fixture(follower)


def until(follower: Follower, reached: Callable[[], bool]) -> bool:
    """Supervise the bot, looking at the database each time, until something is reached; False after half a minute."""
    deadline = time.monotonic() + 30
    while not reached() and time.monotonic() < deadline:
        follower.bot.check()
        follower.looked = -60.0
        follower.look()
        time.sleep(0.05)
    return reached()


def test_the_bot_takes_the_promoted_model_and_serves_it(following: Follower, live: FakeLive) -> None:
    new = promoted(live, "new.tar.gz")
    assert until(following, lambda: following.served == new)
    assert following.bot.command[-2] == str(new)
    assert not live.written


def test_a_promoted_model_that_does_not_start_gives_its_place_back(following: Follower, live: FakeLive) -> None:
    promoted(live, "broken.tar.gz")
    assert until(following, lambda: following.model == live.own and following.bot.healthy())
    assert live.written == [("broken.tar.gz", live.own.name)]


def test_a_promoted_file_that_is_damaged_never_stops_the_bot(following: Follower, live: FakeLive) -> None:
    promoted(live, "new.tar.gz").write_bytes(b"not a model")
    process = following.bot.process
    assert until(following, lambda: bool(live.written))
    assert following.bot.process is process


def test_the_way_back_is_written_once_the_database_can_take_it(following: Follower, live: FakeLive) -> None:
    broken = promoted(live, "broken.tar.gz")
    live.down = True
    assert until(following, lambda: broken in following.unwritten and following.bot.healthy())
    live.down = False
    assert until(following, lambda: live.written == [(broken.name, live.own.name)])
    assert following.model == live.own


def test_a_switch_put_back_marks_the_candidate_and_names_the_reason(settings: Settings) -> None:
    engine = make_engine(settings.database)
    schema.upgrade(engine)
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    with Database(engine).write() as session:
        row = ModelCandidate(by="x", at=now, touched_at=now, patch="", state="ready", base="b", model="c.tar.gz")
        session.add(row)
        session.flush()
        session.add(
            ModelSwitch(
                at=now, by="x", action="promote", model="c.tar.gz", previous="own", base="b", candidate_id=row.id
            )
        )
        session.flush()
        service.put_back(session, now, "c.tar.gz", "own", "Il ne démarre pas.")
        assert (row.state, row.error) == ("failed", "Il ne démarre pas.")
        assert [one.action for one in candidates.switches(session)].count("put_back") == 1
        # Somebody chose another model meanwhile: nothing is undone.
        service.put_back(session, now, "c.tar.gz", "own", "encore")
        assert [one.action for one in candidates.switches(session)].count("put_back") == 1
