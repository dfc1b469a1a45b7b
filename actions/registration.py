"""How to enrol in an activity or an event, at what price, with whose agreement."""

from actions.base import TurnAction
from actions.dialogue.choices import position
from actions.listing import show_one
from actions.places import ask_which_commune
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome


class AskRegistration(TurnAction):
    """« Comment on l'inscrit ? », « c'est combien ? »"""

    intent = "ask_registration"

    def answer(self, turn: Turn) -> Reply:
        if question := ask_which_commune(turn):
            return question
        record_id = self._record(turn)
        if record_id is None:
            return Reply(Outcome.CLARIFY).say("utter_registration__which")
        reply = Reply(Outcome.ANSWERED).say("utter_registration__here")
        if record_id.startswith("act:"):
            reply.say("utter_activity__who_agrees")
        return show_one(turn, reply, record_id)

    def _record(self, turn: Turn) -> str | None:
        """The activity or event spoken of: chosen, named in the message, shown last, or the best that fits."""
        if chosen := position(turn.understood, turn.state.shown):
            return chosen
        found = turn.find("activity", "event", limit=1)
        if found.hits and found.matched_text:
            return found.hits[0].record_id
        current = turn.state.focus or ""
        if current.startswith(("act:", "evt:")) and "commune" not in turn.understood:
            return current
        said = {"commune", "theme", "age", "date_from", "audience"} & set(turn.understood)
        return found.hits[0].record_id if found.hits and said else None
