"""What an encoder adds, with one made by hand: texts about water lean one way, texts about music another."""

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from langue.normalise import fold
from pistes.clock import PARIS
from pistes.database import Database
from pistes.models import Record, SearchDocument
from pistes.search import Query, SearchEngine, embed_documents, index_records
from pistes.search.meaning import quantised, similarities

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
WATER, MUSIC = {"plouf", "barbotage"}, {"fredonnement"}


class TwoWords:
    """Two dimensions: water and music. Counts the texts it was given."""

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: list[str], /) -> Any:
        self.encoded += len(texts)
        rows = []
        for text in texts:
            said = set(fold(text).replace(".", " ").replace(",", " ").split())
            row = np.array([len(said & WATER) + 0.01, len(said & MUSIC) + 0.01])
            rows.append(row / np.linalg.norm(row))
        return np.array(rows)


@pytest.fixture
def filled(sqlite_database: Database, make_record: Any) -> Database:
    with sqlite_database.write() as session:
        session.add_all(
            [
                make_record("activity", "act:a", title="Mercredi dynamique", keywords=["fredonnement"]),
                make_record("activity", "act:b", title="Mercredi dynamique", keywords=["barbotage"]),
            ]
        )
        index_records(session)
    return sqlite_database


def search(database: Database, text: str, encoder: TwoWords | None) -> list[str]:
    with database.read() as session:
        results = SearchEngine(encoder=encoder).search(session, Query(text, now=NOW))
    return [hit.record_id for hit in results.hits]


def test_a_record_near_in_meaning_comes_first(filled: Database) -> None:
    encoder = TwoWords()
    with filled.write() as session:
        embed_documents(session, encoder)
    assert search(filled, "dynamique plouf", None) == ["act:a", "act:b"]
    assert search(filled, "dynamique plouf", encoder) == ["act:b", "act:a"]


def test_documents_without_a_vector_are_ranked_by_their_words(filled: Database) -> None:
    assert search(filled, "dynamique plouf", TwoWords()) == ["act:a", "act:b"]


def test_vectors_are_made_once(filled: Database) -> None:
    encoder = TwoWords()
    with filled.write() as session:
        assert embed_documents(session, encoder, most=1) == 1
        assert embed_documents(session, encoder) == 1
        assert embed_documents(session, encoder) == 0
    assert encoder.encoded == 2


def test_vectors_outlive_a_new_index_but_not_a_new_title(filled: Database) -> None:
    with filled.write() as session:
        embed_documents(session, TwoWords())
    with filled.write() as session:
        session.get_one(Record, "act:a").title = "Jeudi dynamique"
        index_records(session)
        kept = {d.record_id: d.vector is not None for d in session.query(SearchDocument)}
    assert kept == {"act:a": False, "act:b": True}


def test_a_missing_vector_counts_as_the_mean_of_the_others() -> None:
    encoder = TwoWords()
    water, music = quantised(encoder.encode(["plouf", "fredonnement"]))
    found = similarities(encoder, "plouf", [water, None, music])
    assert found[0] > found[1] > found[2]


def test_no_vector_at_all_changes_nothing() -> None:
    assert similarities(TwoWords(), "plouf", [None, None]) == [0.0, 0.0]
