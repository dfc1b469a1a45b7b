"""The gazetteer that the bot reads: a JSON snapshot that the API exports from the database.

Public: `gazetteer()`. The file's path is in the environment variable `PASSERELLE_GAZETTEER`.
"""

import logging
import os
import threading
from pathlib import Path

from langue.gazetteer import Gazetteer

logger = logging.getLogger(__name__)

NOWHERE = Gazetteer.from_snapshot({"departments": [], "communes": [], "areas": []})
VARIABLE = "PASSERELLE_GAZETTEER"


class Snapshot:
    """One gazetteer file, read again when its date of change does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: tuple[str, int] | None = None
        self._gazetteer: Gazetteer | None = None

    def current(self, path: str) -> Gazetteer | None:
        """The gazetteer of `path`. A file that is missing or half-written leaves the one read before, or None."""
        try:
            version = (path, Path(path).stat().st_mtime_ns)
            with self._lock:
                if version != self._read:
                    self._gazetteer = Gazetteer.load(Path(path))
                    self._read = version
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("gazetteer not read: %s", type(error).__name__)
        return self._gazetteer


_SNAPSHOT = Snapshot()


def gazetteer() -> Gazetteer | None:
    """The communes in force, or None when no snapshot was given."""
    path = os.environ.get(VARIABLE, "")
    return _SNAPSHOT.current(path) if path else None
