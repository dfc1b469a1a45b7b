"""Messages written without spaces: « oùestlepointdaccueil » becomes « où est le point daccueil ».

A very long run of letters, or a message that is one run, is cut into the likeliest sequence of known words, each word as
likely as it is frequent in the training sentences (`data/spacing_words.txt`, by `scripts/derive_spacing_words.py`).
"""

import math
import re
from functools import lru_cache
from pathlib import Path

from langue.normalise import fold

_FILE = Path(__file__).parent / "data" / "spacing_words.txt"
# Longer than any word residents write that is not known. Nothing within an address of a page or a mailbox is cut.
_GLUED = re.compile(r"(?<![\w'’@/.:-])(?:[^\W_]|['’]){18,400}(?![\w'’@/:]|\.\w)")
_ALONE = re.compile(r"\A(?:[^\W_]|['’]){10,17}(?=[\s.!?…]*\Z)")
_DIGITS = re.compile(r"(\d+)")
_HELD = re.compile(r"[^\W\d_]+['’]?|['’]")
# Fewer words than these may be one long word that is not known (« visioconférencier »).
_LEAST_WORDS, _LEAST_WORDS_ALONE = 4, 3
# Cost a letter of a message that is one run. Measured on first words of training sentences, glued, and on words of ten
# letters or more that are not known: 68 % of the first cost less, 2.8 % of the second. A sentence seldom costs over 2.5.
_DEAREST, _DEAREST_ALONE = 2.5, 2.0


@lru_cache(maxsize=1)
def _costs() -> dict[str, float]:
    """Known word → its cost, minus the logarithm of its share of all words."""
    counts = dict(line.split() for line in _FILE.read_text(encoding="utf-8").splitlines())
    total = sum(map(int, counts.values()))
    return {word: math.log(total / int(count)) for word, count in counts.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _costs()))


def with_spaces(text: str) -> str:
    """`text` with spaces between the words of what was written without any; unchanged when nothing was.

    Never raises; linear in the length of the text.
    """
    text = _ALONE.sub(lambda found: _spaced(found.group(), _LEAST_WORDS_ALONE, _DEAREST_ALONE), text)
    return _GLUED.sub(lambda found: _spaced(found.group(), _LEAST_WORDS, _DEAREST), text)


def _spaced(run: str, least_words: int, dearest: float) -> str:
    pieces: list[str] = []
    cost = 0.0
    for part in _DIGITS.split(run):
        for held in [part] if part.isdigit() else _HELD.findall(part):
            cut, dear = ([held], 0.0) if held.isdigit() else _cut(held)
            pieces += cut
            cost += dear
    if len(pieces) < least_words or cost > dearest * len(run):
        return run
    return " ".join(pieces).replace("' ", "'").replace("’ ", "’")


def _cut(letters: str) -> tuple[list[str], float]:
    """The likeliest known words that make up `letters`, as they are written in it, and their cost: infinite for none.

    An apostrophe at the end stays with the word before it.
    """
    folded = fold(letters.rstrip("'’"))
    costs, longest = _costs(), _longest()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(folded) + 1):
        starts = range(max(0, end - longest), end)
        best.append(min((best[start][0] + costs.get(folded[start:end], math.inf), start) for start in starts))
    cuts: list[str] = []
    end = len(folded)
    while end:
        start = best[end][1]
        cuts.append(letters[start : end if end < len(folded) else None])
        end = start
    return cuts[::-1], best[-1][0]
