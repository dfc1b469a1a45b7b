"""Structured logs: one JSON object a line, never a message's text.

An exception is written as its type and where it happened, not as its own words: a driver's error quotes what was to be
written. What a caller adds (`extra=`) passes only when its name is on the list.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from passerelle.settings import ROOT

# Names that `extra=` may add: counts, times and closed vocabularies.
FIELDS = ("outcome", "ms", "kind", "count")
# Frames kept of a traceback, the innermost.
FRAMES = 8


class JsonLines(logging.Formatter):
    """`{at, level, logger, message, …, error, where}`; `at` is ISO 8601 in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            entry["where"] = [_frame(frame) for frame in traceback.extract_tb(record.exc_info[2])[-FRAMES:]]
        return json.dumps(entry, ensure_ascii=False)


def _frame(frame: traceback.FrameSummary) -> str:
    return f"{frame.filename.removeprefix(f'{ROOT}/')}:{frame.lineno} {frame.name}"


def configure(level: int = logging.INFO) -> None:
    """Send every log of this process to the standard error, in this one shape."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("api", "passerelle", "pistes", "actions"):
        logging.getLogger(name).setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
