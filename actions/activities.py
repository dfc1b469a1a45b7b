"""Activities for children, first of all those followed by child welfare."""

from actions.base import TurnAction
from actions.events import find_dated
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome


class FindActivity(TurnAction):
    """« Des activités numériques pour un enfant de 9 ans en famille d'accueil »"""

    intent = "find_activity"

    def answer(self, turn: Turn) -> Reply:
        reply = find_dated(turn, "activity")
        if reply.outcome is Outcome.ANSWERED:
            reply.say("utter_activity__who_agrees")
        return reply
