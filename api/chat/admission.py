"""How many messages are answered at once: beyond it a resident is told to try again at once, rather than wait for ever."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from api import metrics
from api.problems import Problem

# Seconds a refused client is asked to wait: what a full house takes to answer.
RETRY_SECONDS = 2

# Share of the event loop's time that reading messages for danger may take, and seconds of a burst beyond it.
READING_SHARE = 0.4
READING_BURST = 0.5


class ReadingTime:
    """Seconds spent on reading messages for danger, in the event loop: a flood of messages must leave time for the rest."""

    def __init__(self) -> None:
        self._spent = 0.0
        self._at = time.perf_counter()

    @property
    def short(self) -> bool:
        """Whether more than the share has been spent lately."""
        now = time.perf_counter()
        self._spent = max(0.0, self._spent - READING_SHARE * (now - self._at))
        self._at = now
        return self._spent > READING_BURST

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Count the time that the block takes."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self._spent += time.perf_counter() - started


class Admission:
    """Counts the messages under way in this process; all calls come from its one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way = 0
        self.reading = ReadingTime()

    @property
    def hurried(self) -> bool:
        """Whether the next message may have to be refused, or reading it must be quick."""
        return self.full or self.reading.short

    @property
    def full(self) -> bool:
        """Whether the next message would be refused."""
        return self._under_way >= self._most

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place while the block lasts; raises `Problem` 503 when there is none."""
        if self.full:
            metrics.REFUSED.labels("load").inc()
            raise Problem(
                503,
                "Beaucoup de demandes en ce moment",
                f"Réessayez dans {RETRY_SECONDS} s. En cas de danger : 15, 17, 112, ou 114 par SMS.",
                {"Retry-After": str(RETRY_SECONDS)},
            )
        self._under_way += 1
        metrics.IN_FLIGHT.inc()
        try:
            yield
        finally:
            self._under_way -= 1
            metrics.IN_FLIGHT.dec()
