"""Both databases recall and rank alike, on a thousand records where lists have to be cut."""

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import islice, product
from typing import Any

import pytest
from sqlalchemy import select

from pistes.clock import PARIS
from pistes.database import Database
from pistes.models import Commune, Record
from pistes.search import Query, SearchEngine, index_records

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
THINGS = ("Atelier", "Concert", "Marché", "Visite", "Stage", "Permanence")
MATTERS = ("cuisine", "musique", "producteurs", "château", "judo", "autonomie", "lecture", "nature")
KINDS = ("event", "activity", "reception_point", "piste")
QUERIES = [
    Query("concert", now=NOW),
    Query("judo enfants", now=NOW),
    Query("permanence autonomie", now=NOW, limit=10),
    Query("atelier cuisine nature lecture", now=NOW),
    Query("", kinds=("event",), insee="42095", now=NOW),
    Query("", kinds=("event",), now=NOW),
    Query("marché", kinds=("event",), insee="43244", date_from="2026-11-28", date_to="2026-11-29", now=NOW),
    Query("visite du château", kinds=("event", "activity"), departments=("43",), now=NOW),
    Query("autonomie", kinds=("reception_point",), insee="42139", audience="elderly", service="apa", now=NOW),
]


def crowd(make: Any, communes: list[str]) -> Iterator[Record]:
    """A thousand records with few words between them, always the same."""
    chance = random.Random(42)
    everything = product(range(6), KINDS, THINGS, MATTERS)
    for number, (_copy, kind, thing, matter) in enumerate(islice(everything, 1000)):
        fields: dict[str, Any] = {"title": f"{thing} {matter} {number % 7}", "keywords": [chance.choice(MATTERS)]}
        if kind != "piste":
            fields["insee"] = chance.choice(communes)
        if kind == "event":
            day = f"2026-12-{chance.randint(1, 28):02d}" if number % 3 else "2026-11-28"
            fields["timings"] = [{"begin": f"{day}T10:00:00+01:00", "end": f"{day}T12:00:00+01:00"}]
        if kind == "reception_point":
            fields["services"] = chance.sample(["apa", "pch", "rsa", "mdph"], 2)
        yield make(kind, f"{kind}:{number}", departments=[chance.choice(["42", "43"])], **fields)


@pytest.fixture(scope="module")
def both(new_database: Any, make_record: Any) -> list[Database]:
    databases = [new_database("sqlite"), new_database("postgresql")]
    for database in databases:
        with database.write() as session:
            communes = sorted(session.scalars(select(Commune.insee)))
            session.add_all(crowd(make_record, communes))
            index_records(session)
    return databases


@pytest.mark.postgresql
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: f"{query.text or 'sans texte'} {query.kinds}")
def test_both_databases_give_the_same_results_in_the_same_order(both: list[Database], query: Query) -> None:
    found = []
    for database in both:
        with database.read() as session:
            results = SearchEngine().search(session, query)
        found.append([(hit.record_id, hit.score) for hit in results.hits] + [results.total])
    assert found[0] == found[1]
    assert len(found[0]) > 1
