"""Which model serves, read from the database: the project's own, or a candidate that somebody promoted.

A bot that takes another model is on trial until it answers. One that does not leaves its place to the model before, and the
switch is written down with its reason.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from passerelle.model import fingerprint, is_whole
from passerelle.processes import FIRST_PAUSE, Child
from pistes.database import Database, make_engine
from pistes.services import model_candidates

log = logging.getLogger(__name__)
# Seconds between two looks at the database, and that a bot has to answer with another model.
LOOK = 5.0
TRIAL_SECONDS = 150.0
# Starts that may end before the bot answers: one may be bad luck (memory), two are the model.
FAILED_STARTS = 2


def wanted_model(url: str, models: Path, base: str) -> Path | None:
    """The model that must serve on the inputs `base`, whether its file can be read or not; None without a database."""
    database = Database(make_engine(url, pool_size=1))
    try:
        with database.read() as session:
            return models / model_candidates.live_model(session, base)
    except SQLAlchemyError as error:
        log.warning("the live model could not be read (%s)", type(error).__name__)
        return None
    finally:
        database.dispose()


def live_model(url: str, models: Path) -> Path:
    """The model to start with, of those in `models`: the project's own when the database or the file cannot be read."""
    base = fingerprint()
    own = models / model_candidates.own_model(base)
    wanted = wanted_model(url, models, base)
    if wanted is None or wanted == own:
        return own
    if not is_whole(wanted):
        log.error("the promoted model is missing or broken: the project's own serves")
        return own
    return wanted


@dataclass
class LiveModels:
    """What a `Follower` asks of the database. `base`: the project's inputs when this process started."""

    url: str
    models: Path
    base: str

    def wanted(self) -> Path | None:
        """The model that must serve; None when nobody can say now."""
        return wanted_model(self.url, self.models, self.base)

    @property
    def own(self) -> Path:
        """The project's own model."""
        return self.models / model_candidates.own_model(self.base)

    def put_back(self, failed: Path, former: Path, reason: str) -> bool:
        """Write down that `former` serves again; False when the database could not take it."""
        database = Database(make_engine(self.url, pool_size=1))
        try:
            with database.write() as session:
                model_candidates.put_back(session, datetime.now(UTC), failed.name, former.name, reason)
        except SQLAlchemyError as error:
            log.warning("the way back could not be written down (%s)", type(error).__name__)
            return False
        finally:
            database.dispose()
        return True


@dataclass
class Follower:
    """Replaces the bot when another model must serve; meanwhile the search answers.

    `served` is the last model that answered: the one put back. At the start it is the project's own.
    """

    bot: Child
    model: Path
    live: LiveModels
    make: Callable[[Path], Child]
    looked: float = field(default_factory=time.monotonic)
    served: Path = field(init=False)
    # When the present trial began, and the starts that ended since.
    since: float = field(default_factory=time.monotonic, init=False)
    ended: set[float] = field(default_factory=set, init=False)
    # {model that did not serve: (the one before, reason)} while the database could not take it.
    unwritten: dict[Path, tuple[Path, str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.served = self.live.own

    def look(self) -> None:
        """Look at the bot, and every few seconds at the database; call it every second or so."""
        self._judge()
        if time.monotonic() - self.looked < LOOK:
            return
        self.looked = time.monotonic()
        self._write_down()
        wanted = self.live.wanted()
        if wanted is None or wanted == self.model or wanted in self.unwritten:
            return
        if wanted != self.live.own and not is_whole(wanted):
            self._refuse(wanted, "Le fichier du modèle manque ou est abîmé.")
        else:
            self._take(wanted)

    def _take(self, model: Path) -> None:
        log.warning("the bot takes another model: %s", model.name)
        new = self.make(model)
        self.bot.command, self.bot.prepare, self.model = new.command, new.prepare, model
        self.since, self.ended, self.bot.pause = time.monotonic(), set(), FIRST_PAUSE
        # The watch starts it again, with the new model.
        self.bot.stop()

    def _judge(self) -> None:
        """End the trial of a model: it answers, or the one before takes its place again."""
        if self.model == self.served:
            return
        if self.bot.started_at >= self.since:
            if self.bot.was_healthy:
                self.served = self.model
                return
            if self.bot.ended:
                self.ended.add(self.bot.started_at)
        if len(self.ended) >= FAILED_STARTS:
            self._refuse(self.model, "Le moteur s’arrête au démarrage avec ce modèle.")
        elif time.monotonic() - self.since > TRIAL_SECONDS:
            self._refuse(self.model, f"Le moteur n’a pas répondu en {TRIAL_SECONDS:.0f} secondes avec ce modèle.")

    def _refuse(self, model: Path, reason: str) -> None:
        log.error("the model %s does not serve: %s", model.name, reason)
        self.unwritten[model] = (self.served, reason)
        if self.model == model:
            self._take(self.served)
        self._write_down()

    def _write_down(self) -> None:
        for model, (former, reason) in list(self.unwritten.items()):
            if self.live.put_back(model, former, reason):
                del self.unwritten[model]
