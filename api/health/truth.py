"""What is true of this process now: for `/readyz`, and for the gauges of `/metrics`."""

import shutil
import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api import metrics
from api.context import Context
from pistes import schema
from pistes.models import Record
from pistes.services.freshness import is_stale

# Less than this and the next hours' writes will fail.
DISK_BYTES = 50_000_000
# Seconds before the content's freshness is looked at again: it changes by the day.
CONTENT_SECONDS = 60.0


def database_ready(ctx: Context) -> bool:
    """Whether the database answers, at the schema of this version."""
    try:
        return schema.current(ctx.database.engine) == _head()
    except SQLAlchemyError:
        return False


@lru_cache(maxsize=1)
def _head() -> str | None:
    """Read from the migrations' files once: they do not change under a running process."""
    return schema.head()


def storage_ready(ctx: Context) -> bool:
    """Whether nothing waits to be written and, for the embedded database, the disk has room."""
    free = disk_free(ctx)
    return not len(ctx.late) and (free is None or free >= DISK_BYTES)


def disk_free(ctx: Context) -> int | None:
    """Bytes free beside the embedded database; None for a database elsewhere."""
    url = ctx.database.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    folder = Path(url.database).parent
    return shutil.disk_usage(folder).free if folder.exists() else 0


def set_queues(ctx: Context) -> None:
    """Lengths of the queues in memory, and the room left."""
    metrics.LATE_WRITES.set(len(ctx.late))
    metrics.TEXT_QUEUE.set(ctx.exchange_log.waiting())
    free = disk_free(ctx)
    if free is not None:
        metrics.DISK_FREE.set(free)


def content_gauges() -> Callable[[Context], None]:
    """A function that sets the gauges of the content's freshness, at most once a minute."""
    looked_at = float("-inf")

    def look(ctx: Context) -> None:
        nonlocal looked_at
        if time.monotonic() - looked_at < CONTENT_SECONDS:
            return
        try:
            with ctx.database.read() as session:
                _set_content(session, ctx.now().date(), ctx.show_examples)
        except SQLAlchemyError:
            return
        looked_at = time.monotonic()

    return look


def _set_content(session: Session, today: date, examples: bool) -> None:
    shown = select(Record).where(Record.published)
    records = session.scalars(shown if examples else shown.where(~Record.example)).all()
    for gauge, kept in (
        (metrics.RECORDS, records),
        (metrics.STALE_RECORDS, [record for record in records if is_stale(record, today)]),
    ):
        gauge.clear()
        for kind in sorted({record.kind for record in records}):
            gauge.labels(kind).set(sum(record.kind == kind for record in kept))
    if records:
        metrics.LAST_CHECK_DAYS.set((today - max(record.checked_on for record in records)).days)
