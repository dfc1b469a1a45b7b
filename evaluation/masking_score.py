"""How much personal data the masker takes out: `python -m evaluation.masking_score [FILE]`, totals only.

A span counts as masked when none of its text is left at its place; a clean text counts as touched when a single
character of it changed.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from evaluation.measures import Table
from langue.gazetteer import Gazetteer
from passerelle.settings import ROOT, Settings
from pistes.database import Database, make_engine
from pistes.masking import Masker
from pistes.services.gazetteer import export_snapshot

SETS = ROOT / "evaluation" / "masking" / "masking.jsonl"


def kept_of(text: str, masked: str, start: int, end: int) -> bool:
    """Whether something of `text[start:end]` is still readable: one of its words of three signs or more, or all of it."""
    words = [word for word in text[start:end].split() if len(word) > 2] or [text[start:end]]
    before, after = text[:start] + text[end:], masked
    return any(after.count(word) > before.count(word) for word in words)


def score(masker: Masker, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Share of spans masked by type, of all identifiers, of names, and of clean texts touched; milliseconds a message."""
    table, by_type, times = Table(), Table(), []
    for row in rows:
        begun = time.perf_counter()
        masked = masker.mask(row["text"])
        times.append(1000 * (time.perf_counter() - begun))
        for span in row["spans"]:
            gone = not kept_of(row["text"], masked, span["start"], span["end"])
            by_type.add(span["type"], gone)
            table.add("names" if span["type"] == "name" else "identifiers", gone)
        if row["clean"]:
            table.add("clean_touched", masked != row["text"])
    times.sort()
    figures = {"p50": times[len(times) // 2], "p95": times[int(len(times) * 0.95)]}
    return {**table.as_dict(), "by_type": by_type.as_dict(), "milliseconds": figures}


def main() -> None:
    """See the module."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SETS
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with Database(make_engine(Settings().database)).read() as session:
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
    print(json.dumps(score(Masker(gazetteer), rows), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
