"""The lines of cooperation: which ones exist, and what is known of one."""

from actions.base import TurnAction
from actions.dialogue.choices import position
from actions.listing import show, show_one
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome
from pistes.repositories.records import count_pistes_among_thirty

MAX_LISTED = 10


class FindPiste(TurnAction):
    """« Quelles pistes sur les routes ? »"""

    intent = "find_piste"

    def answer(self, turn: Turn) -> Reply:
        narrowed = bool(turn.criteria.get("theme"))
        found = turn.find("piste", limit=5 if narrowed else MAX_LISTED, insee=None, departments=())
        if not found.hits:
            return Reply(Outcome.NOTHING_FOUND).say("utter_piste__none", theme=turn.criteria.get("theme"))
        documented = count_pistes_among_thirty(turn.session)
        name = "theme" if narrowed or found.matched_text else "list"
        reply = Reply(Outcome.ANSWERED).say(
            f"utter_piste__{name}", documented=documented, theme=turn.criteria.get("theme")
        )
        return show(turn, reply, found.hits)


class PisteDetails(TurnAction):
    """« La piste sur les collèges, où ça en est ? »"""

    intent = "piste_details"

    def answer(self, turn: Turn) -> Reply:
        if chosen := position(turn.understood, turn.state.shown):
            return show_one(turn, Reply(Outcome.ANSWERED).say("utter_piste__details"), chosen)
        found = turn.find("piste", limit=3, insee=None, departments=())
        current = turn.state.focus or ""
        if current.startswith("piste:") and not found.matched_text and "theme" not in turn.understood:
            return show_one(turn, Reply(Outcome.ANSWERED).say("utter_piste__details"), current)
        if found.hits and (found.matched_text or turn.criteria.get("theme")):
            return show(turn, Reply(Outcome.ANSWERED).say("utter_piste__details"), found.hits)
        return FindPiste(self.services).answer(turn)
