"""Managers' figures kept up to date: by the running application, or by hand with `passerelle count`."""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import anyio.to_thread
import typer
from sqlalchemy.exc import SQLAlchemyError

from langue.gazetteer import Gazetteer
from passerelle.settings import Settings
from pistes.analytics.grouping import regroup
from pistes.analytics.quality import draw_sample
from pistes.analytics.rollup import roll_up_all
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.repositories import analytics
from pistes.services.gazetteer import export_snapshot

log = logging.getLogger(__name__)
MINUTE = 60.0
# Minutes between two counts, and between two draws of answers to judge.
COUNT_EVERY, DRAW_EVERY = 5, 60
# Questions are grouped at night, once a day; the first time at once.
NIGHT_HOURS = range(2, 5)
GROUPED_AGE = timedelta(hours=20)
LESS_URGENT = 10


def count_now(database: Database, settings: Settings) -> None:
    """Bring the daily counts to now."""
    roll_up_all(
        database, datetime.now(UTC), smallest=settings.smallest_group, exchange_days=settings.exchange_days
    )  # fmt: skip


def draw_now(database: Database, settings: Settings) -> None:
    """Draw the week's answers to judge, while what the resident read is still kept."""
    with database.write() as session:
        draw_sample(session, datetime.now(UTC), settings.quality_sample)


async def count_regularly(database: Database, settings: Settings, bot_ready: Callable[[], Awaitable[bool]]) -> None:
    """Say that we are here every minute, count every five, draw every hour, group every night.

    A failure waits for the next turn.
    """
    minute = 0
    while True:
        try:
            ready = await bot_ready()
            await anyio.to_thread.run_sync(_add_minute, database, ready)
            if minute % COUNT_EVERY == 0:
                await anyio.to_thread.run_sync(count_now, database, settings)
            if minute % DRAW_EVERY == 0:
                await anyio.to_thread.run_sync(draw_now, database, settings)
                if await anyio.to_thread.run_sync(_grouping_is_due, database):
                    await _group_apart()
        except (SQLAlchemyError, OSError) as error:
            log.warning("counting failed (%s)", type(error).__name__)
        minute += 1
        await asyncio.sleep(MINUTE)


def _add_minute(database: Database, ready: bool) -> None:
    with database.write() as session:
        analytics.add_minute(session, datetime.now(UTC), ready)


def _grouping_is_due(database: Database) -> bool:
    with database.read() as session:
        state = analytics.read_state(session)
    now = datetime.now(UTC)
    if state is None or state.grouped_at is None:
        return state is not None
    return now - state.grouped_at > GROUPED_AGE and now.astimezone(PARIS).hour in NIGHT_HOURS


async def _group_apart() -> None:
    """Group in a process of its own, last in the queue for the processor: nobody's answer waits for it."""
    command = (sys.executable, "-m", "passerelle", "count", "--group")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


def count(group: bool = typer.Option(False, "--group", help="Regroupe aussi les questions par sens.")) -> None:
    """Met à jour les chiffres de pilotage."""
    settings = Settings()
    database = Database(make_engine(settings.database))
    count_now(database, settings)
    draw_now(database, settings)
    if not group:
        return
    os.nice(LESS_URGENT)
    with database.read() as session:
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
    with database.write() as session:
        shown = regroup(session, datetime.now(UTC), settings.smallest_group, gazetteer)
    typer.echo(f"Groupes de questions : {shown}.")
