"""Messages that only make sense after another: a changed criterion, a choice in a list, yes, no."""

from actions.base import TurnAction
from actions.dialogue.choices import position
from actions.dialogue.state import SEARCH_OF_TOPIC
from actions.listing import show_one
from actions.places import ask_which_commune
from actions.reception_points import detail_reply
from actions.reply import Reply
from actions.turn import Services, Turn
from pistes.outcomes import Outcome


def answer_to_question(turn: Turn, answers: dict[str, TurnAction]) -> Reply | None:
    """The search that waited for « lequel ? », run with the commune just chosen; None when nothing was chosen so."""
    asked = turn.state.asked
    if not asked or not asked.candidates or "commune" not in turn.understood or asked.intent not in answers:
        return None
    turn.intent = asked.intent
    return answers[asked.intent].answer(turn)


class Inform(TurnAction):
    """« Et à Firminy ? » : the search under way again, with what changed."""

    intent = "inform"

    def __init__(self, services: Services, answers: dict[str, TurnAction]) -> None:
        super().__init__(services)
        self._answers = answers

    def answer(self, turn: Turn) -> Reply:
        asked = turn.state.asked
        intent = (asked.intent if asked else None) or self._running(turn)
        if intent not in self._answers:
            return self._ask_topic(turn)
        turn.intent = intent
        return self._answers[intent].answer(turn)

    def _running(self, turn: Turn) -> str | None:
        if turn.criteria.get("detail") and turn.state.topic == "reception_point":
            return "reception_point_details"
        return SEARCH_OF_TOPIC.get(turn.state.topic or "")

    def _ask_topic(self, turn: Turn) -> Reply:
        if question := ask_which_commune(turn):
            return question
        reply = Reply(Outcome.CLARIFY).say("utter_inform__ask_topic", place=turn.place())
        for topic in ("reception_point", "activity", "event", "procedure"):
            reply.suggest(f"utter_suggest__topic_{topic}")
        return reply


class SelectItem(TurnAction):
    """« Le deuxième », « celui de Monistrol »"""

    intent = "select_item"

    def __init__(self, services: Services, answers: dict[str, TurnAction]) -> None:
        super().__init__(services)
        self._answers = answers

    def answer(self, turn: Turn) -> Reply:
        if answered := answer_to_question(turn, self._answers):
            return answered
        chosen = position(turn.understood, turn.state.shown) or self._named(turn)
        if chosen is None:
            name = "utter_select__which" if turn.state.shown else "utter_select__nothing_shown"
            return Reply(Outcome.CLARIFY).say(name, count=len(turn.state.shown))
        if turn.criteria.get("detail"):
            return detail_reply(turn, chosen, turn.criteria["detail"])
        return show_one(turn, Reply(Outcome.ANSWERED).say("utter_select__chosen"), chosen)

    def _named(self, turn: Turn) -> str | None:
        """The shown record that the message names best, if one stands out."""
        shown = set(turn.state.shown)
        if not shown:
            return None
        kinds = {record_id.split(":")[0] for record_id in shown}
        names = {"pt": "reception_point", "act": "activity", "evt": "event", "piste": "piste", "proc": "procedure"}
        found = turn.find(*(names[k] for k in kinds if k in names), limit=20)
        hits = [hit for hit in found.hits if hit.record_id in shown]
        named = found.matched_text or "commune" in turn.understood
        return hits[0].record_id if hits and named else None


class Affirm(TurnAction):
    """« Oui » : to what the assistant offered, else a polite way on."""

    intent = "affirm"

    def __init__(self, services: Services, answers: dict[str, TurnAction]) -> None:
        super().__init__(services)
        self._answers = answers

    def answer(self, turn: Turn) -> Reply:
        asked = turn.state.asked
        if asked and asked.offer in self._answers:
            turn.intent = asked.offer
            return self._answers[asked.offer].answer(turn)
        if turn.state.last_intent == "human_handoff":
            return self._answers["human_handoff"].answer(turn)
        if asked and asked.about == "commune":
            turn.state.asked = asked
            return Reply(Outcome.CLARIFY).say("utter_place__which_one_please")
        return Reply(Outcome.CHITCHAT).say("utter_chitchat__affirm")


class Deny(TurnAction):
    """« Non » : a question may be refused without the search getting stuck."""

    intent = "deny"

    def __init__(self, services: Services, answers: dict[str, TurnAction]) -> None:
        super().__init__(services)
        self._answers = answers

    def answer(self, turn: Turn) -> Reply:
        asked = turn.state.asked
        if asked and asked.about == "commune" and not asked.candidates and asked.intent in self._answers:
            turn.intent = asked.intent
            return self._answers[asked.intent].answer(turn)
        return Reply(Outcome.CHITCHAT).say("utter_chitchat__deny").suggest("utter_suggest__person")
