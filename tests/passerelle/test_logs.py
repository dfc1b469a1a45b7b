"""Logs are JSON lines, and hold nothing a resident wrote."""

import json
import logging
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from passerelle.logs import JsonLines
from pistes.database import make_engine

TEXT = "ma phrase que personne ne doit lire"


def line(record: logging.LogRecord) -> dict:
    written = JsonLines().format(record)
    assert "\n" not in written
    found: dict = json.loads(written)
    return found


def record(message: str = "answered", exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("api.chat", logging.WARNING, "f.py", 1, message, (), exc_info)  # type: ignore[arg-type]


def test_a_line_says_when_who_and_what() -> None:
    found = line(record())
    assert found["level"] == "warning"
    assert found["logger"] == "api.chat"
    assert found["message"] == "answered"
    assert found["at"].endswith("+00:00")


def test_only_listed_fields_pass() -> None:
    made = record()
    made.outcome, made.ms, made.text = "answered", 12, TEXT
    found = line(made)
    assert (found["outcome"], found["ms"]) == ("answered", 12)
    assert TEXT not in json.dumps(found, ensure_ascii=False)


def test_an_exception_is_its_type_and_place_without_its_words() -> None:
    try:
        raise ValueError(TEXT)
    except ValueError:
        found = line(record("failed", sys.exc_info()))
    assert found["error"] == "ValueError"
    assert "test_logs.py" in found["where"][0]
    assert TEXT not in json.dumps(found, ensure_ascii=False)


def test_what_the_database_refused_is_not_quoted(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection, pytest.raises(SQLAlchemyError) as refused:
        connection.execute(text("INSERT INTO nothing VALUES (:text)"), {"text": TEXT})
    assert TEXT not in str(refused.value)
