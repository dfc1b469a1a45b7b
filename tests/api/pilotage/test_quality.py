"""Judging, and the summary of the week, as managers do and read it."""

import re

from sqlalchemy import select

from pistes.analytics.quality import draw_sample
from pistes.database import Database
from pistes.models import Judgement
from tests.api.accueil.conftest import Signed
from tests.api.conftest import NOW


def test_a_judge_gets_one_answer_after_the_other(manager: Signed, month: Database) -> None:
    with month.write() as session:
        draw_sample(session, NOW, 3)
    for done in range(3):
        text = manager.get("/pilotage/qualite").text
        assert f"À juger : {done} sur 3" in text
        sample = re.search(r'name="reponse" value="(\d+)"', text)
        assert sample is not None
        assert manager.post("/pilotage/qualite", reponse=sample[1], verdict="right").status_code == 303
    assert "Vous avez jugé toutes" in manager.get("/pilotage/qualite").text
    with month.read() as session:
        assert len(session.scalars(select(Judgement.verdict)).all()) == 3


def test_a_verdict_needs_its_token_and_its_list(manager: Signed, month: Database) -> None:
    assert manager.post("/pilotage/qualite", reponse=1, verdict="right", csrf="autre").status_code == 403
    assert manager.post("/pilotage/qualite", reponse=1, verdict="superbe").status_code == 422


def test_the_week_is_told_in_plain_sentences(manager: Signed, month: Database) -> None:
    text = manager.get("/pilotage/semaine").text
    assert "questions ont été posées" in text
    assert "Sur 100 questions" in text
    assert "ce n’est pas un sondage" in text


def test_the_same_comes_as_text(manager: Signed, month: Database) -> None:
    answer = manager.get("/pilotage/semaine.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "Ce qui reste sans réponse" in answer.text


def test_an_empty_week_says_so(manager: Signed) -> None:
    assert "Moins de 5 questions" in manager.get("/pilotage/semaine", semaine="2026-01-05").text


def test_a_strange_week_is_the_last_one(manager: Signed) -> None:
    assert "16 novembre" in manager.get("/pilotage/semaine", semaine="pas une date").text.replace("\u00a0", " ")
