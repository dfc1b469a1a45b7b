"""Starting the bot and the API together, watching them, and stopping both: nothing is left behind."""

import contextlib
import http.client
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from passerelle.children import die_with_parent
from passerelle.model import BOT_PYTHON, bot_environment, deep_encoder, keep_whole
from passerelle.settings import ROOT

log = logging.getLogger(__name__)

# Seconds between two looks at the processes, before a process is killed for good, and that a bot may stay silent.
WATCH = 1.0
STOP_SECONDS = 8.0
HUNG_SECONDS = 12.0
# Seconds that a process may take to be ready before it counts as hung, and that a health check waits: a process that
# answers slowly under load is not a hung one.
START_SECONDS = 180.0
HEALTH_SECONDS = 3.0
# Seconds before a process that ends soon after its start is started again: doubled each time, up to the last.
FIRST_PAUSE = 1.0
LAST_PAUSE = 30.0


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
    # Called before each start: what the process needs is made whole again.
    prepare: Callable[[], None] = field(default=lambda: None)
    process: subprocess.Popen[bytes] | None = None
    silent_since: float | None = None
    started_at: float = 0.0
    was_healthy: bool = False
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        """Start it in a group of its own; it dies with us, even if we are killed."""
        self.prepare()
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
                preexec_fn=die_with_parent,
            )
        self.silent_since, self.was_healthy, self.started_at = None, False, time.monotonic()

    def healthy(self) -> bool:
        """Whether its health address answers 200 in time."""
        try:
            with urllib.request.urlopen(self.health_url, timeout=HEALTH_SECONDS) as response:
                found = bool(response.status == 200)
        except (OSError, http.client.HTTPException):
            return False
        self.was_healthy |= found
        return found

    def check(self) -> None:
        """Start it again when it has ended, kill it when it hangs; call it every second or so."""
        now = time.monotonic()
        if self.ended:
            if now - self.started_at < self.pause:
                return
            # One that lived begins again with the short pause; one that does not is given more and more time.
            self.pause = FIRST_PAUSE if self.was_healthy else min(LAST_PAUSE, 2 * self.pause)
            log.warning("%s ended, starting it again", self.name)
            self.start()
        elif self.healthy():
            self.silent_since = None
        elif self.silent_since is None:
            self.silent_since = now
        elif now - self.silent_since > (HUNG_SECONDS if self.was_healthy else START_SECONDS):
            log.warning("%s is silent, killing it", self.name)
            self.stop(signal.SIGKILL)

    def stop(self, sig: int = signal.SIGTERM) -> None:
        """Send a signal to its whole group."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sig)

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process is None or self.process.poll() is not None


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


def bot_child(
    model: Path, port: int, actions_url: str, secret: str, gazetteer: Path, logs: Path, host: str = "127.0.0.1"
) -> Child:
    """The bot's process: Rasa in its own environment, on loopback or a private network."""
    command = [str(BOT_PYTHON), "-m", "rasa", "run", "--model", str(model), "--endpoints", "bot/endpoints.yml"]
    command += ["--credentials", "bot/credentials.yml", "-i", host, "-p", str(port)]
    environment = bot_environment(gazetteer, deep_encoder(model.parent))
    environment |= {"PASSERELLE_SECRET": secret, "PASSERELLE_ACTIONS_URL": actions_url}
    health = f"http://{_here(host)}:{port}/webhooks/passerelle/"
    return Child("bot", command, environment, health, logs / "bot.log", lambda: keep_whole(model))


def _here(host: str) -> str:
    """The address at which this machine reaches a server that listens on `host`."""
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


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
        # A request that never ends does not keep a stopped process alive.
        "--timeout-graceful-shutdown",
        "6",
        "--timeout-keep-alive",
        "30",
        "--log-level",
        "warning",
    ]
    health = f"http://{_here(host)}:{port}/healthz"
    # One thread an operation, as in the bot: the guard's small matrices gain nothing from two, which wait for each other
    # and for everything else (100 ms of processor a message instead of 25).
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return Child("api", command, {**os.environ, **threads, **environment}, health, logs / "api.log")


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


def watch(children: list[Child], stop: threading.Event, tick: Callable[[], None] = lambda: None) -> None:
    """Restart what ends or hangs, until `stop`; then stop everything. `tick` is called at each look."""
    while not stop.wait(WATCH):
        tick()
        for child in children:
            try:
                child.check()
            except OSError as error:
                # No memory, no file descriptors, a full disk: the next second may be better.
                log.warning("%s could not be looked after (%s)", child.name, error.strerror)
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
