"""Editors signed in on the real application; the fixtures of the counter serve here too."""

import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from langue.gazetteer import Gazetteer
from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import Record
from pistes.seed.content import load_seed
from pistes.services.editing.filled import data_of
from pistes.services.editing.places import Places
from tests.api.accueil.conftest import CONTACT, NOTE, PASSWORD, RECORD, Signed, record, sign_in
from tests.servers import Postgres

__all__ = ["CONTACT", "NOTE", "PASSWORD", "RECORD", "Signed", "record", "sign_in"]
_NUMBERS = count()


@pytest.fixture(scope="session")
def content(postgres: Postgres) -> Postgres:
    """A cluster whose database `content` holds the project's own content, made once a worker."""
    database = Database(make_engine(postgres.create("content")))
    schema.upgrade(database.engine)
    with database.write() as session:
        load_seed(session)
    database.dispose()
    return postgres


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, seeded: tuple[Path, Gazetteer], tmp_path: Path) -> Iterator[Database]:
    """A copy of the filled database for one test, on both kinds."""
    if request.param == "sqlite":
        copy = tmp_path / "passerelle.db"
        shutil.copy(seeded[0], copy)
        url = f"sqlite:///{copy}"
    else:
        url = request.getfixturevalue("content").create(f"edited_{next(_NUMBERS)}", template="content")
    made = Database(make_engine(url))
    yield made
    made.dispose()


@pytest.fixture
def editor(sign_in: Callable[..., Signed]) -> Signed:
    """An editor of both départements."""
    return sign_in("editor")


@pytest.fixture
def administrator(sign_in: Callable[..., Signed]) -> Signed:
    return sign_in("administrator")


@pytest.fixture
def places(seeded: Any) -> Places:
    return Places.of(seeded[1])


@pytest.fixture
def form_of(database: Database, places: Places) -> Callable[..., dict[str, Any]]:
    """The form of a stored record as a browser sends it; keyword arguments replace inputs."""

    def build(record_id: str, action: str = "publish", **changes: Any) -> dict[str, Any]:
        with database.read() as session:
            record = session.get(Record, record_id)
            assert record is not None
            data: dict[str, Any] = {**data_of(record, places), "version": str(record.version), "action": action}
        return {**data, **changes}

    return build


def text_of(html: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def stored(database: Database, record_id: str) -> Any:
    with database.read() as session:
        found = session.get(Record, record_id)
        if found is not None:
            _ = found.departments, found.__dict__, getattr(found, "phones", None)
        return found
