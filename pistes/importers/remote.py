"""Takes a file from an address: time-outs, a greatest size, a few tries further and further apart."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from pistes.importers.notes import ImportRefused

LARGEST = 1 << 30
# Seconds: to connect, between two pieces, for the whole file.
CONNECT, READ, WHOLE = 10.0, 30.0, 900.0
TRIES = 4
# Seconds waited before the second try, doubled each time; what a server asks for is honoured up to `LONGEST_WAIT`.
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TYPES = {"json": ".json", "csv": ".csv", "calendar": ".ics", "zip": ".zip", "html": ".html", "spreadsheet": ".xlsx"}


@dataclass(frozen=True)
class Fetched:
    """A file taken: `path`, its checksum, what to ask with next time. `path` None: not changed since."""

    path: Path | None
    checksum: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def is_address(location: str) -> bool:
    """Whether `location` is an address rather than a path."""
    return location.startswith(("http://", "https://"))


def fetch(
    address: str,
    folder: Path,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    client: httpx.Client | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Write what `address` gives into `folder`. Raises `ImportRefused` when it cannot be had."""
    asked = {"User-Agent": "passerelle", "Accept": "*/*"}
    asked |= {"If-None-Match": etag} if etag else {}
    asked |= {"If-Modified-Since": last_modified} if last_modified else {}
    own = client or httpx.Client(timeout=httpx.Timeout(READ, connect=CONNECT), follow_redirects=True, max_redirects=5)
    wait, error = FIRST_WAIT, ""
    try:
        for attempt in range(TRIES):
            if attempt:
                sleep(min(wait, LONGEST_WAIT))
                wait *= 2
            try:
                with own.stream("GET", address, headers=asked) as answer:
                    if answer.status_code in _PASSING:
                        error = f"réponse {answer.status_code}"
                        wait = max(wait, _asked_wait(answer))
                        continue
                    return _take(answer, address, folder)
            except httpx.InvalidURL:
                raise ImportRefused("adresse mal écrite") from None
            except httpx.TransportError as failure:
                error = type(failure).__name__
    finally:
        if client is None:
            own.close()
    raise ImportRefused(f"l'adresse ne répond pas après {TRIES} essais ({error})")


def _take(answer: httpx.Response, address: str, folder: Path) -> Fetched:
    if answer.status_code == 304:
        return Fetched(None)
    if answer.status_code != 200:
        raise ImportRefused(f"l'adresse a répondu {answer.status_code}")
    if int(answer.headers.get("content-length") or 0) > LARGEST:
        raise ImportRefused(f"le fichier dépasse {LARGEST >> 30} Go")
    path = folder / _name(answer, address)
    summed = hashlib.sha256()
    size, limit = 0, time.monotonic() + WHOLE
    with path.open("wb") as out:
        for chunk in answer.iter_bytes(1 << 16):
            size += len(chunk)
            if size > LARGEST:
                raise ImportRefused(f"le fichier dépasse {LARGEST >> 30} Go")
            if time.monotonic() > limit:
                raise ImportRefused("le fichier met trop de temps à venir")
            summed.update(chunk)
            out.write(chunk)
    announced = answer.headers.get("content-length")
    if announced and not answer.headers.get("content-encoding") and size != int(announced):
        raise ImportRefused("le fichier est arrivé tronqué")
    return Fetched(path, summed.hexdigest(), answer.headers.get("etag"), answer.headers.get("last-modified"))


def _name(answer: httpx.Response, address: str) -> str:
    name = Path(unquote(urlsplit(address).path)).name.replace("\\", "_")[-100:] or "source"
    if not Path(name).suffix:
        kind = answer.headers.get("content-type", "")
        name += next((end for mark, end in _TYPES.items() if mark in kind), "")
    return name


def _asked_wait(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after", "")
    if asked.isdigit():
        return float(asked)
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0
