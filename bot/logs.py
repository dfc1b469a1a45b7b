"""The bot's logs: one JSON object a line, with no word of a message in it.

Rasa writes what it is working on into its messages, so none of its words pass: a line says how grave, who, and where in the
code, which is enough to find what it was.
"""

import json
import logging
import sys
import traceback
from datetime import datetime, timezone

# Frames kept of a traceback, the innermost.
FRAMES = 8


class JsonLines(logging.Formatter):
    """`{at, level, logger, from, error, where}`; `at` is ISO 8601 in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "from": f"{record.module}:{record.lineno} {record.funcName}",
        }
        if record.exc_info and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-FRAMES:]
            entry["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(entry, ensure_ascii=False)


def configure() -> None:
    """Send every log of this process to the standard error, in this one shape."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        if logger.handlers:
            logger.handlers.clear()
            logger.propagate = True
