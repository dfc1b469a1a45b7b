"""`passerelle purge`, and the same as a daily task of the running application."""

import asyncio
import logging
from datetime import UTC, datetime

import anyio.to_thread
import typer
from sqlalchemy.exc import SQLAlchemyError

from passerelle.commands.pilotage import count_now
from passerelle.settings import Settings
from pistes.database import Database, make_engine
from pistes.services.retention import Purged, purge

log = logging.getLogger(__name__)
DAY_SECONDS = 86_400.0


def purge_now(database: Database, settings: Settings) -> Purged:
    """Count what is not counted yet, then apply retention with the delays of the settings."""
    count_now(database, settings)
    with database.write() as session:
        return purge(
            session,
            datetime.now(UTC),
            conversation_hours=settings.conversation_hours,
            text_days=settings.text_days,
            exchange_days=settings.exchange_days,
            session_minutes=settings.staff_session_minutes,
            audit_days=settings.audit_days,
        )


async def purge_daily(database: Database, settings: Settings) -> None:
    """Purge at start, then every day; a failure waits for the next day."""
    while True:
        try:
            await anyio.to_thread.run_sync(purge_now, database, settings)
        except SQLAlchemyError as error:
            log.warning("purge failed (%s)", type(error).__name__)
        await asyncio.sleep(DAY_SECONDS)


def purge_command() -> None:
    """Efface ce qui a dépassé sa durée de conservation."""
    settings = Settings()
    done = purge_now(Database(make_engine(settings.database)), settings)
    typer.echo(
        f"Conversations effacées : {done.conversations}. Textes effacés : {done.texts}. "
        f"Échanges effacés : {done.exchanges}. Sessions closes : {done.sessions}. "
        f"Lignes du journal effacées : {done.audit}."
    )
