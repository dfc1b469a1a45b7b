"""Starts a whole stack for as long as a block lasts: for measuring and for tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from passerelle.processes import free_port
from passerelle.settings import ROOT

READY_SECONDS = 300


class StackFailed(RuntimeError):
    """The stack did not come up; the message is what it printed."""


@dataclass(frozen=True)
class RunningStack:
    """A stack that answers at `url`; `process` is the supervisor, the parent of the API and the bot."""

    url: str
    process: subprocess.Popen[str]
    seconds_to_ready: float


@contextmanager
def running_stack(
    records: Path | None = None, environment: Mapping[str, str] | None = None, *, examples: bool = True
) -> Iterator[RunningStack]:
    """`./scripts/run` on a free port, stopped at the end; raises `StackFailed` when it does not become ready."""
    port = free_port()
    command = [sys.executable, "-m", "passerelle", "run", "--port", str(port)]
    command += ["--records", str(records)] if records else []
    command += [] if examples else ["--no-examples"]
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process, started)
        yield RunningStack(url, process, time.monotonic() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
        if process.stdout:
            process.stdout.close()


def _wait(url: str, process: "subprocess.Popen[str]", started: float) -> None:
    while time.monotonic() - started < READY_SECONDS:
        if process.poll() is not None:
            raise StackFailed(process.stdout.read() if process.stdout else "")
        try:
            if httpx.get(f"{url}/readyz", timeout=1).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise StackFailed(f"not ready after {READY_SECONDS} s")
