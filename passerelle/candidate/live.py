"""Which model serves, read from the database: the project's own, or a candidate that somebody promoted."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from passerelle.model import fingerprint, is_whole
from passerelle.processes import Child
from pistes.database import Database, make_engine
from pistes.services import model_candidates

log = logging.getLogger(__name__)
# Seconds between two looks at the database.
LOOK = 5.0


def live_model(url: str, models: Path) -> Path:
    """The model that must serve, of those in `models`; the project's own when the database or the file cannot be read."""
    base = fingerprint()
    own = models / model_candidates.own_model(base)
    database = Database(make_engine(url, pool_size=1))
    try:
        with database.read() as session:
            wanted = models / model_candidates.live_model(session, base)
    except SQLAlchemyError as error:
        log.warning("the live model could not be read (%s)", type(error).__name__)
        return own
    finally:
        database.dispose()
    if wanted != own and not is_whole(wanted):
        log.error("the promoted model is missing or broken: the project's own serves")
        return own
    return wanted


@dataclass
class Follower:
    """Replaces the bot when another model must serve; meanwhile the search answers."""

    bot: Child
    model: Path
    wanted: Callable[[], Path]
    make: Callable[[Path], Child]
    looked: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Look, every few seconds; call it as often as you like."""
        if time.monotonic() - self.looked < LOOK:
            return
        wanted, self.looked = self.wanted(), time.monotonic()
        if wanted == self.model:
            return
        log.warning("the bot takes another model: %s", wanted.name)
        new = self.make(wanted)
        self.bot.command, self.bot.prepare, self.model = new.command, new.prepare, wanted
        # The watch starts it again, with the new model.
        self.bot.stop()
