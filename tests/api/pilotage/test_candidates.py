"""Candidate models on the page: asked from a group, followed, promoted, rolled back; and départements of an account."""

from collections.abc import Callable
from typing import Any

import pytest

from pistes.database import Database
from pistes.models import ModelCandidate
from tests.api.accueil.conftest import Signed
from tests.api.pilotage.test_fixes import first_group
from tests.api.pilotage.test_routes import rows

BASE = "0" * 16
FORM = {"intention": "ask_road", "phrases": "zorglub verglacé devant la mairie ce matin ?", "fichier": "candidat"}
REPORT: dict[str, Any] = {
    "before": {"residents": {"intent": {"rate": 0.9, "n": 400}}},
    "after": {"residents": {"intent": {"rate": 0.95, "n": 400}}},
    "lost": [],
    "won": [{"text": "la neige à Firminy", "why": "intent", "got": "inform"}],
    "lost_count": 0,
    "won_count": 1,
    "group": {"asked": 20, "failed_before": 20, "failed_after": 5},
}


@pytest.fixture
def candidate(manager: Signed, month: Database) -> str:
    """The address of a candidate just asked for."""
    answer = manager.post(f"/pilotage/groupe/{first_group(month)}/exemple", **FORM)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def finish(database: Database, address: str) -> None:
    with database.write() as session:
        row = session.get(ModelCandidate, int(address.rpartition("/")[2]))
        assert row is not None
        row.state, row.base, row.model, row.report = "ready", BASE, "passerelle-new.tar.gz", REPORT


def test_a_candidate_is_asked_from_a_group_and_followed(manager: Signed, candidate: str) -> None:
    assert "<progress" in manager.get(candidate).text
    assert "En attente" in manager.get("/pilotage/candidats").text


def test_its_patch_can_be_taken_away(manager: Signed, candidate: str) -> None:
    assert "+  - text: 'zorglub" in manager.get(f"{candidate}/correctif.patch").text


def test_a_second_one_is_refused_while_the_first_is_prepared(manager: Signed, month: Database, candidate: str) -> None:
    assert manager.post(f"/pilotage/groupe/{first_group(month)}/exemple", **FORM).status_code == 409


def test_the_comparison_is_shown_with_the_group_before_and_after(
    manager: Signed, month: Database, candidate: str
) -> None:
    finish(month, candidate)
    text = manager.get(candidate).text
    assert "la neige à Firminy" in text
    assert "100,0\u00a0% avec le modèle actuel, 25,0\u00a0% avec le candidat" in text


def test_it_is_promoted_and_rolled_back_with_a_record(manager: Signed, month: Database, candidate: str) -> None:
    finish(month, candidate)
    assert manager.post(f"{candidate}/service").status_code == 303
    assert "Revenir au modèle d’avant" in manager.get("/pilotage/candidats").text
    assert manager.post("/pilotage/candidats/retour").status_code == 303
    assert "Retour au modèle d’avant" in manager.get("/pilotage/candidats").text
    assert manager.post("/pilotage/candidats/retour").status_code == 409


def test_a_candidate_that_is_not_ready_is_refused(manager: Signed, candidate: str) -> None:
    assert manager.post(f"{candidate}/service").status_code == 409


def test_an_account_of_one_departement_does_not_decide(
    sign_in: Callable[..., Signed], month: Database, candidate: str
) -> None:
    finish(month, candidate)
    assert sign_in("manager", ("43",)).post(f"{candidate}/service").status_code == 403


def test_a_form_without_its_token_changes_nothing(manager: Signed, candidate: str) -> None:
    assert manager.post(f"{candidate}/service", csrf="").status_code == 403


def test_an_unknown_candidate_is_not_found(manager: Signed) -> None:
    assert manager.get("/pilotage/candidats/99999").status_code == 404


def test_an_account_of_one_departement_sees_its_sites_alone(sign_in: Callable[..., Signed], month: Database) -> None:
    mine = sign_in("manager", ("43",))
    whole = rows(sign_in("manager").get("/pilotage", site="43").text, "communes")
    assert whole
    assert rows(mine.get("/pilotage").text, "communes") == whole
    assert rows(mine.get("/pilotage", site="42").text, "communes") == {}
