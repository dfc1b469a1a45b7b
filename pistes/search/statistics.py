"""How often each token occurs: what makes a word tell much or little. Read from the database's own full-text side."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.orm import Session

MOST_AKIN = 6


@dataclass(frozen=True)
class Statistics:
    """How many documents hold each token, of how many."""

    documents: int
    frequency: Mapping[str, int]
    # The same tokens, sorted.
    ordered: Sequence[str] = ()
    # Documents by kind and commune.
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    _sums: dict[tuple[str, ...], dict[str, int]] = field(default_factory=dict)

    def of(self, token: str) -> int:
        """Documents that hold `token`."""
        return self.frequency.get(token, 0)

    def by_commune(self, kinds: tuple[str, ...]) -> dict[str, int]:
        """Documents of `kinds` (all when empty) by commune."""
        if kinds not in self._sums:
            total: dict[str, int] = {}
            for kind in kinds or tuple(self.places):
                for insee, count in self.places.get(kind, {}).items():
                    total[insee] = total.get(insee, 0) + count
            self._sums[kinds] = total
        return self._sums[kinds]

    def akin(self, token: str) -> list[str]:
        """Other tokens that begin like `token`: « médiéval » and « médiévales », « vieillir » and « vieillesse »."""
        if len(token) < 5 or token.startswith("zc"):
            return []
        root = token[: max(5, len(token) - 2)]
        first = bisect_left(self.ordered, root)
        found: list[str] = []
        while first < len(self.ordered) and self.ordered[first].startswith(root) and len(found) < MOST_AKIN:
            other = self.ordered[first]
            if other != token and len(other) <= len(token) + 4:
                found.append(other)
            first += 1
        return found

    def beginning(self, word: str) -> list[str]:
        """The most frequent tokens that begin with `word`: « inscr » is « inscription »."""
        first = bisect_left(self.ordered, word)
        found: list[str] = []
        while first < len(self.ordered) and self.ordered[first].startswith(word) and len(found) < 10 * MOST_AKIN:
            found.append(self.ordered[first])
            first += 1
        return sorted(found, key=lambda token: (-self.of(token), token))[:MOST_AKIN]

    def rarity(self, tokens: Sequence[str]) -> float:
        """BM25's inverse document frequency of the most frequent of `tokens`; 0 when no document holds any."""
        count = max((self.of(token) for token in tokens), default=0)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5)) if count else 0.0


def load_statistics(session: Session) -> Statistics:
    """Statistics of the documents as the session sees them; both databases give the same."""
    if session.get_bind().dialect.name == "sqlite":
        rows = session.execute(text("SELECT term, doc FROM search_fts_terms"))
    else:
        rows = session.execute(text(_TS_STAT))
    frequency = {str(term): int(count) for term, count in rows}
    documents = session.scalar(text("SELECT count(*) FROM search_document")) or 0
    places: dict[str, dict[str, int]] = {}
    for kind, insee, count in session.execute(text(_PLACES)):
        places.setdefault(kind, {})[insee] = count
    return Statistics(documents, frequency, sorted(frequency), places)


_TS_STAT = "SELECT word, ndoc FROM ts_stat('SELECT to_tsvector(''simple'', terms) FROM search_document')"
_PLACES = "SELECT kind, insee, count(*) FROM search_document WHERE insee IS NOT NULL GROUP BY kind, insee"
