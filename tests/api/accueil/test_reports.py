"""« Réponse donnée », flags, and the editors' list."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from pistes.database import Database
from pistes.models import Flag, GivenAnswer
from tests.api.accueil.conftest import RECORD, Signed

ONE = "6f2b1f9e-0a51-4c7e-9d3e-6f9a3c1d2e4f"
OTHER = "0b7e5a52-61a5-4b53-8f0c-0d1f6a2b3c4d"
FICHE = f"/accueil/fiche/{RECORD}"


def rows(database: Database, model: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(model)))


class TestAnswerGiven:
    def test_counts_topic_place_channel_and_outcome(self, agent: Signed, database: Database, record: str) -> None:
        answer = agent.post("/accueil/reponse", fiche=record, demande=ONE, canal="phone", resolu="false", lieu="42095")
        assert answer.headers["location"] == f"{FICHE}?fait=reponse&lieu=42095"
        (given,) = rows(database, GivenAnswer)
        assert (given.topic, given.insee, given.department_code) == ("reception_point", "42095", "42")
        assert (given.channel, given.solved, given.record_id) == ("phone", False, record)

    def test_takes_the_place_of_the_record_when_none_was_asked(
        self, agent: Signed, database: Database, record: str
    ) -> None:
        agent.post("/accueil/reponse", fiche=record, demande=ONE)
        assert rows(database, GivenAnswer)[0].insee == "43205"

    def test_is_counted_once_when_sent_twice(self, agent: Signed, database: Database, record: str) -> None:
        for demande in (ONE, ONE.upper()):
            assert agent.post("/accueil/reponse", fiche=record, demande=demande).status_code == 303
        assert len(rows(database, GivenAnswer)) == 1

    def test_a_script_gets_nothing_back_and_is_counted_once(
        self, agent: Signed, database: Database, record: str
    ) -> None:
        for _ in range(2):
            answer = agent.client.post(
                "/accueil/reponse",
                data={"fiche": record, "demande": ONE},
                headers={"Accept": "application/json", "X-CSRF-Token": agent.csrf},
                follow_redirects=False,
            )
            assert (answer.status_code, answer.content) == (204, b"")
        assert len(rows(database, GivenAnswer)) == 1

    def test_a_script_without_session_is_told_to_try_later(
        self, agent: Signed, database: Database, record: str
    ) -> None:
        agent.post("/verrouiller")
        answer = agent.client.post(
            "/accueil/reponse",
            data={"fiche": record, "demande": ONE},
            headers={"Accept": "application/json", "X-CSRF-Token": agent.csrf},
            follow_redirects=False,
        )
        assert answer.status_code == 401
        assert rows(database, GivenAnswer) == []

    def test_names_nobody(self) -> None:
        columns = set(GivenAnswer.__table__.columns.keys())
        assert columns == {
            "id", "client_id", "at", "channel", "topic", "insee", "department_code", "record_id", "solved"
        }  # fmt: skip

    @pytest.mark.parametrize("wrong", [{"canal": "email"}, {"demande": "x"}, {"fiche": "lieu:rien"}, {"lieu": "99999"}])
    def test_refuses_what_is_in_no_list(
        self, agent: Signed, database: Database, record: str, wrong: dict[str, str]
    ) -> None:
        assert agent.post("/accueil/reponse", **{"fiche": record, "demande": ONE, **wrong}).status_code == 422
        assert rows(database, GivenAnswer) == []

    def test_refuses_a_forged_form(self, agent: Signed, database: Database, record: str) -> None:
        assert agent.post("/accueil/reponse", fiche=record, demande=ONE, csrf="x").status_code == 403
        assert rows(database, GivenAnswer) == []


class TestFlag:
    def test_marks_the_record_for_staff_at_once(self, agent: Signed, record: str) -> None:
        assert agent.post("/accueil/signalement", fiche=record, demande=ONE, champ="phone").status_code == 303
        text = agent.get(FICHE).text
        assert "un renseignement est signalé comme faux" in text
        assert "Téléphone, signalé aujourd" in text

    def test_tells_residents_to_confirm(self, agent: Signed, record: str) -> None:
        public = f"/fiche/reception_point/{record}"
        assert "À confirmer" not in agent.get(public).text
        agent.post("/accueil/signalement", fiche=record, demande=ONE, champ="phone")
        assert "À confirmer auprès du service." in agent.get(public).text

    def test_tells_residents_nothing_of_who_flagged_what(self, agent: Signed, record: str) -> None:
        agent.post("/accueil/signalement", fiche=record, demande=ONE, champ="phone")
        assert "agent0" not in agent.get(f"/fiche/reception_point/{record}").text

    def test_is_written_once_when_sent_twice(self, agent: Signed, database: Database, record: str) -> None:
        for demande in (ONE, ONE, OTHER):
            agent.post("/accueil/signalement", fiche=record, demande=demande, champ="phone")
        assert len(rows(database, Flag)) == 1

    def test_one_page_may_flag_two_facts(self, agent: Signed, database: Database, record: str) -> None:
        for champ in ("phone", "hours"):
            agent.post("/accueil/signalement", fiche=record, demande=ONE, champ=champ)
        assert {flag.field for flag in rows(database, Flag)} == {"phone", "hours"}

    @pytest.mark.parametrize("wrong", [{"champ": "mood"}, {"demande": "x"}, {"fiche": "lieu:rien"}])
    def test_refuses_what_is_in_no_list(
        self, agent: Signed, database: Database, record: str, wrong: dict[str, str]
    ) -> None:
        sent = {"fiche": record, "demande": ONE, "champ": "phone", **wrong}
        assert agent.post("/accueil/signalement", **sent).status_code == 422
        assert rows(database, Flag) == []


class TestWorkList:
    @pytest.fixture
    def flag_id(self, agent: Signed, database: Database, record: str) -> int:
        agent.post("/accueil/signalement", fiche=record, demande=ONE, champ="hours")
        return int(rows(database, Flag)[0].id)

    def test_shows_every_open_flag_with_its_age(self, agent: Signed, flag_id: int) -> None:
        assert "Horaires, signalé aujourd&#39;hui par agent0" in agent.get("/accueil/signalements").text

    def test_reception_staff_cannot_close(self, agent: Signed, database: Database, flag_id: int) -> None:
        assert 'name="motif"' not in agent.get("/accueil/signalements").text
        assert agent.post(f"/accueil/signalements/{flag_id}", etat="resolved", motif="vu").status_code == 403
        assert rows(database, Flag)[0].state == "open"

    @pytest.mark.parametrize("state", ["resolved", "refused"])
    def test_an_editor_closes_with_a_reason(
        self, sign_in: Callable[..., Signed], database: Database, flag_id: int, state: str
    ) -> None:
        editor = sign_in("editor")
        answer = editor.post(f"/accueil/signalements/{flag_id}", etat=state, motif="Vérifié par téléphone")
        assert answer.status_code == 303
        (flag,) = rows(database, Flag)
        assert (flag.state, flag.reason, flag.closed_by) == (state, "Vérifié par téléphone", "agent1")
        assert "signalé comme faux" not in editor.get(FICHE).text

    def test_no_reason_no_closing(self, sign_in: Callable[..., Signed], database: Database, flag_id: int) -> None:
        assert sign_in("editor").post(f"/accueil/signalements/{flag_id}", etat="refused", motif=" ").status_code == 422
        assert rows(database, Flag)[0].state == "open"

    def test_an_editor_of_the_other_department_neither_sees_nor_closes(
        self, sign_in: Callable[..., Signed], database: Database, flag_id: int
    ) -> None:
        editor = sign_in("editor", ("42",))
        assert "essai du plateau" not in editor.get("/accueil/signalements").text
        assert editor.post(f"/accueil/signalements/{flag_id}", etat="resolved", motif="vu").status_code == 403

    def test_closing_twice_is_refused(self, sign_in: Callable[..., Signed], flag_id: int) -> None:
        editor = sign_in("editor")
        editor.post(f"/accueil/signalements/{flag_id}", etat="resolved", motif="vu")
        assert editor.post(f"/accueil/signalements/{flag_id}", etat="refused", motif="vu").status_code == 422
