"""A message cut into words with their offsets, their capitals and their accents."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from langue.normalise import fold
from langue.placenames.forms import SAINTS

# Words beyond this are not read: a message has 1,000 characters at most, e-mails pasted into it some more.
LIMIT = 8_000

_WORD = re.compile(r"[a-z0-9]+")
# Addresses hold names that are no request: « contact@mairie-firminy.fr », « www.loire.fr ».
_ADDRESS = re.compile(
    r"(?<!\S)\S{1,100}@\S{1,100}|(?<!\S)(?:https?://|www\.)\S+"
    r"|(?<![a-z0-9.-])(?:[a-z0-9-]{1,60}\.){1,5}(?:fr|com|org|net)\b\S*"
)
_SAINT = {"st": "saint", "ste": "sainte", "snt": "saint", "snte": "sainte", "sts": "saint", "sain": "saint"}
# One letter from « saint », and words.
_NOT_SAINT = frozenset(
    [
        "saine",
        "saines",
        "sains",
        "sait",
        "sante",
        "santes",
        "sants",
        "stint",
        "satin",
        "sang",
        "sans",
        "suint",
        "soins",
        "soient",
        "sein",
        "seins",
    ]
)
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_STOPS = frozenset(".!?;:\n…")
_CLOSED = frozenset('.!?;:,\n…()/|«»"“”')


class Token(NamedTuple):
    """A word: as folded, as read in a name (`st` is `saint`), where it stands and how it was written."""

    word: str
    name: str
    start: int
    end: int
    capital: bool  # begins with a capital in a message that also has small letters
    opens: bool  # first of a sentence: its capital tells nothing
    accented: bool
    after_break: bool  # a comma, full stop or bracket stands before it
    tied: bool  # a hyphen or an apostrophe, and nothing else, ties it to the word before

    @property
    def first(self) -> str:
        """As the first word of a name: "au Puy" and "du Puy" name Le Puy."""
        return _CONTRACTED.get(self.name, self.name)


@dataclass(frozen=True)
class Words:
    """The tokens of a message, and what its writing tells."""

    text: str
    folded: str
    tokens: tuple[Token, ...]
    has_accents: bool


def tokenise(text: str) -> Words:
    """Cut at everything that is no letter or digit; e-mail and web addresses are left out."""
    text = text[:LIMIT]
    folded = fold(text)
    if "@" in folded or "." in folded:
        folded = _ADDRESS.sub(lambda found: " " * len(found.group()), folded)
    shouting = _shouting(text)
    tokens: list[Token] = []
    end = 0
    for found in _WORD.finditer(folded):
        word, start, gap = found.group(), found.start(), folded[end : found.start()]
        written = text[start : found.end()]
        tokens.append(
            Token(
                word=word,
                name=_as_name(word, folded, start, found.end()),
                start=start,
                end=found.end(),
                capital=not shouting and written[0].isupper(),
                opens=not tokens or not _STOPS.isdisjoint(gap),
                accented=not written.isascii(),
                after_break=not _CLOSED.isdisjoint(gap),
                tied=gap in ("-", "'"),
            )
        )
        end = found.end()
    return Words(text, folded, tuple(_join_dotted(tokens)), any(token.accented for token in tokens))


def _as_name(word: str, folded: str, start: int, end: int) -> str:
    if word in ("s", "sr") and (word == "sr" or folded[end : end + 1] == "/"):
        return "sur"  # « Monistrol s/ Loire »
    if word[0] == "s" and 4 <= len(word) <= 7 and word not in _NOT_SAINT:
        return _misspelt_saint(word)
    return _SAINT.get(word, word)


@lru_cache(maxsize=2_000)
def _misspelt_saint(word: str) -> str:
    """« siant », « sainnte »: one edit from « saint » or « sainte »."""
    for saint in ("sainte", "saint") if word.endswith("e") else ("saint", "sainte"):
        if OSA.distance(word, saint, score_cutoff=1) <= 1:
            return saint
    return word


def _join_dotted(tokens: list[Token]) -> list[Token]:
    """« s.t », « s t » before a name: one word, « saint »."""
    joined: list[Token] = []
    for token in tokens:
        if token.word in ("t", "te") and joined and joined[-1].word == "s" and token.start - joined[-1].end <= 1:
            s = joined.pop()
            name = "saint" if token.word == "t" else "sainte"
            token = Token(
                s.word + token.word, name, s.start, token.end, s.capital, s.opens, False, s.after_break, s.tied
            )
        joined.append(token)
    return joined


def _shouting(text: str) -> bool:
    """Nearly all capitals, or hardly a small letter: capitals tell nothing."""
    letters = sum(map(str.isalpha, text))
    return letters > 3 and sum(map(str.isupper, text)) > 0.7 * letters


def is_saint(token: Token) -> bool:
    """Whether the word is « saint » or « sainte », shortened or not."""
    return token.name in SAINTS
