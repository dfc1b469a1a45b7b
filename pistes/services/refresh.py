"""Reads configured sources again when they are due: the last good data stays until better has been checked.

A source that fails is tried again later and later (15 minutes, 30, an hour… a day at most). A refresh that would lose
more than the source's share of records is refused by the import itself, and told to editors like any failure.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from pistes.database import Database
from pistes.importers.engine import Options
from pistes.importers.notes import ImportRefused, Report
from pistes.importers.remote import Fetched, fetch, is_address
from pistes.models import ImportSource
from pistes.repositories import imports as store
from pistes.repositories import people
from pistes.services.importing import import_location

log = logging.getLogger(__name__)

FIRST_DELAY = timedelta(minutes=15)
LONGEST_DELAY = timedelta(days=1)
# How long a process keeps a source to itself: longer than any refresh.
CLAIM = timedelta(hours=1)
# (address, folder, etag, last_modified) → the file taken.
Fetch = Callable[[str, Path, str | None, str | None], Fetched]


@dataclass(frozen=True)
class Outcome:
    """What became of a source: its reports, or why it could not be read. `changed` False: the same file as before."""

    source_id: str
    reports: Sequence[Report] = ()
    error: str = ""
    changed: bool = True


def refresh(
    database: Database, kept: Path, now: datetime, *, ids: Sequence[str] = (), take: Fetch | None = None
) -> list[Outcome]:
    """Read the sources that are due (or those of `ids`). `kept`: where the last good file of each source rests.

    Never raises for a source: what goes wrong is in its outcome and in its row.
    """
    with database.write() as session:
        sources = store.due_sources(session, now, ids)
        for source in sources:
            # Taken by this process; another one looking at the same moment finds it not due.
            source.next_at = now + CLAIM
            source.last_try_at = now
    return [_one(database, source, kept, now, take or _fetch) for source in sources]


def next_try(now: datetime, failures: int, every_hours: int) -> datetime:
    """When to read a source again, after so many failures in a row."""
    if failures == 0:
        return now + timedelta(hours=every_hours)
    return now + min(FIRST_DELAY * (1 << min(failures - 1, 20)), LONGEST_DELAY)


def _fetch(address: str, folder: Path, etag: str | None, last_modified: str | None) -> Fetched:
    return fetch(address, folder, etag=etag, last_modified=last_modified)


def _one(database: Database, source: ImportSource, kept: Path, now: datetime, take: Fetch) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="passerelle-refresh-") as folder:
        try:
            got = _take(source, Path(folder), take)
            if got.path is None or (got.checksum is not None and got.checksum == source.checksum):
                outcome = Outcome(source.id, changed=False)
            else:
                outcome = _import(database, source, got.path, now.date())
        except (ImportRefused, OSError, SQLAlchemyError) as error:
            got = Fetched(None)
            said = str(error) if isinstance(error, ImportRefused) else type(error).__name__
            outcome = Outcome(source.id, error=said)
        if outcome.changed and not outcome.error and got.path is not None and got.path.is_file():
            _keep(got.path, kept, source.id)
    _remember(database, source.id, got, outcome, now)
    return outcome


def _take(source: ImportSource, folder: Path, take: Fetch) -> Fetched:
    if is_address(source.location):
        return take(source.location, folder, source.etag, source.last_modified)
    return Fetched(Path(source.location))


def _import(database: Database, source: ImportSource, path: Path, today: date) -> Outcome:
    options = Options(by="rafraîchissement", today=today, origin=source.id, most_lost=source.most_lost)
    reports = import_location(database, str(path), options, format_name=source.format)
    refused = [report.message for report in reports if report.status == "refused"]
    return Outcome(source.id, reports, " ; ".join(refused))


def _keep(path: Path, kept: Path, source_id: str) -> None:
    kept.mkdir(parents=True, exist_ok=True)
    fresh = kept / f"{source_id}.new"
    shutil.copyfile(path, fresh)
    fresh.replace(kept / f"{source_id}.last-good{path.suffix}")


def _remember(database: Database, source_id: str, got: Fetched, outcome: Outcome, now: datetime) -> None:
    with database.write() as session:
        source = session.get(ImportSource, source_id)
        if source is None:
            return
        if outcome.error:
            source.failures += 1
            source.last_error = outcome.error
            log.warning("source %s: %s", source_id, outcome.error)
        else:
            source.failures, source.last_error, source.last_good_at = 0, None, now
            if outcome.changed:
                source.checksum, source.etag, source.last_modified = got.checksum, got.etag, got.last_modified
        source.next_at = next_try(now, source.failures, source.every_hours)
        if outcome.error or outcome.changed:
            counts = {name: count for report in outcome.reports for name, count in report.counts.items() if count}
            details = {"counts": counts, "error": outcome.error or None}
            people.audit(session, now, "rafraîchissement", "refresh", source_id, details)
