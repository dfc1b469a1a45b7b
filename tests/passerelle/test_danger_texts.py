"""In production nobody in danger reads a text that no professional has read, unless the operator says so."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from api.admin.danger_texts import texts_to_review, without_review
from passerelle.commands.run import check_danger_texts, prepare_database
from passerelle.processes import StartFailed
from passerelle.settings import Settings
from pistes.database import Database, make_engine
from pistes.models import HelpLine
from pistes.services.accounts import SignedIn
from pistes.services.editing import reviews

NOW = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Paris"))
EDITOR = SignedIn(1, "camille", "Camille", "administrator", ("42", "43"), "", "", locked=False)


@pytest.fixture
def production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("CLOCK", "RATE_LIMIT", "DATABASE_URL", "DANGER_TEXTS_ACCEPTED"):
        monkeypatch.delenv(f"PASSERELLE_{name}", raising=False)
    monkeypatch.setenv("PASSERELLE_ENV", "production")
    monkeypatch.setenv("PASSERELLE_SECRET", "x" * 32)
    monkeypatch.setenv("PASSERELLE_VAR", str(tmp_path))
    return Settings()


@pytest.fixture
def database(production: Settings, tmp_path: Path) -> Database:
    prepare_database(production.database, tmp_path, None, examples=False)
    return Database(make_engine(production.database))


def read_by_a_professional(database: Database) -> None:
    with database.write() as session:
        for name, said in texts_to_review(session).items():
            reviews.record_review(session, EDITOR, name, said, "Psychologue, exemple", NOW.date(), "", NOW)


def test_without_a_database_nothing_was_read(production: Settings) -> None:
    with pytest.raises(StartFailed, match="aucune relecture notée"):
        check_danger_texts(production)


def test_the_message_counts_the_texts_that_are_left(production: Settings, database: Database) -> None:
    with database.read() as session:
        left = len(without_review(session))
    assert left > 20
    with pytest.raises(StartFailed, match=f"il en reste {left}"):
        check_danger_texts(production)


def test_texts_that_were_all_read_are_accepted(production: Settings, database: Database) -> None:
    read_by_a_professional(database)
    check_danger_texts(production)


def test_a_text_changed_after_its_reading_is_refused(production: Settings, database: Database) -> None:
    read_by_a_professional(database)
    with database.write() as session:
        session.get_one(HelpLine, "aide:119").summary = "Autre texte."
    with pytest.raises(StartFailed, match="il en reste 1"):
        check_danger_texts(production)


def test_the_operator_may_accept_them_as_they_are(production: Settings) -> None:
    check_danger_texts(production.model_copy(update={"danger_texts_accepted": True}))
