"""How much of Duckling's own French corpus a date parser reads right: the examples of a day or longer.

Run: `python -m evaluation.dates CORPUS.json [--url http://127.0.0.1:8001]`, in the bot's Python when no URL is given.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

_LONG_GRAINS = frozenset(["day", "week", "month", "quarter", "year"])
_GOAL = 0.97


class Interval(Protocol):
    """What is compared of a parser's answer: the stretch of text and the civil instants [begin, finish)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def begin(self) -> datetime | None: ...
    @property
    def finish(self) -> datetime | None: ...


class Parser(Protocol):
    """Finds intervals in French text."""

    def parse(self, text: str, now: datetime) -> Sequence[Interval]: ...


def measure_duckling(path: Path, parser: Parser) -> dict[str, Any]:
    """Read the corpus at `path` with `parser`.

    Returns {"examples": n, "right": k, "share": k/n, "wrong": [{"text", "expected", "found"}…], "negatives": n,
    "false_alarms": [text…]}. An example is right when the longest interval found is the expected one to the second.
    """
    corpus = json.loads(path.read_text(encoding="utf-8"))
    now = datetime.fromisoformat(corpus["reference_time"])
    examples = [example for example in corpus["examples"] if example["grain"] in _LONG_GRAINS]
    wrong = []
    for example in examples:
        expected, found = _expected(example), _longest(parser.parse(example["text"], now))
        if expected != found:
            wrong.append({"text": example["text"], "expected": _written(expected), "found": _written(found)})
    right = len(examples) - len(wrong)
    return {
        "examples": len(examples),
        "right": right,
        "share": right / len(examples),
        "wrong": wrong,
        "negatives": len(corpus["negative"]),
        "false_alarms": [text for text in corpus["negative"] if parser.parse(text, now)],
    }


_Bounds = tuple[datetime | None, datetime | None]


def _expected(example: Mapping[str, str]) -> _Bounds:
    begin, finish = datetime.fromisoformat(example["start"]), example.get("end")
    if example["type"] == "open_after":
        return begin, None
    return begin, datetime.fromisoformat(finish) if finish else None


def _longest(intervals: Sequence[Interval]) -> _Bounds | None:
    if not intervals:
        return None
    best = max(intervals, key=lambda interval: interval.end - interval.start)
    return best.begin, best.finish


def _written(bounds: _Bounds | None) -> list[str | None] | None:
    return [instant.isoformat() if instant else None for instant in bounds] if bounds else None


def _parser(url: str | None) -> Parser:
    # Imported here: measuring another parser must not need the bot's environment.
    from bot.components.duckling import DucklingServer, NativeDuckling

    return DucklingServer(url, timeout_seconds=5) if url else NativeDuckling()


def main() -> int:
    """Print the figures as JSON; exit code 1 below the goal of 97 %."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--url", help="adresse d'un serveur Duckling")
    options = arguments.parse_args()
    figures = measure_duckling(options.corpus, _parser(options.url))
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(figures["share"] < _GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
