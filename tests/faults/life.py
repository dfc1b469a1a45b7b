"""A running stack under faults: a client that behaves as ours does, its processes, and what its database has counted."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil

from passerelle.stack import RunningStack

QUESTION = "comment demander l'APA ?"
DANGER = "on frappe mon petit voisin tous les soirs"
# Seconds in which every fault must have healed by itself: a bot that loads its model on a busy machine is the slowest.
HEALED = 300


@dataclass
class Client:
    """Sends a message until it is answered, always under the same id, as the widget does."""

    url: str
    # Messages sent with an id: each must be counted exactly once.
    sent: list[str] = field(default_factory=list)

    def ask(self, text: str = QUESTION, message_id: str | None = None, **more: Any) -> dict[str, Any]:
        body = {"message": text, "message_id": message_id or str(uuid4()), **more}
        self.sent.append(body["message_id"])
        deadline = time.monotonic() + 40
        while True:
            with contextlib.suppress(httpx.TransportError):
                response = httpx.post(f"{self.url}/api/chat", json=body, timeout=20)
                if response.status_code == 200:
                    found: dict[str, Any] = response.json()
                    return found
                assert response.status_code in (429, 502, 503), response.text
            assert time.monotonic() < deadline, "no answer"
            time.sleep(0.3)

    def danger(self) -> None:
        """A person in danger is answered, whatever is broken, and at once."""
        started = time.monotonic()
        answer = httpx.post(f"{self.url}/api/chat", json={"message": DANGER}, timeout=20).json()
        assert answer["outcome"] == "emergency"
        assert answer["results"][0]["facts"]["number"]
        assert time.monotonic() - started < 3

    def crowd(self, count: int, at_once: int = 8) -> list[dict[str, Any]]:
        """Many residents, each with one question."""
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(lambda number: self.ask(f"{QUESTION} {'?' * (number % 5)}"), range(count)))


class Life:
    """A stack, its parts, and the recount of its exchanges."""

    def __init__(self, stack: RunningStack, var: Path) -> None:
        self.url, self.var, self.supervisor = stack.url, var, stack.process.pid
        self.database = var / "passerelle.db"
        self.client = Client(stack.url)
        self.before = self.exchanges()

    def process(self, name: str) -> psutil.Process:
        """The API (`uvicorn`) or the bot (`rasa`) that runs now."""
        deadline = time.monotonic() + HEALED
        while time.monotonic() < deadline:
            for child in psutil.Process(self.supervisor).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if name in " ".join(child.cmdline()):
                        return child
            time.sleep(0.1)
        raise AssertionError(f"no {name}")

    def exchanges(self) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as reader:
            return int(reader.execute("SELECT count(*) FROM exchange").fetchone()[0])

    def waits_for(self, what: Callable[[], bool], seconds: float = HEALED) -> None:
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, "it did not heal"
            time.sleep(0.2)

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def healed(self) -> None:
        """All is well again without anybody's help, and each message was counted once."""
        self.waits_for(self.ready)
        assert self.client.ask()["outcome"] == "answered"
        expected = self.before + len(set(self.client.sent))
        self.waits_for(lambda: self.exchanges() >= expected, 20)
        assert self.exchanges() == expected

    def metric(self, name: str) -> float:
        lines = httpx.get(f"{self.url}/metrics", timeout=10).text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.split("{")[0].split(" ")[0] == name)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Another program holds the write lock."""
        with closing(sqlite3.connect(self.database, isolation_level=None, timeout=10)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                writer.execute("ROLLBACK")
