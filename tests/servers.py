"""Real PostgreSQL and Redis servers of their own for tests, gone at the end; nothing of the machine's is used."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text

_CLUSTER_USER = "postgres"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_binaries() -> Path | None:
    """The folder of `initdb`, None where PostgreSQL is not installed."""
    try:
        shown = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    folders = [Path(shown), *sorted(Path(shown).parent.parent.glob("*/bin"), reverse=True)]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@dataclass
class Postgres:
    """A cluster reached by a socket in its own folder. `url` names its first database."""

    binaries: Path
    folder: Path
    port: int
    url: str
    user: str | None = field(default_factory=lambda: _CLUSTER_USER if os.geteuid() == 0 else None)

    def run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [self.binaries / name, *arguments], check=True, stdout=subprocess.DEVNULL, user=self.user, cwd=self.folder
        )

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=200"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", f"{self.folder}/log", "-w", "start")

    def stop(self) -> None:
        """As a crash stops it."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def create(self, name: str, template: str = "template1") -> str:
        """The URL of a new database, a copy of `template`."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return self.url.replace("/postgres?", f"/{name}?")


@contextmanager
def postgres_cluster(binaries: Path) -> Iterator[Postgres]:
    """A running cluster, stopped and removed at the end."""
    # Not under pytest's own folder, which is closed to the user that PostgreSQL insists on.
    folder = Path(tempfile.mkdtemp(prefix="passerelle-postgres-"))
    port = free_port()
    cluster = Postgres(binaries, folder, port, f"postgresql+psycopg://postgres@/postgres?host={folder}&port={port}")
    if cluster.user is not None:
        shutil.chown(folder, cluster.user)
    cluster.run(
        "initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C"
    )
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Redis:
    """A Redis server of its own, in memory."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("redis-server did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None


@contextmanager
def redis_server() -> Iterator[Redis]:
    """A running server, stopped at the end."""
    server = Redis(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
