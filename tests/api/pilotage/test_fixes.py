"""From a group of questions to a patch, with its record."""

import re

from sqlalchemy import select

from pistes.database import Database
from pistes.models import AuditEvent, QuestionGroup
from tests.api.accueil.conftest import Signed


def first_group(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(QuestionGroup.id).order_by(QuestionGroup.size.desc())).first() or 0


def test_a_group_shows_its_questions_and_ways_to_mend(manager: Signed, month: Database) -> None:
    text = manager.get(f"/pilotage/groupe/{first_group(month)}").text
    assert "ajouter des exemples" in text
    assert "ajouter un synonyme" in text


def test_the_patch_is_shown_before_it_is_given_and_recorded(manager: Signed, month: Database) -> None:
    group = first_group(month)
    form = {"intention": "ask_road", "phrases": "zorglub verglacé devant la mairie ce matin ?"}
    shown = manager.post(f"/pilotage/groupe/{group}/exemple", **form)
    assert "Correctif prêt" in shown.text
    given = manager.post(f"/pilotage/groupe/{group}/exemple", **form, fichier="oui")
    assert given.headers["content-type"].startswith("text/x-diff")
    assert re.search(r"^\+  - text: 'zorglub", given.text, re.M)
    with month.read() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.target == f"group:{group}")).all()
    assert [event.action for event in events] == ["fix exemple"]
    assert "zorglub" in manager.get(f"/pilotage/groupe/{group}").text


def test_a_wrong_sentence_is_told_and_stays_in_its_box(manager: Signed, month: Database) -> None:
    answer = manager.post(f"/pilotage/groupe/{first_group(month)}/exemple", intention="ask_road", phrases="[nom] tombe")
    assert answer.status_code == 422
    assert "[nom] tombe</textarea>" in answer.text


def test_a_synonym_is_given_as_a_patch(manager: Signed, month: Database) -> None:
    answer = manager.post(
        f"/pilotage/groupe/{first_group(month)}/synonyme", concept="apa", ecriture="zorglub", fichier="oui"
    )
    assert ", zorglub]" in answer.text


def test_a_form_without_its_token_changes_nothing(manager: Signed, month: Database) -> None:
    answer = manager.post(f"/pilotage/groupe/{first_group(month)}/synonyme", concept="apa", ecriture="x y", csrf="")
    assert answer.status_code == 403


def test_an_unknown_group_is_not_found(manager: Signed) -> None:
    assert manager.get("/pilotage/groupe/99999").status_code == 404
