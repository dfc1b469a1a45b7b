"""The cooperation itself: stored answers taken from its founding document and dated sources."""

from actions.base import TurnAction
from actions.listing import show
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome


class AskCooperation(TurnAction):
    """« Quand a été signée la convention ? »"""

    intent = "ask_cooperation"

    def answer(self, turn: Turn) -> Reply:
        found = turn.find("answer", limit=3, insee=None, departments=())
        if not found.hits:
            return Reply(Outcome.NOTHING_FOUND).say("utter_cooperation__none").suggest("utter_suggest__pistes")
        reply = Reply(Outcome.ANSWERED).say("utter_cooperation__answer")
        return show(turn, reply.suggest("utter_suggest__pistes"), found.hits)
