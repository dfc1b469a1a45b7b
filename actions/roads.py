"""The state of roads: we have no live data and say so; who knows it, with the source."""

from actions.base import TurnAction
from actions.listing import show
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome

# What the records that tell where to find live road information are about.
ROAD_TEXT = "état des routes viabilité hivernale info route"


class AskRoad(TurnAction):
    """« La route de Tence est dégagée ? »"""

    intent = "ask_road"

    def answer(self, turn: Turn) -> Reply:
        found = turn.find("answer", "referral", limit=2, text=ROAD_TEXT, insee=None, departments=(), themes=())
        reply = Reply(Outcome.ANSWERED if found.hits else Outcome.NOTHING_FOUND)
        reply.say("utter_road__no_live_data", place=turn.place())
        return show(turn, reply, found.hits).suggest("utter_suggest__road_pistes")
