"""Writes `langue/data/spacing_words.txt`: the words of the training sentences and of place names, with how often each comes.

Run again when sentences or départements join: `uv run python scripts/derive_spacing_words.py`.
"""

import collections
import csv
import re
from pathlib import Path

from nlu_sentences import sentences

from langue.normalise import fold

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "langue" / "data" / "spacing_words.txt"
# A form written less often is as likely a slip of the finger.
AT_LEAST = 2
# A name of commune counts as often as this: a resident writes the names near home, not all alike.
A_PLACE = 10
# The words of one letter; another letter alone stands for a longer word, and would cut words into letters.
LETTERS = frozenset("acdjlmnsty")
_WORD = re.compile(r"[a-z]+")


def counts() -> collections.Counter[str]:
    """Folded word → how often it is written."""
    found: collections.Counter[str] = collections.Counter()
    for text in sentences():
        found.update(_WORD.findall(fold(text)))
    kept = {word: n for word, n in found.items() if n >= AT_LEAST and (len(word) > 1 or word in LETTERS)}
    with (ROOT / "pistes" / "seed" / "communes.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in _WORD.findall(fold(row["nom"])):
                if len(word) > 1:
                    kept[word] = max(kept.get(word, 0), A_PLACE)
    return collections.Counter(kept)


def main() -> None:
    """See the module."""
    lines = [f"{word} {n}" for word, n in sorted(counts().items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
