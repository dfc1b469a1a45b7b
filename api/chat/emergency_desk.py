"""Help lines and their rules, in a small database of their own in memory: danger is answered with everything else down."""

import logging
import threading
import time
from datetime import datetime
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from langue.guard import Danger
from pistes.database import Database
from pistes.importers.passerelle_records import read_record, write_record
from pistes.models import Base, Department, HelpLine, HelpLineRule
from pistes.services import emergency
from pistes.services.cards import card

log = logging.getLogger(__name__)

# Seconds before an editor's change of a help line is seen.
REFRESH = 60.0


class EmergencyDesk:
    """Answers « which lines, in which order » from memory, refreshed from the database while it is there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._memory = _copy(database)
        self._copied_at = time.monotonic()

    def cards(self, danger: Danger, now: datetime, *, plain: bool) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The help lines as results, the right one first, three at most; and the values for the sentences."""
        self._refresh()
        with self._lock, self._memory() as session:
            lines = emergency.lines_for(session, danger, now)
            cards = [card(line, now, plain=plain) for line in lines]
            return cards, emergency.render_values(lines, now)

    def _refresh(self) -> None:
        if time.monotonic() - self._copied_at < REFRESH:
            return
        self._copied_at = time.monotonic()
        try:
            memory = _copy(self._database)
        except SQLAlchemyError as error:
            log.warning("help lines not refreshed (%s), the last good ones are used", type(error).__name__)
            return
        with self._lock:
            self._memory = memory


def _copy(database: Database) -> "sessionmaker[Session]":
    with database.read() as session:
        lines = [write_record(line) for line in session.scalars(select(HelpLine).where(HelpLine.published))]
        rules = [
            {"kind": r.kind, "immediate": r.immediate, "writer": r.writer, "lines": r.lines}
            for r in session.scalars(select(HelpLineRule))
        ]
        departments = [(d.code, d.name, d.of_name) for d in session.scalars(select(Department))]
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    memory = sessionmaker(engine, expire_on_commit=False)
    with memory.begin() as session:
        session.add_all(Department(code=code, name=name, of_name=of_name) for code, name, of_name in departments)
        session.flush()
        session.add_all(read_record(line) for line in lines)
        session.add_all(HelpLineRule(**rule) for rule in rules)
    return memory
