"""The real application over a migrated, seeded SQLite database; only the bot is a hand-written fake."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from api.app import create_app
from api.chat.admission import Admission
from api.chat.bot import BotUnavailable
from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.context import Context
from api.late_writes import LateWrites
from api.limits import NoLimits
from langue.gazetteer import Gazetteer
from passerelle.settings import Settings
from passerelle.wiring import DOMAIN
from pistes import schema
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.search import SearchEngine
from pistes.seed.content import load_seed
from pistes.services.gazetteer import export_snapshot

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)


class FakeBot:
    """The bot and its actions: gives the answer it was told to give, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.down = False
        self.output: dict[str, Any] = {}
        self.intent = "greet"
        self.understood: dict[str, Any] = {}
        self.say("utter_chitchat__greet", outcome="chitchat")

    def say(self, name: str, outcome: str = "answered", results: tuple[str, ...] = (), **more: Any) -> None:
        """Answer with one response and these records from now on."""
        self.output = {
            "outcome": outcome,
            "criteria": {},
            "messages": [{"name": name, "values": {}}],
            "results": [{"id": record_id} for record_id in results],
            "suggestions": [],
            "danger": False,
            "plain": False,
            "state": {"topic": "event"},
            **more,
        }

    async def ask(self, turn: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(turn)
        if self.down:
            raise BotUnavailable
        intent = {"name": self.intent, "confidence": 0.9}
        return {
            "text": turn["text"],
            "intent": intent,
            "ranking": [intent],
            "understood": self.understood,
            "action": f"action_{self.intent}",
        }

    def run(self, name: str, message: dict[str, Any], session: Session) -> dict[str, Any]:
        """The action that the bot chose: it is told the state of the dialogue too."""
        self.asked[-1] |= message["metadata"]
        return self.output

    async def ready(self) -> bool:
        return not self.down

    async def close(self) -> None:
        pass


class KeptTexts:
    """Remembers the texts given for masking."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def put(self, turn_key: str, text: str) -> None:
        self.texts.append(text)

    def forget(self, conversation_id: str) -> None:
        pass

    def waiting(self) -> int:
        return 0


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Gazetteer]:
    """A database with the project's own content, made once a worker, and its gazetteer."""
    path = tmp_path_factory.mktemp("seeded") / "passerelle.db"
    database = Database(make_engine(f"sqlite:///{path}"))
    schema.upgrade(database.engine)
    with database.write() as session:
        load_seed(session)
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    return path, gazetteer


@pytest.fixture
def database(seeded: tuple[Path, Gazetteer], tmp_path: Path) -> Iterator[Database]:
    """A copy of the seeded database for one test."""
    copy = tmp_path / "passerelle.db"
    shutil.copy(seeded[0], copy)
    made = Database(make_engine(f"sqlite:///{copy}"))
    yield made
    made.dispose()


@pytest.fixture
def bot() -> FakeBot:
    return FakeBot()


@lru_cache(maxsize=1)
def _wording() -> Wording:
    """Read once: nothing changes it, and reading it takes most of the time of a short test."""
    return Wording.load(DOMAIN)


def context_over(gazetteer: Gazetteer, database: Database, bot: FakeBot, /, **changes: Any) -> Context:
    """A context over `database`; keyword arguments replace its fields."""
    fields: dict[str, Any] = {
        "database": database,
        "search": SearchEngine(gazetteer),
        "gazetteer": gazetteer,
        "clock": lambda: NOW,
        "wording": _wording(),
        "emergency": EmergencyDesk(database),
        "bot": bot,
        "actions": bot,
        "limits": NoLimits(),
        "exchange_log": KeptTexts(),
        "late": LateWrites(database),
        "admission": Admission(64),
        "secret": "a secret of thirty-two characters",
        "env": "test",
        "version": "0",
        "default_site": "42",
        "show_examples": True,
        "behind_tls": False,
        "settings": Settings(env="test"),
    }
    return Context(**{**fields, **changes})


@pytest.fixture
def make_context(seeded: tuple[Path, Gazetteer], database: Database, bot: FakeBot) -> Callable[..., Context]:
    """Builds a context; keyword arguments replace its fields."""
    return partial(context_over, seeded[1], database, bot)


@pytest.fixture
def context(make_context: Callable[..., Context]) -> Context:
    return make_context()


@pytest.fixture
def client(context: Context) -> Iterator[TestClient]:
    with TestClient(create_app(context)) as made:
        yield made
