"""Which criteria are in force after a message: kept, changed, dropped or restored, topic by topic.

The rules are those of the contract: criteria stay within a topic; a new topic starts fresh but keeps the commune; coming
back to an earlier topic restores it; `detail` and `ordinal` belong to their turn, except that a change of place right
after a detail repeats the question.
"""

from datetime import date, timedelta
from typing import Any

from actions.dialogue.state import TOPIC_OF_INTENT, State

PLACE = ("commune", "insee", "department", "area", "outside", "commune_candidates", "commune_candidates_insee")
PER_TURN = (
    "detail",
    "ordinal",
    "language",
    "reaction",
    "same_again",
    "refused_communes",
    "also_communes",
    "free_asked",
)
# A criterion that makes another one of the same group void.
GROUPS = (PLACE, ("date_from", "date_to"), ("age", "age_max"))


def topic_of(intent: str, state: State, understood: dict[str, Any]) -> str | None:
    """The topic a message speaks of; enrolment belongs to the activity or the event under discussion."""
    if intent == "ask_registration":
        if state.topic in ("event", "activity"):
            return state.topic
        return "activity" if understood.get("audience") == "children" or "age" in understood else "event"
    return TOPIC_OF_INTENT.get(intent, state.topic)


def merge(state: State, intent: str, understood: dict[str, Any]) -> dict[str, Any]:
    """Criteria in force after this message, `detail` and `ordinal` of the turn included; updates `state`.

    `understood` is what the message alone says.
    """
    topic = topic_of(intent, state, understood)
    said = {key: value for key, value in understood.items() if key not in PER_TURN}
    turn: dict[str, Any] = {key: understood[key] for key in ("detail", "ordinal") if key in understood}
    if topic is None:
        # Nothing searched yet: what is said waits for the topic to come.
        pending = _override(state.criteria.get("", {}), said)
        if pending:
            state.criteria[""] = pending
        return {**pending, **turn}
    before = _starting_point(state, topic, intent, said)
    said = _shift_repeated_week(before, said, understood)
    now = _override(before, said)
    _drop_refused(now, understood)
    if intent == "inform" and "detail" not in turn and state.last_detail and state.topic == topic:
        turn["detail"] = state.last_detail
    state.topic = topic
    state.criteria[topic] = now
    return {**now, **turn}


def _starting_point(state: State, topic: str, intent: str, said: dict[str, Any]) -> dict[str, Any]:
    if topic in state.criteria:
        before = state.criteria[topic]
        if topic == "procedure" and said.get("procedure") not in (None, before.get("procedure")) and intent != "inform":
            return _place_of(before)
        if topic == "piste" and intent == "piste_details":
            return before
        return dict(before)
    waiting = state.criteria.pop("", {})
    return {**_place_of(state.in_force), **waiting}


def _place_of(criteria: dict[str, Any]) -> dict[str, Any]:
    return {key: criteria[key] for key in ("commune", "insee") if key in criteria}


def _override(before: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    kept = dict(before)
    for group in GROUPS:
        if any(key in said for key in group):
            for key in group:
                kept.pop(key, None)
    return {**kept, **said}


def _shift_repeated_week(before: dict[str, Any], said: dict[str, Any], understood: dict[str, Any]) -> dict[str, Any]:
    """« pareil pour samedi prochain » after a search on that very Saturday means a week later."""
    same = understood.get("same_again") and "date_from" in said
    if not same or (said["date_from"], said.get("date_to")) != (before.get("date_from"), before.get("date_to")):
        return said
    moved = {key: (date.fromisoformat(said[key]) + timedelta(days=7)).isoformat() for key in ("date_from", "date_to")}
    return {**said, **moved}


def _drop_refused(criteria: dict[str, Any], understood: dict[str, Any]) -> None:
    if criteria.get("commune") in understood.get("refused_communes", []) and "commune" not in understood:
        criteria.pop("commune", None)
        criteria.pop("insee", None)
