"""Looking after a process: started again when it ends, killed when it hangs, given time to start. Real processes."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from passerelle import processes
from passerelle.processes import Child, free_port

SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *a): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Child]]:
    monkeypatch.setattr(processes, "HUNG_SECONDS", 0.3)
    monkeypatch.setattr(processes, "HEALTH_SECONDS", 0.3)
    monkeypatch.setattr(processes, "LAST_PAUSE", 0.5)
    made: list[Child] = []

    def new(code: str) -> Child:
        port = free_port()
        child = Child("essai", [sys.executable, "-c", code, str(port)], {}, f"http://127.0.0.1:{port}/", tmp_path / "l")
        child.pause = 0.1
        made.append(child)
        return child

    yield new
    processes.stop_all(made)


def until(what: Callable[[], bool], tick: Callable[[], None], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        tick()
        time.sleep(0.05)


def test_one_that_was_killed_is_started_again(make: Callable[..., Child]) -> None:
    child = make(SERVER)
    child.start()
    until(child.healthy, lambda: None)
    assert child.process is not None
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    until(lambda: child.process is not None and child.process.pid != first and child.healthy(), child.check)


def test_one_that_hangs_is_killed_and_started_again(make: Callable[..., Child]) -> None:
    child = make(SERVER)
    child.start()
    until(child.healthy, lambda: None)
    assert child.process is not None
    first = child.process.pid
    psutil.Process(first).suspend()
    until(lambda: child.process is not None and child.process.pid != first and child.healthy(), child.check)


def test_one_that_takes_its_time_to_start_is_left_alone(make: Callable[..., Child]) -> None:
    child = make(f"import time; time.sleep(1.5)\n{SERVER}")
    child.start()
    assert child.process is not None
    first = child.process.pid
    until(child.healthy, child.check)
    assert child.process.pid == first


def test_one_that_always_ends_is_started_more_and_more_rarely(make: Callable[..., Child], tmp_path: Path) -> None:
    child = make("print('started', flush=True)")
    child.start()
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        child.check()
        time.sleep(0.02)
    # At a constant pause of 0.1 s there would be twenty.
    assert 2 <= (tmp_path / "l").read_text(encoding="utf-8").count("started") <= 7


def test_it_is_made_whole_before_each_start(make: Callable[..., Child]) -> None:
    prepared: list[int] = []
    child = make("pass")
    child.prepare = lambda: prepared.append(1)
    child.start()
    until(lambda: len(prepared) >= 2, child.check)
