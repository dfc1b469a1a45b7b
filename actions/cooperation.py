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
        hits = turn.find("answer", limit=3, insee=None, departments=()).hits
        pistes = turn.find("piste", limit=1, insee=None, departments=())
        if pistes.matched_text:
            # « La Lavalette, c'est dans l'entente ? »: the line of cooperation that the message names is the answer too.
            hits = hits[:2] + pistes.hits
        if not hits:
            return Reply(Outcome.NOTHING_FOUND).say("utter_cooperation__none").suggest("utter_suggest__pistes")
        reply = Reply(Outcome.ANSWERED).say("utter_cooperation__answer")
        return show(turn, reply.suggest("utter_suggest__pistes"), hits)
