"""Public events."""

from actions.base import TurnAction
from actions.listing import drop_shown, show
from actions.places import ask_which_commune, place_is_outside
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome
from pistes.repositories.records import last_day
from pistes.search import Hit


class FindEvent(TurnAction):
    """« Qu'est-ce qu'il y a samedi à Montbrison ? »"""

    intent = "find_event"

    def answer(self, turn: Turn) -> Reply:
        return find_dated(turn, "event")


def find_dated(turn: Turn, kind: str) -> Reply:
    """Events or activities that meet the criteria; else the nearest ones, said to be so.

    Widened in this order: any date, then any theme, each time saying what was not found.
    """
    if place_is_outside(turn):
        return Reply(Outcome.NOTHING_FOUND).say("utter_place__outside", place=turn.criteria["outside"])
    if question := ask_which_commune(turn):
        return question
    found = turn.find(kind, limit=3)
    hits = found.hits
    if turn.understood.get("reaction") in ("other", "too_far", "too_late"):
        hits = drop_shown(turn, turn.find(kind, limit=8).hits)[:3]
    values = {
        "place": turn.place(),
        "date_from": turn.criteria.get("date_from"),
        "date_to": turn.criteria.get("date_to"),
    }
    if hits and kind == "event" and (past := _past_editions(turn, hits)):
        # Only finished editions bear the name asked about: the latest one, said to be so.
        return show(turn, Reply(Outcome.ANSWERED).say("utter_event__last_edition"), past)
    if hits:
        name = "found" if found.exact_place or not turn.criteria.get("commune") else "near"
        reply = show(turn, Reply(Outcome.ANSWERED).say(f"utter_{kind}__{name}", **values), hits)
        if not turn.place():
            reply.suggest("utter_suggest__near_me")
        return reply.suggest("utter_suggest__registration")
    for dropped, changes in (("dates", {"date_from": None, "date_to": None}), ("theme", {"themes": (), "text": ""})):
        wider = turn.find(kind, limit=3, **changes).hits
        if wider:
            reply = Reply(Outcome.NOTHING_FOUND).say(f"utter_{kind}__none_wider_{dropped}", **values)
            return show(turn, reply, wider)
    return Reply(Outcome.NOTHING_FOUND).say(f"utter_{kind}__none", **values).suggest("utter_suggest__person")


def _past_editions(turn: Turn, hits: list[Hit]) -> list[Hit]:
    """The hits that are over, from the latest to the oldest, when the best hit is one of them; empty otherwise."""
    ends = {hit.record_id: ends_on for hit in hits if (ends_on := last_day(turn.session, hit.record_id))}
    over = [hit for hit in hits if hit.record_id in ends and ends[hit.record_id] < turn.now.date()]
    if not over or over[0] is not hits[0]:
        return []
    return sorted(over, key=lambda hit: ends[hit.record_id], reverse=True)
