"""Keeps the search index: documents are made in the transaction that changes their records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, with_polymorphic

from pistes.models import Activity, Event, ReceptionPoint, Record, SearchDocument, SearchState, SearchWord
from pistes.search.documents import draft, features
from pistes.search.lexicon import lexicon
from pistes.search.meaning import Encoder, described, quantised, text_key
from pistes.search.tokens import commune_token, concept_token, department_token, kind_token, theme_token

BATCH = 500
EMBEDDED_AT_ONCE = 64
# Key of the text a vector was made from, and the vector.
Vector = tuple[str | None, bytes | None]
_EVERY_KIND = with_polymorphic(Record, "*")


def index_records(session: Session, ids: Sequence[str] | None = None) -> int:
    """Make the documents of `ids` again (None: of every record); gives how many are now indexed.

    A record that is gone or unpublished loses its document. Nothing is committed here.
    """
    session.flush()
    revision = next_revision(session, vocabulary=lexicon().version if ids is None else None)
    kept: dict[str, Vector] = {}
    if ids is None:
        kept = _vectors(session, None)
        session.execute(delete(SearchDocument))
        session.execute(delete(SearchWord))
        every = list(session.scalars(select(Record.id).where(Record.published).order_by(Record.id)))
    else:
        every = list(dict.fromkeys(ids))
    count = 0
    for start in range(0, len(every), BATCH):
        part = every[start : start + BATCH]
        if ids is not None:
            kept = _vectors(session, part)
            session.execute(delete(SearchDocument).where(SearchDocument.record_id.in_(part)))
        count += _index_part(session, part, revision, kept)
    return count


def index_is_current(session: Session) -> bool:
    """Whether the documents were made with the vocabulary of this version; else `index_records(session)` is due."""
    state = session.get(SearchState, 1)
    return state is not None and state.vocabulary == lexicon().version


def _index_part(session: Session, ids: Sequence[str], revision: int, kept: Mapping[str, Vector]) -> int:
    known = set(session.identity_map.keys())
    query = select(_EVERY_KIND).where(_EVERY_KIND.id.in_(ids), _EVERY_KIND.published).order_by(_EVERY_KIND.id)
    records = list(session.scalars(query))
    rows, said = [], set()
    for record in records:
        made = draft(record)
        said |= made.words
        rows.append(_row(record, made, revision) | _vector_of(record, kept))
    if rows:
        session.execute(insert(SearchDocument), rows)
        _add_words(session, said)
    # Records read only for indexing must not pile up in the session of a large import.
    for record in records:
        if (type(record).__mapper__.identity_key_from_instance(record)) not in known and record not in session.dirty:
            session.expunge(record)
    return len(rows)


def prepare_document(record: Record) -> tuple[dict[str, Any], set[str]]:
    """The document of an unsaved record and the words it says: made before the transaction of a large import."""
    made = draft(record)
    return _row(record, made, 0) | {"vector": None, "vector_key": None}, made.words


def add_documents(session: Session, rows: Sequence[dict[str, Any]], words: Iterable[str], revision: int) -> None:
    """Write documents of new records made by `prepare_document`; `revision`: from `next_revision`, once a change."""
    if rows:
        session.execute(insert(SearchDocument.__table__), [row | {"revision": revision} for row in rows])  # type: ignore[arg-type]
    _add_words(session, words)


def _row(record: Record, made: Any, revision: int) -> dict[str, Any]:
    insee = record.insee if isinstance(record, ReceptionPoint | Activity | Event) else None
    structure = ["za", kind_token(record.kind)]
    structure += [department_token(code) for code in record.departments]
    structure += [theme_token(theme) for theme in record.themes or ()]
    structure += [commune_token(insee)] if insee else []
    structure += ["zx"] if record.example else []
    structure += [concept_token("joint")] if isinstance(record, ReceptionPoint) and record.joint else []
    return {
        "record_id": record.id,
        "kind": record.kind,
        "insee": insee,
        "example": record.example,
        "begins_on": record.begins_on if isinstance(record, Event) else None,
        "ends_on": record.ends_on if isinstance(record, Event) else None,
        "revision": revision,
        "terms": " ".join([*sorted(made.weights), *structure]),
        "features": features(record, made),
    }


def _vectors(session: Session, ids: Sequence[str] | None) -> dict[str, Vector]:
    """Vectors made already, by record: they stay good as long as their text is the same."""
    query = select(SearchDocument.record_id, SearchDocument.vector_key, SearchDocument.vector)
    query = query.where(SearchDocument.vector.is_not(None))
    if ids is not None:
        query = query.where(SearchDocument.record_id.in_(ids))
    return {row.record_id: (row.vector_key, row.vector) for row in session.execute(query)}


def _vector_of(record: Record, kept: Mapping[str, Vector]) -> dict[str, Any]:
    key, vector = kept.get(record.id, (None, None))
    same = key is not None and key == text_key(described(record.title, record.keywords))
    return {"vector": vector if same else None, "vector_key": key if same else None}


def next_revision(session: Session, *, vocabulary: str | None = None) -> int:
    """The number of the change being made; `vocabulary` when every document is made with this version."""
    state = session.get(SearchState, 1)
    if state is None:
        state = SearchState(id=1, revision=0, vocabulary="")
        session.add(state)
    state.revision += 1
    if vocabulary is not None:
        state.vocabulary = vocabulary
    session.flush()
    return state.revision


def embed_documents(session: Session, encoder: Encoder, *, most: int | None = None) -> int:
    """Make the vectors that are missing, at most `most`; gives how many were made. Nothing is committed here.

    About two milliseconds a document: after a large import, call it again and again from a background task.
    """
    query = (
        select(SearchDocument.number, Record.title, Record.keywords)
        .join(Record, Record.id == SearchDocument.record_id)
        .where(SearchDocument.vector.is_(None))
        .order_by(SearchDocument.number)
    )
    rows = session.execute(query.limit(most) if most is not None else query).all()
    revision = next_revision(session) if rows else 0
    for start in range(0, len(rows), EMBEDDED_AT_ONCE):
        part = rows[start : start + EMBEDDED_AT_ONCE]
        texts = [described(row.title, row.keywords) for row in part]
        for row, text, vector in zip(part, texts, quantised(encoder.encode(texts)), strict=True):
            values = {"vector": vector, "vector_key": text_key(text), "revision": revision}
            session.execute(update(SearchDocument).where(SearchDocument.number == row.number).values(**values))
    return len(rows)


def _add_words(session: Session, said: Iterable[str]) -> None:
    rows = [{"word": word} for word in sorted(said) if not word.isdigit()]
    if not rows:
        return
    make = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(make(SearchWord).on_conflict_do_nothing(), rows)
