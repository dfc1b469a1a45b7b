"""A message rewritten with the usual spelling of its date words, each written word keeping its place in the original.

The rewritten text is lower case without accents; words are separated by one space, sentences by " . " or " ? ", other
punctuation is " , ". Marks inside numbers ("12/12", "3-5", "12.12") stay.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from langue.dates.spelling import MONTH_NUMBER, MONTH_SHORT, PHRASES, WEEKDAY_NUMBER, WEEKDAY_SHORT, WORDS
from langue.normalise import fold

_TOKEN = re.compile(r"[a-z0-9]+")
_GLUED_MONTH = re.compile(r"(\d{1,2})([a-z]{3,9})")
_DAY = re.compile(r"(?:[12]?\d|3[01])(?:er)?")

_MONTH_BEFORE = frozenset(["en", "debut", "fin", "mi", "mois", "courant", "milieu", "ici"])
_TIME_AFTER = frozenset(["matin", "midi", "soir", "apresmidi", "prochain", "pro", "dernier"])
_CE_AFTER = frozenset(["semaine", "soir", "nuit", "apresmidi", "weekend", "we", "matin", "annee", "hiver"])
_PRO_BEFORE = frozenset(["semaine", "mois", "weekend", "week", "we", "annee", *WEEKDAY_NUMBER])
_COUNTS = frozenset(["dans", "pendant", "depuis", "de", "sur", "les", "d"])
# "we" is an English word too: a message in English holds one of these beside it.
_ENGLISH = frozenset(
    [
        "can",
        "do",
        "are",
        "have",
        "need",
        "shall",
        "if",
        "when",
        "where",
        "what",
        "i",
        "you",
        "they",
        "go",
        "should",
        "must",
        "want",
        "will",
        "could",
    ]
)
_CONTEXTUAL = frozenset(["we", "7", "c", "se", "pro", "pr", "sept", *MONTH_SHORT, *WEEKDAY_SHORT])
_DOTTED = frozenset(["we", "w.e", "w-e", "sem", "proch", "apr"])
_PHRASE_LENGTHS: dict[str, int] = {}
for _phrase in PHRASES:
    _PHRASE_LENGTHS[_phrase[0]] = max(_PHRASE_LENGTHS.get(_phrase[0], 1), len(_phrase))


class Token(NamedTuple):
    """A word as rewritten, and the offsets of what was written in the original text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Rewritten:
    """`text` as rewritten; `starts[i]` is the offset in it of `tokens[i]`."""

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of a non-empty stretch of the rewritten one."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end) - 1, first)
        return self.tokens[first].start, self.tokens[last].end


def rewrite(message: str) -> Rewritten:
    """Rewrite a message of any length; linear in it."""
    folded = fold(message)
    tokens = _merge_phrases(folded, _read_tokens(folded))
    words = [token.text for token in tokens]
    contextual = [i for i, word in enumerate(words) if word in _CONTEXTUAL]
    for i in contextual:
        tokens[i] = tokens[i]._replace(text=_in_context(words, i))
    return _join(folded, _merge_phrases(folded, tokens) if contextual else tokens)


def _read_tokens(folded: str) -> list[Token]:
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        word = match.group()
        glued = _GLUED_MONTH.fullmatch(word) if word[0].isdigit() else None
        month = glued and (MONTH_SHORT.get(glued[2]) or WORDS.get(glued[2], glued[2]))
        if glued and month in MONTH_NUMBER:
            middle = match.start() + glued.start(2)
            tokens += (Token(glued[1], match.start(), middle), Token(month, middle, match.end()))
        else:
            tokens.append(Token(WORDS.get(word, word), match.start(), match.end()))
    return tokens


def _merge_phrases(folded: str, tokens: list[Token]) -> list[Token]:
    merged: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        length = _PHRASE_LENGTHS.get(token.text)
        if length is None:
            merged.append(token)
            position += 1
            continue
        form = None
        while length and form is None:
            part = tokens[position : position + length]
            if len(part) == length and _is_tied(folded, part):
                form = PHRASES.get(tuple(t.text for t in part))
            length -= form is None
        if form is None:
            merged.append(token)
            position += 1
        else:
            merged.append(Token(form, token.start, tokens[position + length - 1].end))
            position += length
    return merged


def _is_tied(folded: str, part: Sequence[Token]) -> bool:
    """Whether only spaces, apostrophes, hyphens, or the marks of "w.e" and "w/e" stand between the words."""
    return all(
        folded[a.end : b.start].strip(" '-") in ("", "." if a.text == "w" else "", "/" if a.text == "w" else "")
        for a, b in pairwise(part)
    )


def _in_context(words: list[str], i: int) -> str:
    """The usual form of a word that only its neighbours make clear; the word itself elsewhere."""
    word = words[i]
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if word == "we" and not {before, after} & _ENGLISH:
        return "weekend"
    if word in ("7", "c", "se") and after in _CE_AFTER:
        return word if before in _COUNTS and word == "7" else "ce"
    if word in ("pro", "pr") and before in _PRO_BEFORE:
        return "prochain"
    if word in MONTH_SHORT and (_DAY.fullmatch(before) or before in _MONTH_BEFORE):
        return MONTH_SHORT[word]
    if word == "sept":
        return "7"
    if len(words) == 1 and word in WEEKDAY_SHORT and word != "jeu":
        return WEEKDAY_SHORT[word]
    if word in WEEKDAY_SHORT and _is_short_weekday(word, before, after):
        return WEEKDAY_SHORT[word]
    return word


def _is_short_weekday(word: str, before: str, after: str) -> bool:
    if before in ("la", "bord", "de") and word == "mer":
        return False
    if _DAY.fullmatch(after) or (after in _TIME_AFTER and word != "jeu"):
        return True
    if word == "dim" or (word == "sam" and (before in ("we", "weekend") or after in ("dim", "dimanche"))):
        return True
    return before == "ce" and word != "jeu"


def _join(folded: str, tokens: list[Token]) -> Rewritten:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for i, token in enumerate(tokens):
        mark = _mark(folded, tokens[i - 1], token) if i else ""
        parts += (mark, token.text)
        starts.append(length + len(mark))
        length += len(mark) + len(token.text)
    tail = folded[tokens[-1].end :] if tokens else ""
    parts.append(" ?" if "?" in tail else "")
    return Rewritten("".join(parts), tuple(tokens), tuple(starts))


def _mark(folded: str, before: Token, after: Token) -> str:
    """What stands between two words, made plain."""
    raw = folded[before.end : after.start]
    if raw == " ":
        return raw
    marks = raw.strip(" '")
    if not marks:
        return " "
    if before.text[-1].isdigit() and after.text[0].isdigit() and marks in ("/", ".", "-", ":"):
        return marks
    if marks == "-" and raw != marks:
        return " - "
    if marks == "-" or (marks == "." and _is_abbreviated(folded, before)):
        return " "
    if marks in ("/", "&", "+"):
        return " et "
    if "?" in marks:
        return " ? "
    return " . " if any(mark in marks for mark in ".!;\n") else " , "


def _is_abbreviated(folded: str, token: Token) -> bool:
    written = folded[token.start : token.end]
    return written in WEEKDAY_SHORT or written in MONTH_SHORT or written in _DOTTED
