"""Criteria in force, turn by turn: the rules of the contract."""

from actions.dialogue.criteria import merge, topic_of
from actions.dialogue.state import State

FIRMINY = {"commune": "Firminy", "insee": "42095"}
FEURS = {"commune": "Feurs", "insee": "42094"}
SATURDAY = {"date_from": "2026-11-28", "date_to": "2026-11-28"}


def test_criteria_stay_within_a_topic() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, "theme": "culture"})
    assert merge(state, "inform", SATURDAY) == {**FIRMINY, "theme": "culture", **SATURDAY}


def test_a_new_place_replaces_the_whole_place() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, "department": "42"})
    assert merge(state, "inform", FEURS) == FEURS


def test_one_age_replaces_a_range_of_ages() -> None:
    state = State()
    merge(state, "find_activity", {"age": 5, "age_max": 12})
    assert merge(state, "inform", {"age": 9}) == {"age": 9}


def test_a_new_topic_starts_fresh_but_keeps_the_commune() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, **SATURDAY, "theme": "culture"})
    assert merge(state, "ask_procedure", {"procedure": "apa"}) == {**FIRMINY, "procedure": "apa"}


def test_coming_back_to_a_topic_restores_it() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, **SATURDAY})
    merge(state, "ask_procedure", {"procedure": "apa", **FEURS})
    assert merge(state, "find_event", {}) == {**FIRMINY, **SATURDAY}


def test_another_procedure_forgets_the_first_one_but_not_the_commune() -> None:
    state = State()
    merge(state, "ask_procedure", {"procedure": "aah", "audience": "disabled", **FIRMINY})
    assert merge(state, "ask_procedure", {"procedure": "apa"}) == {**FIRMINY, "procedure": "apa"}


def test_detail_and_ordinal_belong_to_their_turn() -> None:
    state = State()
    assert merge(state, "reception_point_details", {**FIRMINY, "detail": "hours", "ordinal": 2})["detail"] == "hours"
    assert merge(state, "thank", {}) == FIRMINY


def test_a_change_of_place_right_after_a_detail_repeats_the_question() -> None:
    state = State(last_detail="hours")
    merge(state, "reception_point_details", {**FIRMINY, "detail": "hours"})
    assert merge(state, "inform", FEURS) == {**FEURS, "detail": "hours"}


def test_small_talk_and_danger_keep_the_criteria_in_force() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, **SATURDAY})
    for intent in ("thank", "insult", "emergency", "out_of_scope", "ask_privacy"):
        assert merge(state, intent, {}) == {**FIRMINY, **SATURDAY}


def test_the_same_again_for_next_saturday_is_a_week_later() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, **SATURDAY})
    again = merge(state, "inform", {**SATURDAY, "same_again": True})
    assert (again["date_from"], again["date_to"]) == ("2026-12-05", "2026-12-05")


def test_a_refused_commune_is_dropped() -> None:
    state = State()
    merge(state, "find_event", FIRMINY)
    assert merge(state, "inform", {"refused_communes": ["Firminy"]}) == {}


def test_what_is_said_before_any_topic_waits_for_it() -> None:
    state = State()
    assert merge(state, "inform", FIRMINY) == FIRMINY
    assert merge(state, "find_event", {"theme": "sport"}) == {**FIRMINY, "theme": "sport"}


def test_enrolment_belongs_to_what_is_under_discussion() -> None:
    assert topic_of("ask_registration", State(topic="event"), {}) == "event"
    assert topic_of("ask_registration", State(), {"audience": "children"}) == "activity"
    assert topic_of("ask_registration", State(topic="procedure"), {}) == "event"


def test_a_state_survives_its_own_json() -> None:
    state = State()
    merge(state, "find_event", {**FIRMINY, **SATURDAY})
    assert State.load(state.dump()) == state


def test_a_broken_state_starts_afresh() -> None:
    for raw in (None, [], "x", {"asked": {"nonsense": 1}}, {"unknown": 2}):
        assert State.load(raw) == State()  # type: ignore[arg-type]
