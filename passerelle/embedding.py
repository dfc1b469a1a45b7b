"""Makes the vectors that the search lacks, a few at a time, while the service runs."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from langue import encoder
from pistes.database import Database
from pistes.search.index import embed_documents

log = logging.getLogger(__name__)

# Two milliseconds each, inside a write: so few that nobody waits for the lock.
AT_ONCE = 16
# Between two looks for records that changed, in seconds.
PAUSE = 60.0
# Between two handfuls, in seconds.
BREATH = 0.05


async def embed_missing(database: Database) -> None:
    """Keep every document's vector up to date until cancelled; a database that is down is tried again later."""
    while True:
        try:
            made = await asyncio.to_thread(_some, database)
        except SQLAlchemyError as error:
            log.warning("vectors wait: %s", type(error).__name__)
            made = 0
        await asyncio.sleep(BREATH if made else PAUSE)


def _some(database: Database) -> int:
    with database.write() as session:
        return embed_documents(session, encoder, most=AT_ONCE)
