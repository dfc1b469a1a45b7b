"""The search engine: reads a query, recalls candidates, ranks them. One object a process, safe in threads."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from langue.criteria import read_criteria
from langue.places import find_places
from pistes.models import SearchDocument, SearchState, SearchWord
from pistes.search.context import Context, Document, Scored
from pistes.search.criteria import Criteria, criteria_of
from pistes.search.fit import PLACED
from pistes.search.geography import Geography
from pistes.search.meaning import Encoder, similarities
from pistes.search.places import PlaceReader
from pistes.search.query import Hit, Query, Results
from pistes.search.ranker import score_all
from pistes.search.reading import Reader
from pistes.search.recall import Wanted, recall
from pistes.search.selection import select as select_results
from pistes.search.spelling import Speller
from pistes.search.statistics import Statistics, load_statistics
from pistes.search.tokens import concept_token, theme_token

# Statistics may lag behind the records by this much; the records themselves never do.
REFRESH_SECONDS = 20.0
CACHED_DOCUMENTS = 20_000
# More of a text than this says nothing new.
LONGEST_TEXT = 1000

# Criteria that a text says: age, theme, procedure, audience, under the keys of the labels.
CriteriaReader = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class _Helpers:
    """Structures in memory, made for one revision of the index."""

    revision: int
    statistics: Statistics
    geography: Geography
    reader: Reader


class SearchEngine:
    """Searches published records.

    `gazetteer` finds places in texts (None: no place is read). `encoder` adds the meaning of sentences (None: words
    alone). `finder` and `criteria` replace the readers of
    `langue`.
    """

    def __init__(
        self,
        gazetteer: Any = None,
        *,
        encoder: Encoder | None = None,
        finder: Callable[[str, Any], Any] | None = None,
        criteria: CriteriaReader = read_criteria,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._places = _place_reader(gazetteer, finder)
        self._criteria = criteria
        self._encoder = encoder
        self._monotonic = monotonic
        self._helpers: _Helpers | None = None
        self._checked_at = 0.0
        self._lock = threading.Lock()
        self._documents: dict[int, tuple[int, Document]] = {}

    def search(self, session: Session, query: Query) -> Results:
        """The records that answer `query`, best first; never raises on what a person may type."""
        helpers = self._ready(session)
        text = query.text[:LONGEST_TEXT]
        reading = helpers.reader.read(text, query.kinds, query.instant)
        said = {} if query.kinds else self._criteria(text)
        context = _context(query, criteria_of(query, reading, said), reading, helpers)
        if _asks_for_unknown(context):
            return Results(corrected=reading.corrected)
        found = recall(session, reading, _wanted(query, context, helpers), helpers.statistics)
        documents = self._load(session, found)
        scored = score_all(documents, context, self._meanings(text, documents, context))
        return _results(select_results(scored, context, past=query.include_past), context, query.limit)

    def distances(self, session: Session, insee: str) -> Mapping[str, float]:
        """Kilometres from the commune `insee` to every commune, by INSEE code; empty for an unknown one."""
        return self._ready(session).geography.distances(insee)

    def refresh(self, session: Session) -> None:
        """Make the structures in memory again if records changed."""
        revision = session.scalar(select(SearchState.revision).where(SearchState.id == 1)) or 0
        with self._lock:
            if self._helpers is None or self._helpers.revision != revision:
                self._helpers = self._build(session, revision)
            self._checked_at = self._monotonic()

    def _ready(self, session: Session) -> _Helpers:
        if self._helpers is None or self._monotonic() - self._checked_at > REFRESH_SECONDS:
            self.refresh(session)
        assert self._helpers is not None
        return self._helpers

    def _build(self, session: Session, revision: int) -> _Helpers:
        statistics = load_statistics(session)
        speller = Speller(session.scalars(select(SearchWord.word)))
        geography = self._helpers.geography if self._helpers else Geography.load(session)
        return _Helpers(revision, statistics, geography, Reader(self._places, statistics, speller))

    def _meanings(self, text: str, documents: Sequence[Document], context: Context) -> Sequence[float]:
        """Nearness in meaning; not where the dialogue looks for a place: what it understood and the way there decide."""
        criteria = context.criteria
        if self._encoder is None or (criteria.given and PLACED & set(criteria.kinds)):
            return ()
        return similarities(self._encoder, text, [document.vector for document in documents])

    def _load(self, session: Session, found: Sequence[tuple[int, int]]) -> list[Document]:
        cache = self._documents
        missing = [number for number, revision in found if cache.get(number, (-1, None))[0] != revision]
        if missing:
            if len(cache) + len(missing) > CACHED_DOCUMENTS:
                cache = self._documents = {}
                missing = [number for number, _revision in found]
            for row in session.execute(_DOCUMENTS, {"numbers": missing}):
                cache[row.number] = (row.revision, _document(row))
        return [cache[number][1] for number, _revision in found if number in cache]


_DOCUMENTS = select(
    SearchDocument.number,
    SearchDocument.record_id,
    SearchDocument.kind,
    SearchDocument.insee,
    SearchDocument.example,
    SearchDocument.revision,
    SearchDocument.features,
    SearchDocument.vector,
).where(SearchDocument.number.in_(bindparam("numbers", expanding=True)))


def _document(row: Any) -> Document:
    facts = row.features
    return Document(
        number=row.number,
        record_id=row.record_id,
        kind=row.kind,
        insee=row.insee,
        example=row.example,
        weights=facts["w"],
        title=facts.get("t", ()),
        facts=facts,
        vector=row.vector,
    )


def _place_reader(gazetteer: Any, find: Callable[[str, Any], Any] | None) -> PlaceReader | None:
    if gazetteer is None:
        return None
    finder = find or find_places
    return PlaceReader(lambda said: finder(said, gazetteer))


def _context(query: Query, criteria: Criteria, reading: Any, helpers: _Helpers) -> Context:
    insee = criteria.insee
    centre = helpers.geography.centres.get(insee) if insee else None
    return Context(
        criteria=criteria,
        reading=reading,
        statistics=helpers.statistics,
        today=query.day,
        department=centre.department if centre else None,
        distances=helpers.geography.distances(insee) if insee else {},
    )


def _asks_for_unknown(context: Context) -> bool:
    """Whether words are looked for, none of which any record holds, and nothing else says what is wanted."""
    criteria, reading = context.criteria, context.reading
    told = criteria.given or reading.kinds or context.placed or criteria.service or criteria.themes
    return bool(reading.unknown and not reading.groups and not told)


def _wanted(query: Query, context: Context, helpers: _Helpers) -> Wanted:
    criteria = context.criteria
    structure = [theme_token(theme) for theme in sorted(criteria.themes)]
    if criteria.service:
        structure.append(concept_token(criteria.service))
    if criteria.joint:
        structure.append(concept_token("joint"))
    placed = not criteria.kinds or bool(set(criteria.kinds) & PLACED)
    return Wanted(
        kinds=criteria.kinds,
        examples=query.include_examples,
        day=query.day,
        span=criteria.span if criteria.span_given else None,
        past=query.include_past,
        communes=helpers.geography.nearest(criteria.insee) if criteria.insee and placed else (),
        areas=tuple(sorted(criteria.areas)) if placed else (),
        departments=tuple(sorted(criteria.departments)) if placed else (),
        structure=tuple(structure),
    )


def _results(kept: Sequence[Scored], context: Context, limit: int) -> Results:
    hits = [
        Hit(
            made.document.record_id,
            made.document.kind,
            round(made.score, 6),
            None if made.distance_km is None else round(made.distance_km, 1),
            tuple(made.why),
        )
        for made in kept[: max(0, limit)]
    ]
    first = kept[0] if kept else None
    insee = context.criteria.insee
    return Results(
        hits=hits,
        total=len(kept),
        corrected=context.reading.corrected,
        matched_text=bool(first and first.named),
        exact_place=bool(first and insee and first.document.insee == insee),
    )
