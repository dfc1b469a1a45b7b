"""Cards: the contract's shape, only what the record holds, and truth with dates."""

from datetime import date, datetime
from typing import Any

import pytest

from pistes.clock import PARIS
from pistes.database import Database
from pistes.models import Flag, HelpLine, Record
from pistes.services.cards import card, load_cards

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=PARIS)
CONTRACT = {"kind", "id", "title", "text", "url", "commune", "distance_km", "example", "facts", "source"}


@pytest.fixture
def point(make_record: Any) -> Record:
    record: Record = make_record(
        "reception_point",
        "pt:firminy",
        title="Accueil autonomie : Firminy",
        summary="On y est reçu sans rendez-vous !",
        address="1 place de l'Essai",
        postcode="42700",
        phones=[{"number": "01 99 00 10 10", "label": "Accueil"}, {"number": "04 65 71 22 33"}],
        email="essai@example.org",
        opening_hours="Mo-Fr 09:00-12:00",
        appointment="none",
        access={"step_free": True, "parking": True, "hearing_loop": False},
        lat=45.38,
        lon=4.29,
    )
    return record


class TestShape:
    def test_has_every_key_of_the_contract(self, point: Record) -> None:
        made = card(point, NOW, commune="Firminy", distance_km=3.24)
        assert set(made) >= CONTRACT
        assert made["distance_km"] == 3.2
        assert made["source"] == {"name": "Essai", "url": "https://example.org/essai", "checked_on": "2026-11-20"}

    def test_says_when_it_was_checked(self, point: Record) -> None:
        assert card(point, NOW)["verified"] == "vérifié le 20\u00a0novembre 2026"

    def test_puts_no_break_spaces_in_what_the_record_says(self, point: Record) -> None:
        made = card(point, NOW)
        assert made["title"] == "Accueil autonomie\u00a0: Firminy"
        assert made["text"].endswith("rendez-vous\u202f!")

    def test_words_the_reasons_why_it_is_shown(self, point: Record) -> None:
        assert card(point, NOW, why=("joint",))["why"] == ["Point commun aux deux Départements"]

    def test_never_links_to_anything_but_the_web(self, make_record: Any) -> None:
        record = make_record("piste", "piste:a", website="javascript:alert(1)")
        assert card(record, NOW)["url"] == "https://example.org/essai"

    def test_takes_the_simple_wording_when_asked(self, make_record: Any) -> None:
        record = make_record("answer", "rep:a", answer="Réponse.", plain="Réponse simple.")
        assert card(record, NOW, plain=True)["text"] == "Réponse simple."


class TestFactsOfAPoint:
    def test_are_in_words(self, point: Record) -> None:
        facts = card(point, NOW, commune="Firminy")["facts"]
        assert facts == {
            "phone": "01 99 00 10 10",
            "hours": "Du lundi au vendredi\u00a0: 9\u00a0h à 12\u00a0h",
            "hours_now": "Ouvert maintenant, ferme à 12\u00a0h.",
            "address": "1 place de l'Essai, 42700 Firminy",
            "email": "essai@example.org",
            "access": "Accès de plain-pied et stationnement\u202f; pas de boucle magnétique",
            "appointment": "Sans rendez-vous",
        }

    def test_are_only_what_the_record_holds(self, make_record: Any) -> None:
        assert card(make_record("reception_point", "pt:a"), NOW, commune="Firminy")["facts"] == {}

    def test_link_to_every_phone(self, point: Record) -> None:
        assert [phone["href"] for phone in card(point, NOW)["links"]["tel"]] == ["tel:+33199001010", "tel:+33465712233"]

    def test_show_what_hours_say_when_they_could_not_be_read(self, make_record: Any) -> None:
        record = make_record("reception_point", "pt:a", hours_text="Le matin sauf mardi")
        assert card(record, NOW)["facts"]["hours"] == "Le matin sauf mardi"

    def test_survive_hours_that_cannot_be_read(self, make_record: Any) -> None:
        record = make_record("reception_point", "pt:a", opening_hours="n'importe quoi")
        assert "hours" not in card(record, NOW)["facts"]

    def test_tell_a_closure_to_come(self, point: Any) -> None:
        point.closures = [{"from": "2026-12-24", "to": "2026-12-31", "reason": "congés"}]
        assert card(point, NOW)["facts"]["closures"] == "Fermé du 24 au 31\u00a0décembre 2026 (congés)"


class TestTruthWithDates:
    def test_hours_checked_too_long_ago_are_withheld(self, point: Record) -> None:
        point.checked_on = date(2025, 10, 1)
        made = card(point, NOW)
        assert made["freshness"] == "withheld"
        assert "hours" not in made["facts"]
        assert "hours_now" not in made["facts"]
        assert made["text"].endswith("Appelez avant de venir.")

    def test_hours_are_shown_to_the_last_day_of_the_rhythm(self, point: Record) -> None:
        point.checked_on, point.review_every_days = date(2026, 11, 20), 5
        assert card(point, NOW)["freshness"] == "ok"

    def test_the_record_s_own_rhythm_wins(self, point: Record) -> None:
        point.checked_on, point.review_every_days = date(2026, 11, 20), 4
        assert card(point, NOW)["freshness"] == "withheld"

    def test_facts_past_their_validity_are_to_be_confirmed_by_phone(self, make_record: Any) -> None:
        record = make_record("reception_point", "pt:a", phones=[{"number": "01 99 00 10 10"}], valid_until="2026-11-24")
        made = card(record, NOW)
        assert made["freshness"] == "to_confirm"
        assert made["notice"] == "À confirmer par téléphone."

    def test_facts_without_a_phone_are_to_be_confirmed_with_the_service(self, make_record: Any) -> None:
        record = make_record("procedure", "proc:apa", valid_until="2026-11-24")
        assert card(record, NOW)["notice"] == "À confirmer auprès du service."

    def test_the_last_day_of_validity_counts(self, make_record: Any) -> None:
        record = make_record("procedure", "proc:apa", valid_until="2026-11-25")
        assert card(record, NOW)["freshness"] == "ok"


def timing(begin: str, end: str) -> dict[str, str]:
    return {"begin": begin, "end": end}


class TestEvents:
    def test_to_come_have_their_day_and_hours(self, make_record: Any) -> None:
        facts = card(make_record("event", "evt:a"), NOW)["facts"]
        assert facts["dates"] == "Le samedi 28\u00a0novembre 2026, de 10\u00a0h à 18\u00a0h"
        assert facts["status"] == "À venir"

    def test_whose_hours_are_not_known_give_none(self, make_record: Any) -> None:
        facts = card(make_record("event", "evt:a", precision="day"), NOW)["facts"]
        assert facts["dates"] == "Le samedi 28\u00a0novembre 2026"

    def test_known_by_month_only_give_the_month(self, make_record: Any) -> None:
        facts = card(make_record("event", "evt:a", precision="month"), NOW)["facts"]
        assert facts["dates"] == "En novembre 2026"

    def test_of_today_say_so(self, make_record: Any) -> None:
        record = make_record(
            "event", "evt:a", timings=[timing("2026-11-25T18:00:00+01:00", "2026-11-25T20:00:00+01:00")]
        )
        assert card(record, NOW)["text"].startswith("Aujourd'hui.")

    def test_of_the_past_are_told_in_the_past(self, make_record: Any) -> None:
        record = make_record(
            "event",
            "evt:a",
            summary="Course.",
            registration={"how": "En ligne", "state": "open"},
            timings=[timing("2019-06-23T08:00:00+02:00", "2019-06-23T18:00:00+02:00")],
        )
        made = card(record, NOW)
        assert made["text"] == "A eu lieu le dimanche 23\u00a0juin 2019. Course."
        assert made["facts"]["status"] == "Terminé"
        assert "registration" not in made["facts"]

    def test_cancelled_say_it_first(self, make_record: Any) -> None:
        assert card(make_record("event", "evt:a", status="cancelled"), NOW)["text"].startswith("Annulé.")

    def test_full_say_so(self, make_record: Any) -> None:
        assert card(make_record("event", "evt:a", status="full"), NOW)["facts"]["status"] == "Complet"

    def test_free_say_so(self, make_record: Any) -> None:
        assert card(make_record("event", "evt:a", free=True), NOW)["facts"]["price"] == "Gratuit"

    def test_have_a_calendar_file(self, make_record: Any) -> None:
        assert card(make_record("event", "evt:a"), NOW)["links"]["ics"] == "/api/event/evt:a.ics"


class TestActivities:
    def test_tell_age_session_and_registration(self, make_record: Any) -> None:
        record = make_record(
            "activity",
            "act:a",
            age_min=6,
            age_max=10,
            schedule="Le samedi",
            timings=[timing("2026-11-28T10:00:00+01:00", "2026-11-28T11:30:00+01:00")],
            registration={"how": "Par le référent", "state": "open", "authorisation": "Accord du référent"},
        )
        facts = card(record, NOW)["facts"]
        assert facts["age"] == "de 6 à 10\u00a0ans"
        assert facts["dates"] == "Le samedi. Prochaine séance\u00a0: samedi 28\u00a0novembre 2026 à 10\u00a0h"
        assert facts["registration"] == "Inscriptions ouvertes. Par le référent. Accord du référent"


class TestHelpLines:
    def test_that_take_calls_have_a_link(self, make_record: Any) -> None:
        made = card(make_record("help_line", "aide:a", number="3919"), NOW)
        assert made["links"]["tel"][0]["href"] == "tel:3919"

    def test_reached_in_writing_only_have_none(self, make_record: Any) -> None:
        made = card(make_record("help_line", "aide:114", number="114"), NOW)
        assert "tel" not in made["links"]
        assert made["links"]["sms"] == "sms:114"

    def test_whose_channels_leave_calls_out_have_none(self, make_record: Any) -> None:
        line = make_record("help_line", "aide:a")
        assert isinstance(line, HelpLine)
        line.channels = ["web"]
        assert "tel" not in card(line, NOW)["links"]


class TestLoadCards:
    def test_keeps_the_order_and_leaves_unknown_and_unpublished_out(
        self, sqlite_database: Database, make_record: Any
    ) -> None:
        with sqlite_database.write() as session:
            hidden = make_record("piste", "piste:hidden")
            hidden.published = False
            session.add_all([make_record("event", "evt:a"), make_record("reception_point", "pt:a"), hidden])
        with sqlite_database.read() as session:
            cards = load_cards(session, ["pt:a", "piste:hidden", "unknown", "evt:a", "pt:a"], NOW)
        assert [made["id"] for made in cards] == ["pt:a", "evt:a"]
        assert cards[0]["commune"] == "Firminy"

    def test_tells_that_a_fact_was_flagged(self, sqlite_database: Database, make_record: Any) -> None:
        with sqlite_database.write() as session:
            session.add(make_record("reception_point", "pt:a"))
            session.flush()
            session.add(Flag(record_id="pt:a", field="phone", by="accueil", at=NOW))
        with sqlite_database.read() as session:
            assert load_cards(session, ["pt:a"], NOW)[0]["flagged"] is True

    def test_gives_distances_and_reasons(self, sqlite_database: Database, make_record: Any) -> None:
        with sqlite_database.write() as session:
            session.add(make_record("reception_point", "pt:a"))
        with sqlite_database.read() as session:
            made = load_cards(session, ["pt:a"], NOW, distances={"pt:a": 4.04}, whys={"pt:a": ["joint"]})[0]
        assert (made["distance_km"], made["why"]) == (4.0, ["Point commun aux deux Départements"])
