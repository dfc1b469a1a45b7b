"""Keeps the search index: documents are made in the transaction that changes their records."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, with_polymorphic

from pistes.models import Activity, Event, ReceptionPoint, Record, SearchDocument, SearchState, SearchWord
from pistes.search.documents import draft, features
from pistes.search.lexicon import lexicon
from pistes.search.tokens import commune_token, concept_token, department_token, kind_token, theme_token

BATCH = 500
_EVERY_KIND = with_polymorphic(Record, "*")


def index_records(session: Session, ids: Sequence[str] | None = None) -> int:
    """Make the documents of `ids` again (None: of every record); gives how many are now indexed.

    A record that is gone or unpublished loses its document. Nothing is committed here.
    """
    session.flush()
    revision = _next_revision(session, whole=ids is None)
    if ids is None:
        session.execute(delete(SearchDocument))
        session.execute(delete(SearchWord))
        every = list(session.scalars(select(Record.id).where(Record.published).order_by(Record.id)))
    else:
        every = list(dict.fromkeys(ids))
    count = 0
    for start in range(0, len(every), BATCH):
        part = every[start : start + BATCH]
        if ids is not None:
            session.execute(delete(SearchDocument).where(SearchDocument.record_id.in_(part)))
        count += _index_part(session, part, revision)
    return count


def index_is_current(session: Session) -> bool:
    """Whether the documents were made with the vocabulary of this version; else `index_records(session)` is due."""
    state = session.get(SearchState, 1)
    return state is not None and state.vocabulary == lexicon().version


def _index_part(session: Session, ids: Sequence[str], revision: int) -> int:
    known = set(session.identity_map.keys())
    query = select(_EVERY_KIND).where(_EVERY_KIND.id.in_(ids), _EVERY_KIND.published).order_by(_EVERY_KIND.id)
    records = list(session.scalars(query))
    rows, said = [], set()
    for record in records:
        made = draft(record)
        said |= made.words
        rows.append(_row(record, made, revision))
    if rows:
        session.execute(insert(SearchDocument), rows)
        _add_words(session, said)
    # Records read only for indexing must not pile up in the session of a large import.
    for record in records:
        if (type(record).__mapper__.identity_key_from_instance(record)) not in known and record not in session.dirty:
            session.expunge(record)
    return len(rows)


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


def _next_revision(session: Session, *, whole: bool) -> int:
    state = session.get(SearchState, 1)
    if state is None:
        state = SearchState(id=1, revision=0, vocabulary="")
        session.add(state)
    state.revision += 1
    if whole:
        state.vocabulary = lexicon().version
    session.flush()
    return state.revision


def _add_words(session: Session, said: Iterable[str]) -> None:
    rows = [{"word": word} for word in sorted(said) if not word.isdigit()]
    if not rows:
        return
    make = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    session.execute(make(SearchWord).on_conflict_do_nothing(), rows)
