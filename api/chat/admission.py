"""How many messages are answered at once: beyond it a resident is told to try again at once, rather than wait for ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from api import metrics
from api.problems import Problem

# Seconds a refused client is asked to wait: what a full house takes to answer.
RETRY_SECONDS = 2


class Admission:
    """Counts the messages under way in this process; all calls come from its one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way = 0

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold a place while the block lasts; raises `Problem` 503 when there is none."""
        if self._under_way >= self._most:
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
