"""`./scripts/run` and its process: start, refusals, stop, what it leaves behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from passerelle.processes import free_port
from passerelle.stack import RunningStack, running_stack

pytestmark = pytest.mark.stack
ROOT = Path(__file__).parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "passerelle", "run", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_taken_port_gives_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("--port", str(taken.getsockname()[1]))
    assert result.returncode == 1
    assert "déjà pris" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_records_file_gives_one_clear_line(tmp_path: Path) -> None:
    broken = tmp_path / "records.json"
    broken.write_text("{", encoding="utf-8")
    result = run("--port", str(free_port()), "--records", str(broken), PASSERELLE_VAR=str(tmp_path / "var"))
    assert result.returncode == 1
    assert "illisible" in result.stderr
    assert "Traceback" not in result.stderr


SECRET = {"PASSERELLE_ENV": "production", "PASSERELLE_SECRET": "x" * 32, "PASSERELLE_RATE_LIMIT": "on"}


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"PASSERELLE_CLOCK": "2026-11-25T10:00:00+01:00"}, "PASSERELLE_CLOCK"),
        ({"PASSERELLE_RATE_LIMIT": "off"}, "PASSERELLE_RATE_LIMIT"),
        ({"PASSERELLE_SECRET": "short"}, "PASSERELLE_SECRET"),
        ({}, "relus par des professionnels"),
    ],
)
def test_production_refuses_what_is_for_trying(setting: dict[str, str], said: str) -> None:
    result = run("--port", str(free_port()), **{**SECRET, **setting})
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_fresh_database_holds_only_the_records_given(tmp_path: Path) -> None:
    only = tmp_path / "only.json"
    only.write_text(
        '{"passerelle_records": 1, "records": [{"kind": "answer", "id": "rep:seule", "title": "La seule fiche", '
        '"summary": "Une fiche.", "departments": ["42"], "example": true, "question": "Quelle est la seule fiche ?", '
        '"answer": "Celle-ci.", "source": {"name": "Essai", "url": null, "checked_on": "2026-11-20"}}]}',
        encoding="utf-8",
    )
    with running_stack(only, {"PASSERELLE_RATE_LIMIT": "off"}) as stack:
        found = httpx.get(f"{stack.url}/api/search", params={"q": "fiche"}).json()
        assert [result["id"] for result in found["results"]] == ["rep:seule"]


def family(stack: RunningStack) -> list[psutil.Process]:
    return psutil.Process(stack.process.pid).children(recursive=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(number: signal.Signals) -> None:
    with running_stack(None, {"PASSERELLE_RATE_LIMIT": "off"}) as stack:
        children = family(stack)
        assert len(children) >= 2
        stack.process.send_signal(number)
        stack.process.wait(20)
        _, alive = psutil.wait_procs(children, timeout=10)
        assert alive == []


def test_a_killed_bot_is_answered_for_and_comes_back(stack: RunningStack) -> None:
    bot = next(child for child in family(stack) if "rasa" in " ".join(child.cmdline()))
    bot.kill()
    answer = httpx.post(f"{stack.url}/api/chat", json={"message": "comment demander l'APA ?"}, timeout=20).json()
    assert answer["outcome"] == "unavailable"
    assert answer["results"]
    danger = httpx.post(f"{stack.url}/api/chat", json={"message": "on frappe mon petit voisin tous les soirs"}).json()
    assert danger["outcome"] == "emergency"
    deadline = time.monotonic() + 60
    while httpx.get(f"{stack.url}/readyz", timeout=5).status_code != 200:
        assert time.monotonic() < deadline, "the bot did not come back"
        time.sleep(0.5)
    answer = httpx.post(f"{stack.url}/api/chat", json={"message": "comment demander l'APA ?"}, timeout=20).json()
    assert answer["outcome"] == "answered"
