"""Every way of writing a name: with or without its article or its linking words, shortened to its beginning.

A form is « glued »: folded words without separators, so that "St Just-Malmont" and "stjustmalmont" are one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from langue.normalise import key
from langue.placenames.words import PlaceWords

ARTICLES = frozenset(("le", "la", "les", "l"))
LINKS = frozenset(("sur", "en", "de", "d", "du", "des", "sous", "pres", "lez", *ARTICLES))
SAINTS = frozenset(("saint", "sainte"))

# How much must stand beside a form before it is believed.
STRONG, WEAK, STRICT = 0, 1, 2


@dataclass(frozen=True)
class Form:
    """One way of writing a name."""

    glued: str
    parts: int  # words it is written with
    need: int  # STRONG, WEAK or STRICT
    head: bool = False  # only the beginning of the name


def forms_of(name: str, words: PlaceWords, *, heads: bool) -> Iterator[Form]:
    """The forms of a commune's name; with `heads`, also its beginnings ("Monistrol", "Saint-Just")."""
    tokens = key(name).split()
    bodies = [tokens]
    if tokens[0] in ARTICLES and len(tokens) > 1:
        bodies.append(tokens[1:])
    for body in bodies:
        yield _form(body, words)
        short = [token for place, token in enumerate(body) if place == 0 or token not in LINKS]
        if len(short) < len(body):
            yield _form(short, words)
        if heads:
            yield from _heads(body, words)


def _heads(body: list[str], words: PlaceWords) -> Iterator[Form]:
    for size in range(1, len(body)):
        head = body[:size]
        if head[-1] in LINKS or head[-1] in SAINTS or " ".join(head) in words.never_heads:
            continue
        yield _form(head, words, head=True)


def _form(tokens: list[str], words: PlaceWords, *, head: bool = False) -> Form:
    return Form("".join(tokens), len(tokens), need_of(tokens, words), head)


def need_of(tokens: list[str], words: PlaceWords) -> int:
    """What a form needs: one ordinary or very short word is weak, some are stricter still, the rest is strong."""
    content = [token for token in tokens if token not in LINKS]
    if len(content) != 1:
        return STRONG
    word = content[0]
    if word in words.strict:
        return STRICT
    if word in words.trusted:
        return STRONG
    return WEAK if len(word) <= 4 or word in words.weak or word in words.common else STRONG
