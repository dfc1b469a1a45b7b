"""Duckling behind `langue.dates.DateParser`: in process (pyduckling, Python 3.10), or a Duckling server by URL.

Both are asked in French, and both answers are read as Paris civil time.
"""

import importlib
import importlib.util
import json
import logging
import urllib.parse
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any, cast

from langue.dates.calendar import add_months
from langue.dates.parsing import Grain, ParsedInterval

logger = logging.getLogger(__name__)

_LOCALE = "FR_FR"
_SECONDS = "%Y-%m-%dT%H:%M:%S"
_HOURS = {"day": 24, "week": 7 * 24}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class DucklingUnavailableError(RuntimeError):
    """The library or the time zones that it needs are not on this machine."""


def _zones_folder() -> str:
    """The machine's time-zone files, or those of the `tzdata` package."""
    for folder in zoneinfo.TZPATH:
        if (Path(folder) / "UTC").exists():
            return folder
    spec = importlib.util.find_spec("tzdata")
    if spec is None or not spec.submodule_search_locations:
        raise DucklingUnavailableError("No time-zone files: install the tzdata package.")
    return str(Path(next(iter(spec.submodule_search_locations))) / "zoneinfo")


class NativeDuckling:
    """Duckling in this process; about 0.3 ms a message. Not for several threads at once.

    Raises DucklingUnavailableError when the library cannot be loaded.
    """

    def __init__(self) -> None:
        try:
            self._library: Any = importlib.import_module("duckling")
        except ImportError as error:
            raise DucklingUnavailableError("pyduckling is not installed in this Python.") from error
        self._zones = self._library.load_time_zones(_zones_folder())
        self._locale = self._library.parse_locale(
            _LOCALE, self._library.default_locale_lang(self._library.parse_lang("FR"))
        )
        self._dimensions = self._library.parse_dimensions(["time"])

    def parse(self, text: str, now: datetime) -> Sequence[ParsedInterval]:
        """Every interval found in `text`; `now` counts by what its own clock shows."""
        # The wall clock is given as UTC: days are then civil days, whatever the hour changes.
        wall = now.replace(tzinfo=timezone.utc)
        reference = self._library.parse_ref_time(self._zones, "UTC", int(wall.timestamp()))
        context = self._library.Context(reference, self._locale)
        answer = self._library.parse_text(text, context, self._dimensions, False)
        return read_answer(json.loads(answer))


class DucklingServer:
    """A Duckling HTTP server; an answer that does not come in time is no date, and is logged without the text."""

    def __init__(self, url: str, timeout_seconds: float = 0.5) -> None:
        address = urllib.parse.urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError("The address of the Duckling server must begin with http:// or https://.")
        self._connection = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._host, self._port = address.hostname, address.port
        self._path = address.path.rstrip("/") + "/parse"
        self._timeout = timeout_seconds

    def parse(self, text: str, now: datetime) -> Sequence[ParsedInterval]:
        """Every interval found in `text`; empty when the server fails."""
        wall = now.replace(tzinfo=timezone.utc)
        reference = int(wall.timestamp() * 1000)
        form = {"locale": "fr_FR", "text": text, "dims": '["time"]', "tz": "UTC", "reftime": reference}
        connection = self._connection(self._host, self._port, timeout=self._timeout)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", self._path, urllib.parse.urlencode(form), headers)
            return read_answer(json.loads(connection.getresponse().read()))
        except (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError) as error:
            logger.warning("The Duckling server does not answer as it should: %s", type(error).__name__)
            return ()
        finally:
            connection.close()


def read_answer(found: Iterable[Mapping[str, Any]]) -> list[ParsedInterval]:
    """Duckling's JSON as intervals: the first reading of each stretch of text."""
    intervals: list[ParsedInterval] = []
    for entity in found:
        if entity.get("dim") != "time":
            continue
        value = entity["value"]
        if value["type"] == "value":
            begin, grain = _moment(value), value["grain"]
            finish = _end(begin, grain) if begin else None
        else:
            begin, finish = _moment(value.get("from")), _moment(value.get("to"))
            grain = (value.get("from") or value.get("to"))["grain"]
        intervals.append(
            ParsedInterval(
                entity["start"], entity["end"], begin, finish, cast(Grain, grain), bool(entity.get("latent"))
            )
        )
    return intervals


def _moment(value: Mapping[str, Any] | None) -> datetime | None:
    return datetime.strptime(value["value"][:19], _SECONDS) if value else None


def _end(begin: datetime, grain: str) -> datetime:
    """The end, exclusive, of the day, week, month… that begins at `begin`; a smaller grain ends with its hour."""
    if grain in _MONTHS:
        return datetime.combine(add_months(begin.date(), _MONTHS[grain]), begin.time())
    return begin + timedelta(hours=_HOURS.get(grain, 1))
