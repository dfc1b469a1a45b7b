"""Civil time for residents and for dates in messages; frozen by `PASSERELLE_CLOCK` for measuring.

Time-outs, limits and latencies never read this clock: they use the machine's monotonic one.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

Clock = Callable[[], datetime]


def paris_clock(frozen: datetime | None = None) -> Clock:
    """A clock that gives aware instants in Europe/Paris; always `frozen` when it is given."""
    if frozen is not None:
        instant = frozen.astimezone(PARIS)
        return lambda: instant
    return lambda: datetime.now(PARIS)
