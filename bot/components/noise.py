"""Slips of the finger added to training sentences, so that a misspelt message is understood as the right one.

Each slip is of a kind that phone keyboards make: a letter lost, doubled, exchanged with its neighbour in the word or on the
keyboard, a lost space, the wrong ending of a verb. Public: `misspelt`.
"""

import random
import re

# Rows of the French keyboard: a finger slips to the next key.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_BESIDE = {
    key: "".join(row[at] for at in (place - 1, place + 1) if 0 <= at < len(row))
    for row in _ROWS
    for place, key in enumerate(row)
}
# Spellings that sound alike, written one for the other.
_SOUNDS = (
    ("er", "é"), ("é", "er"), ("ez", "er"), ("eau", "o"), ("au", "o"), ("an", "en"), ("en", "an"), ("ph", "f"), ("qu", "k"),
    ("ss", "s"), ("s", "ss"), ("tt", "t"), ("mm", "m"), ("nn", "n"), ("ll", "l"), ("ai", "é"), ("c", "s"), ("in", "ain"),
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{4,}")
# One slip in about so many words of four letters or more, at least one.
_WORDS_A_SLIP = 6


def misspelt(text: str, chance: random.Random) -> str:
    """`text` with one slip or more; unchanged when it has no word of four letters."""
    words = list(_WORD.finditer(text))
    for found in sorted(
        chance.sample(words, min(len(words), 1 + len(words) // _WORDS_A_SLIP)), key=lambda m: -m.start()
    ):
        text = text[: found.start()] + _slip(found.group(), chance) + text[found.end() :]
    return text


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(6)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 3:
        return word[:at] + chance.choice(_BESIDE.get(word[at].lower()) or word[at]) + word[at + 1 :]
    alike = [(sound, other) for sound, other in _SOUNDS if sound in word[1:]]
    if not alike:
        return word[:-1]
    sound, other = chance.choice(alike)
    return word[0] + word[1:].replace(sound, other, 1)
