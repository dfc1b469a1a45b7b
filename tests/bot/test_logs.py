"""The bot's logs hold nothing a resident wrote."""

import json
import logging
import sys

from bot.logs import JsonLines

TEXT = "ma phrase que personne ne doit lire"


def record(message: str, exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("rasa.core.processor", logging.ERROR, "p.py", 7, message, (), exc_info)  # type: ignore[arg-type]


def test_a_line_says_how_grave_who_and_where() -> None:
    found = json.loads(JsonLines().format(record("failed")))
    assert (found["level"], found["logger"], found["from"].split()[0]) == ("error", "rasa.core.processor", "p:7")


def test_no_word_of_a_message_passes() -> None:
    try:
        raise ValueError(TEXT)
    except ValueError:
        line = JsonLines().format(record(f"could not read '{TEXT}'", sys.exc_info()))
    assert TEXT not in line
    assert json.loads(line)["error"] == "ValueError"
    assert "\n" not in line
