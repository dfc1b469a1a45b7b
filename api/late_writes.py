"""Writes that the database refused for now: kept in memory in their order, tried again until they pass.

An answer never waits for a database that is down, locked or full; what is to be counted is counted when it is back. A
process that is killed meanwhile loses what waits here, never what was stored.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from pistes.database import Database

log = logging.getLogger(__name__)

# About three hours of an ordinary day's crisis (2.5 messages a second); some 2 kB each.
SIZE = 20_000
RETRY_SECONDS = 1.0
# Failures that another moment can mend; any other will fail again.
PASSING = (OperationalError, InterfaceError, PoolTimeout)

Write = Callable[[Session], object]


class LateWrites:
    """A queue and one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Write] = deque()
        self._wake = threading.Condition()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, write: Write) -> None:
        """Keep a write for later; beyond the size the newest is given up and said so in the log."""
        with self._wake:
            if len(self._waiting) >= SIZE:
                log.error("late writes: full, one exchange is not counted")
                return
            self._waiting.append(write)
            self._wake.notify()

    def start(self) -> None:
        """Start the writing thread."""
        self._thread = threading.Thread(target=self._work, name="late-writes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Try what waits once more, then stop."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join(10)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._waiting or self._stopping)
                stopping = self._stopping
            while self._waiting and self._try(self._waiting[0]):
                self._waiting.popleft()
            with self._wake:
                if stopping:
                    if self._waiting:
                        log.error("late writes: %d lost at stop", len(self._waiting))
                    return
                if self._waiting:
                    self._wake.wait_for(lambda: self._stopping, RETRY_SECONDS)

    def _try(self, write: Write) -> bool:
        """Whether the write is done with: passed, or refused for good."""
        try:
            with self._database.write() as session:
                write(session)
        except PASSING:
            return False
        except SQLAlchemyError as error:
            log.error("late writes: refused for good (%s)", type(error).__name__)
        return True
