"""Starting the bot and the API together, watching them, and stopping both: nothing is left behind."""

import contextlib
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from passerelle.model import BOT_PYTHON, bot_environment
from passerelle.settings import ROOT

log = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1
# Seconds between two looks at the processes, before a process is killed for good, and that a bot may stay silent.
WATCH = 1.0
STOP_SECONDS = 8.0
HUNG_SECONDS = 15.0


class StartFailed(RuntimeError):
    """Something did not start; the message is one clear line in French."""


@dataclass
class Child:
    """A process we started, and how to start it again."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    health_url: str
    log_file: Path
    process: subprocess.Popen[bytes] | None = None
    silent_since: float | None = field(default=None)

    def start(self) -> None:
        """Start it in a group of its own; it dies with us, even if we are killed."""
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        with self.log_file.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )
        self.silent_since = None

    def healthy(self) -> bool:
        """Whether its health address answers 200 within a second."""
        try:
            with urllib.request.urlopen(self.health_url, timeout=1) as response:
                return bool(response.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def stop(self, sig: int = signal.SIGTERM) -> None:
        """Send a signal to its whole group."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sig)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process is None or self.process.poll() is not None


def _die_with_parent() -> None:
    ctypes.CDLL("libc.so.6", use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def check_port(host: str, port: int) -> None:
    """Raise `StartFailed` when the port is taken or refused."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "déjà pris" if isinstance(error, OSError) and error.errno == 98 else (error.strerror or "refusé")
            raise StartFailed(
                f"Le port {port} est {reason}. Choisissez-en un autre : ./scripts/run --port 8001"
            ) from None


def bot_child(model: Path, port: int, actions_url: str, secret: str, gazetteer: Path, logs: Path) -> Child:
    """The bot's process: Rasa in its own environment, on loopback."""
    command = [str(BOT_PYTHON), "-m", "rasa", "run", "--model", str(model), "--endpoints", "bot/endpoints.yml"]
    command += ["--credentials", "bot/credentials.yml", "-i", "127.0.0.1", "-p", str(port)]
    environment = {**bot_environment(gazetteer), "PASSERELLE_SECRET": secret, "PASSERELLE_ACTIONS_URL": actions_url}
    return Child("bot", command, environment, f"http://127.0.0.1:{port}/webhooks/passerelle/", logs / "bot.log")


def api_child(host: str, port: int, environment: Mapping[str, str], logs: Path) -> Child:
    """The API's process."""
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "passerelle.asgi:make",
        "--host",
        host,
        "--port",
        str(port),
    ]
    command += [
        "--no-access-log",
        "--ws",
        "none",
        "--no-server-header",
        "--timeout-keep-alive",
        "30",
        "--log-level",
        "warning",
    ]
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return Child("api", command, {**os.environ, **environment}, f"http://{address}:{port}/healthz", logs / "api.log")


def wait_ready(children: list[Child], seconds: float, tick: Callable[[], None] = lambda: None) -> None:
    """Wait until every child is healthy; raises `StartFailed` when one ends or time runs out."""
    deadline = time.monotonic() + seconds
    waiting = list(children)
    while waiting:
        for child in waiting:
            if child.ended:
                raise StartFailed(f"Le processus « {child.name} » s'est arrêté : voir {child.log_file}")
        waiting = [child for child in waiting if not child.healthy()]
        if waiting and time.monotonic() > deadline:
            raise StartFailed(f"« {waiting[0].name} » ne répond pas : voir {waiting[0].log_file}")
        if waiting:
            tick()
            time.sleep(0.2)


def watch(children: list[Child], stop: threading.Event) -> None:
    """Restart what ends or hangs, until `stop`; then stop everything."""
    while not stop.wait(WATCH):
        for child in children:
            if child.ended:
                log.warning("%s ended, starting it again", child.name)
                child.start()
            elif child.healthy():
                child.silent_since = None
            elif child.silent_since is None:
                child.silent_since = time.monotonic()
            elif time.monotonic() - child.silent_since > HUNG_SECONDS:
                log.warning("%s is silent, killing it", child.name)
                child.stop(signal.SIGKILL)
    stop_all(children)


def stop_all(children: list[Child]) -> None:
    """Stop every child, politely then for good."""
    for child in children:
        child.stop()
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and not all(child.ended for child in children):
        time.sleep(0.05)
    for child in children:
        child.stop(signal.SIGKILL)
