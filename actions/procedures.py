"""How to get an aid or a right: what it is, for whom, who decides, the first step."""

from actions.base import TurnAction
from actions.listing import show
from actions.places import ask_which_commune
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome
from pistes.services.nearest import who_decides

# Asked of the Région, of a college or of a service for children: the nearest counter would mislead.
_ASKED_ELSEWHERE = frozenset(["transport_scolaire", "college", "assmat"])


class AskProcedure(TurnAction):
    """« Comment demander l'APA ? »"""

    intent = "ask_procedure"

    def answer(self, turn: Turn) -> Reply:
        if question := ask_which_commune(turn):
            return question
        key = turn.criteria.get("procedure")
        # Appeals, leaving care, respite, moving: stored answers beside the procedures themselves.
        found = turn.find("procedure", "answer", limit=3, insee=None, departments=())
        if not found.hits or not (key or found.matched_text):
            return Reply(Outcome.CLARIFY).say("utter_procedure__which").suggest("utter_suggest__person")
        insee = turn.criteria.get("insee")
        hits = found.hits[:2]
        if insee and key not in _ASKED_ELSEWHERE:
            # Who names a commune wants to know where one is helped as well.
            hits += turn.find("reception_point", limit=1).hits
        reply = show(turn, Reply(Outcome.ANSWERED).say("utter_procedure__answer"), hits)
        if key and insee and (competence := who_decides(turn.session, key, insee)):
            reply.say(
                "utter_procedure__who_decides",
                place=turn.criteria.get("commune"),
                authority=competence.authority,
                note=competence.note or "",
            )
        if turn.criteria.get("audience") == "caregiver":
            reply.say("utter_reception_point__caregiver")
        return reply.suggest("utter_suggest__where_help").suggest("utter_suggest__person")
