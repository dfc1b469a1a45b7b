"""Editors signed in on the real application; the fixtures of the counter serve here too."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from pistes.database import Database
from pistes.models import Record
from pistes.services.editing.filled import data_of
from pistes.services.editing.places import Places
from tests.api.accueil.conftest import CONTACT, NOTE, PASSWORD, RECORD, Signed, record, sign_in

__all__ = ["CONTACT", "NOTE", "PASSWORD", "RECORD", "Signed", "record", "sign_in"]


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
