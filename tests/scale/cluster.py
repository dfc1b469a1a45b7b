"""Two APIs and two bots on PostgreSQL and Redis, each a process of its own, and a client that balances between them."""

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import func, select

from passerelle.processes import free_port
from pistes.database import Database, make_engine
from pistes.models import Exchange
from tests.servers import Postgres, Redis

ROOT = Path(__file__).parents[2]
READY_SECONDS = 180
QUESTION = "comment demander l'APA ?"


@dataclass
class Node:
    """An API or a bot."""

    arguments: list[str]
    environment: dict[str, str]
    url: str
    health: str
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "passerelle", "serve", *self.arguments],
                cwd=ROOT, env={**os.environ, **self.environment}, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)

    def ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(self.health, timeout=5).status_code == 200:
                    return
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")[-2_000:]
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")[-2_000:]
            time.sleep(0.2)

    def restart(self, *more: str) -> None:
        self.stop()
        if more:
            self.arguments = [*self.arguments, *more]
        self.start()
        self.ready()


@dataclass
class Cluster:
    """The nodes, and a client that goes to another API each time, and again when one refuses."""

    postgres: Postgres
    redis: Redis
    var: Path
    database: Database
    environment: dict[str, str]
    apis: list[Node] = field(default_factory=list)
    bots: list[Node] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=itertools.count)

    def ask(self, text: str = QUESTION, message_id: str | None = None, **more: Any) -> dict[str, Any]:
        body = {"message": text, "message_id": message_id or str(uuid4()), **more}
        deadline = time.monotonic() + 30
        while True:
            api = self.apis[next(self.turns) % len(self.apis)]
            with contextlib.suppress(httpx.TransportError):
                response = httpx.post(f"{api.url}/api/chat", json=body, timeout=20)
                if response.status_code == 200:
                    found: dict[str, Any] = response.json()
                    return found
                assert response.status_code in (502, 503), response.text
            assert time.monotonic() < deadline, "no answer"
            time.sleep(0.1)

    def exchanges(self) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(Exchange)) or 0

    def command(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "passerelle", *arguments],
            cwd=ROOT, env={**os.environ, **self.environment}, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    def ready(self) -> None:
        for node in (*self.bots, *self.apis):
            node.ready()

    def stop(self) -> None:
        for node in (*self.apis, *self.bots):
            node.stop()
        self.database.dispose()


def start(postgres: Postgres, redis: Redis, var: Path, model_folder: Path) -> Cluster:
    """Prepare the database once, then start the four processes."""
    url = postgres.create("passerelle")
    (var / "models").mkdir(parents=True)
    for model in model_folder.glob("passerelle-*.tar.gz"):
        shutil.copy(model, var / "models")
    api_ports, bot_ports = [free_port(), free_port()], [free_port(), free_port()]
    environment = {
        "PASSERELLE_VAR": str(var),
        "PASSERELLE_DATABASE_URL": url,
        "PASSERELLE_REDIS_URL": redis.url,
        "PASSERELLE_SECRET": "a secret of thirty-two characters",
        "PASSERELLE_RASA_URL": ",".join(f"http://127.0.0.1:{port}" for port in bot_ports),
        "PASSERELLE_RATE_CLIENT": "100000/minute",
        "PASSERELLE_RATE_CONVERSATION": "1000/minute",
    }
    cluster = Cluster(postgres, redis, var, Database(make_engine(url)), environment)
    cluster.command("train")
    for number, port in enumerate(api_ports):
        at = f"http://127.0.0.1:{port}"
        cluster.apis.append(
            Node(["api", "--port", str(port)], environment, at, f"{at}/readyz", var / f"api{number}.log")
        )
    for number, port in enumerate(bot_ports):
        at = f"http://127.0.0.1:{port}"
        arguments = ["bot", "--port", str(port), "--actions", cluster.apis[number].url]
        health = f"{at}/webhooks/passerelle/"
        cluster.bots.append(Node(arguments, environment, at, health, var / f"bot{number}.log"))
    try:
        for node in (*cluster.bots, *cluster.apis):
            node.start()
        cluster.ready()
    except BaseException:
        cluster.stop()
        raise
    return cluster
