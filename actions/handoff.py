"""A person to talk to: who fits the place and the topic, and how to reach them. We cannot book or call back."""

from actions.base import TurnAction
from actions.listing import show
from actions.places import ask_which_commune
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome


class HumanHandoff(TurnAction):
    """« Je veux parler à quelqu'un »"""

    intent = "human_handoff"

    def answer(self, turn: Turn) -> Reply:
        ask_which_commune(turn)
        return hand_over(turn, Reply(Outcome.HANDOFF).say("utter_handoff__people"))


def hand_over(turn: Turn, reply: Reply) -> Reply:
    """Add the people to call: the point spoken of, else the nearest ones that fit the topic."""
    focus = turn.state.focus or ""
    if focus.startswith("pt:") and "commune" not in turn.understood:
        reply.results = [{"id": focus}]
        return reply
    found = turn.find("reception_point", limit=3, text="")
    if not turn.place() and not turn.criteria.get("department"):
        # Without a place a list of guichets helps nobody: say which place would.
        return reply.say("utter_handoff__tell_commune")
    return show(turn, reply, found.hits)
