"""The words of opening hours: a cell of one day, or a sentence for the week, into minutes after midnight."""

import re
import unicodedata
from functools import lru_cache
from typing import NoReturn

Ranges = list[tuple[int, int]]

_TIME = r"(?:[01]?\d|2[0-4])\s*(?:[h:]\s*(?:[0-5]\d)?|heures?)"
_TOKEN = re.compile(
    r"(?P<always>24\s*h?\s*/\s*24(?:\s*h)?|24\s*heures sur 24|jour et nuit)"
    rf"|(?P<time>{_TIME}|midi|minuit)|(?P<week>7\s*j?(?:ours)?\s*(?:/|sur)\s*7)"
    r"|(?P<day>lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lun\b|mar\b|mer\b|jeu\b|ven\b|sam\b|dim\b)"
    r"|(?P<all>tous les jours|toute la semaine|7 jours)|(?P<sauf>sauf|excepte)|(?P<closed>fermee?s?|fermeture)"
    r"|(?P<to>jusqu'a|->|→|-|\bau?\b)|(?P<also>/|&|\+|,|\bet\b|\bpuis\b)|(?P<stop>;|\.|\||\n)"
    r"|(?P<noise>:|\(|\)|\bde\b|\bdu\b|\bdes\b|\bles?\b|\bla\b|\bouverts?\b|\bouverte?\b|\bouverture\b|\bhoraires?\b|\baccueil\b|\bpublic\b|\bmatin\b(?=.{0,6}\d)|\bd'|\bl'|\s+)"
)
_DAYS = {"lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6}
_RANGE = re.compile(rf"({_TIME}|midi)\s*(?:-|/|a|→)\s*({_TIME}|midi|minuit)", re.I)
_CLOSED_CELL = frozenset({"", "-", "–", "—", "ferme", "fermee", "x", "néant", "neant", "non"})
_BETWEEN = re.compile(r"(?:\s|/|,|;|&|\bet\b|\bpuis\b|\bde\b|\+)*")


class Unreadable(ValueError):
    """The words cannot be read for sure; the message says which, in French."""


def normalised(text: str) -> str:
    """Lower case, no accents, one kind of dash and apostrophe."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in bare if not unicodedata.combining(char)).lower()
    return re.sub(r"[‐‑‒–—−]", "-", bare).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ").strip()


def day_ranges(cell: str) -> Ranges:
    """Ranges of one day's cell, in its order, doubles kept; empty when it says closed. Raises `Unreadable`."""
    return list(_day_ranges(cell))


# The same few cells stand on every line of a list.
@lru_cache(maxsize=4096)
def _day_ranges(cell: str) -> Ranges:
    text = normalised(cell).removeprefix("sans rendez-vous").strip(" :")
    if text in _CLOSED_CELL:
        return []
    ranges: Ranges = []
    position = 0
    for match in _RANGE.finditer(text):
        if not _BETWEEN.fullmatch(text[position : match.start()]):
            raise Unreadable(f"mots non compris « {cell[:80]} »")
        ranges.append(_span(minutes(match.group(1)), minutes(match.group(2)), cell))
        position = match.end()
    if not ranges or not _BETWEEN.fullmatch(text[position:]):
        raise Unreadable(f"mots non compris « {cell[:80]} »")
    return ranges


def minutes(written: str) -> int:
    """Minutes after midnight of « 9h », « 09:30 », « midi », « minuit » (the end of the day)."""
    if written == "midi":
        return 12 * 60
    if written == "minuit":
        return 24 * 60
    figures = [int(figure) for figure in re.findall(r"\d+", written)]
    return figures[0] * 60 + (figures[1] if len(figures) > 1 else 0)


def _span(begin: int, end: int, said: str) -> tuple[int, int]:
    if end == 0:
        end = 24 * 60
    if begin >= end or end > 24 * 60:
        raise Unreadable(f"heures à l'envers « {said[:80]} »")
    return begin, end


def read_sentence(text: str) -> list[Ranges] | None:
    """Seven lists of ranges from a sentence; None when it is always open. Raises `Unreadable`."""
    tokens = _tokens(text)
    kinds = {kind for kind, _ in tokens}
    if "always" in kinds:
        if kinds <= {"always", "week", "all", "also", "stop"}:
            return None
        raise Unreadable(f"mots non compris « {text[:80]} »")
    if "time" not in kinds:
        raise Unreadable(f"aucune heure dans « {text[:80]} »")
    return _Reader(tokens, text).week()


def _tokens(text: str) -> list[tuple[str, str]]:
    bare = normalised(text)
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(bare):
        match = _TOKEN.match(bare, position)
        if match is None or match.end() == position:
            raise Unreadable(f"mots non compris « {text[:80]} »")
        if match.lastgroup and match.lastgroup != "noise":
            found.append((match.lastgroup, match.group()))
        position = match.end()
    return found


class _Reader:
    """Reads « days, then hours » or « hours, then days », group after group."""

    def __init__(self, tokens: list[tuple[str, str]], text: str) -> None:
        self._tokens = tokens
        self._text = text
        self._at = 0

    def week(self) -> list[Ranges]:
        week: list[Ranges] = [[] for _ in range(7)]
        said: set[int] = set()
        while self._skip():
            hours_first = self._peek() == "time"
            if hours_first:
                ranges, days = self._hours(), self._days()
            else:
                days, ranges = self._days(), self._hours()
            for day in days:
                if day in said and ranges and not week[day]:
                    self._fail()
                said.add(day)
                week[day] += ranges
        return week

    def _peek(self) -> str | None:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else None

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _skip(self) -> bool:
        while self._peek() in ("stop", "also", "to"):
            self._at += 1
        return self._peek() is not None

    def _days(self) -> list[int]:
        days: list[int] = []
        while True:
            kind = self._peek()
            if kind in ("all", "week"):
                self._take()
                days += [day for day in range(7) if day not in days]
            elif kind == "sauf":
                self._take()
                excluded = self._days()
                return [day for day in (days or range(7)) if day not in excluded]
            elif kind == "day":
                first = last = _DAYS[self._take()[:3]]
                if self._peek() == "to" and self._kind_after() == "day":
                    self._take()
                    last = _DAYS[self._take()[:3]]
                days += list(range(first, last + 1)) if last >= first else self._fail()
            elif kind == "also" and self._kind_after() in ("day", "sauf"):
                self._take()
            else:
                break
        return days or self._fail()

    def _hours(self) -> Ranges:
        while self._peek() in ("stop", "also") and self._kind_after() in ("time", "closed"):
            self._take()
        if self._peek() == "closed":
            self._take()
            return []
        ranges: Ranges = []
        while self._peek() == "time":
            begin = minutes(self._take())
            if self._peek() not in ("to", "also"):
                self._fail()
            self._take()
            if self._peek() != "time":
                self._fail()
            ranges.append(_span(begin, minutes(self._take()), self._text))
            if self._peek() == "also" and self._kind_after() == "time":
                self._take()
        return ranges or self._fail()

    def _kind_after(self) -> str | None:
        return self._tokens[self._at + 1][0] if self._at + 1 < len(self._tokens) else None

    def _fail(self) -> NoReturn:
        raise Unreadable(f"mots non compris « {self._text[:80]} »")
