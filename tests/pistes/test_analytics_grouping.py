"""Questions of one meaning are one group, and a group keeps its id and its name from day to day."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import select, update

from langue.gazetteer import Commune, Gazetteer
from pistes.analytics.clusters import NO_GROUP, cluster
from pistes.analytics.grouping import find, match, regroup
from pistes.analytics.vectors import PLACE, Concepts, Places, terms
from pistes.database import Database
from pistes.models import Exchange, QuestionGroup, QuestionGroupMember, QuestionGroupWeek
from pistes.repositories.questions import Asked

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
APA = (
    "comment demander l'apa",
    "demande d'apa",
    "je veux demander l'allocation personnalisée d'autonomie",
    "demander apa",
)
ROADS = (
    "la route est-elle déneigée",
    "route deneigee ?",
    "routes déneigées ce matin",
    "est-ce que la route est deneigee",
)


class Territory:
    communes = {
        "42095": Commune("42095", "Firminy", "42", 17000, 45.4, 4.3),
        "43205": Commune("43205", "Saint-Just-Malmont", "43", 4000, 45.3, 4.3),
    }


@pytest.fixture
def gazetteer() -> Gazetteer:
    return Territory()  # type: ignore[return-value]


def asked(texts: Sequence[str], intent: str = "ask_procedure", start: int = 1) -> list[Asked]:
    return [
        Asked(start + n, NOW - timedelta(hours=n), text, intent, "answered", "42", "chat", None)
        for n, text in enumerate(texts)
    ]


def test_synonyms_and_misspellings_are_one_question(gazetteer: Gazetteer) -> None:
    groups = find([*asked(APA), *asked(ROADS, "ask_road", 100)], gazetteer)
    assert sorted(len(group.members) for group in groups) == [4, 4]


def test_places_do_not_tell_questions_apart(gazetteer: Gazetteer) -> None:
    texts = ["point d'accueil à Firminy", "point d'accueil à Saint-Just-Malmont", "un point d'accueil à firminy"]
    assert len(find(asked(texts), gazetteer)) == 1


def test_a_group_is_never_called_after_a_place(gazetteer: Gazetteer) -> None:
    texts = ["Point d'accueil à Saint-Just-Malmont ?"] * 3
    assert find(asked(texts), gazetteer)[0].name == f"Point d'accueil à {PLACE} ?"


def test_hidden_danger_and_politeness_are_left_out() -> None:
    rows = asked(["[texte masqué : situation de danger]"] * 6)
    rows += [row._replace(outcome="chitchat") for row in asked(["bonjour"] * 6, "greet", 50)]
    assert find(rows) == []


def test_terms_of_a_question_made_of_asking_words_only_are_its_words() -> None:
    assert terms("c'est pour moi", Concepts(), Places(None))


def test_far_vectors_are_apart_and_near_ones_together() -> None:
    vectors = np.array([[1, 0], [0.98, 0.2], [0, 1], [-1, 0]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = cluster(vectors, np.ones(4), near=0.8)
    assert groups[0] == groups[1] != groups[2] != groups[3]
    assert NO_GROUP not in groups


def test_nothing_gives_no_group() -> None:
    assert find([]) == []


def test_old_ids_go_to_the_groups_that_share_most() -> None:
    before = {1: 7, 2: 7, 3: 7, 4: 9}
    assert match([[1, 2, 5], [3, 4], [6]], before) == [7, 9, None]


def test_a_split_group_keeps_its_id_once() -> None:
    assert sorted(match([[1, 2], [3]], {1: 7, 2: 7, 3: 7}), key=str) == [7, None]


def fill(database: Database, texts: Sequence[str], start: int) -> None:
    with database.write() as session:
        for n, text in enumerate(texts, start):
            session.add(
                Exchange(
                    turn_key=str(n), at=NOW - timedelta(days=n % 9), outcome="answered", intent="ask_procedure",
                    latency_ms=1, text=text, site="42",
                )
            )  # fmt: skip


def names(database: Database) -> dict[int, str | None]:
    with database.read() as session:
        return {row.id: row.name for row in session.scalars(select(QuestionGroup)) if row.size}


def test_names_and_ids_stay_as_days_go_by(database: Database) -> None:
    draw = random.Random(3)
    fill(database, [draw.choice(APA) for _ in range(40)] + [draw.choice(ROADS) for _ in range(40)], 0)
    with database.write() as session:
        regroup(session, NOW, 5)
    first = names(database)
    fill(database, [draw.choice(APA) for _ in range(60)] + ["dossier mdph"] * 9, 1000)
    with database.write() as session:
        regroup(session, NOW + timedelta(days=1), 5)
    later = names(database)
    assert len(first) == 2
    assert first.items() <= later.items()
    assert len(later) == 3


def test_a_small_group_is_not_written(database: Database) -> None:
    fill(database, ["dossier mdph"] * 4 + list(APA) * 3, 0)
    with database.write() as session:
        regroup(session, NOW, 5)
        assert session.scalars(select(QuestionGroup.size)).all() == [12]
        assert len(session.scalars(select(QuestionGroupMember.exchange_id)).all()) == 12


def test_names_go_with_the_texts(database: Database) -> None:
    fill(database, list(APA) * 3, 0)
    with database.write() as session:
        regroup(session, NOW, 5)
        session.execute(update(Exchange).values(text=None))
        regroup(session, NOW + timedelta(days=1), 5)
        assert session.scalars(select(QuestionGroup.name)).all() == [None]


def test_weekly_counts_show_no_small_cell(database: Database) -> None:
    fill(database, list(APA) * 5, 0)
    with database.write() as session:
        regroup(session, NOW, 5)
        shown = session.scalars(select(QuestionGroupWeek.shown)).all()
    assert sum(shown) <= 20
    assert all(n == 0 or n >= 5 for n in shown)
