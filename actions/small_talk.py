"""What is no search: greetings, thanks, what the assistant is, opinions on it, insults, and what is not ours."""

from actions.base import TurnAction
from actions.handoff import hand_over
from actions.listing import show
from actions.reply import Reply
from actions.turn import Turn
from pistes.outcomes import Outcome


class SmallTalk(TurnAction):
    """An intent that one response answers."""

    def __init__(self, services: object, intent: str, *suggestions: str) -> None:
        super().__init__(services)  # type: ignore[arg-type]
        self.intent = intent
        self._suggestions = suggestions

    def answer(self, turn: Turn) -> Reply:
        reply = Reply(Outcome.CHITCHAT).say(f"utter_chitchat__{self.intent}")
        if turn.intent == "thank" and turn.state.in_force:
            reply.suggest("utter_suggest__go_on")
        for name in self._suggestions:
            reply.suggest(name)
        return reply


class Simplify(TurnAction):
    """« Je n'ai pas compris » : the last answer again, in simple French."""

    intent = "simplify"

    def answer(self, turn: Turn) -> Reply:
        last = turn.state.last_answer
        if not last:
            return Reply(Outcome.CHITCHAT).say("utter_chitchat__nothing_to_simplify")
        reply = Reply(Outcome.CHITCHAT, plain=True).say("utter_chitchat__simplify")
        reply.messages += [(name, values) for name, values in last.get("messages", [])]
        reply.results = list(last.get("results", []))
        return reply.suggest("utter_suggest__person")


class OutOfScope(TurnAction):
    """Not ours: says who does it, where known."""

    intent = "out_of_scope"

    def answer(self, turn: Turn) -> Reply:
        found = turn.find("referral", limit=1, insee=None, departments=(), themes=())
        if found.hits and found.matched_text:
            focus, shown = turn.state.focus, turn.state.shown
            reply = show(turn, Reply(Outcome.OUT_OF_SCOPE).say("utter_out_of_scope__who"), found.hits)
            # The list under discussion is not lost to a question in passing.
            turn.state.focus, turn.state.shown = focus, shown
            return reply
        return Reply(Outcome.OUT_OF_SCOPE).say("utter_out_of_scope__unknown").suggest("utter_suggest__capabilities")


class NotUnderstood(TurnAction):
    """Unsure: first real choices, then a person."""

    intent = "not_understood"

    def answer(self, turn: Turn) -> Reply:
        if language := turn.understood.get("language"):
            return Reply(Outcome.NOT_UNDERSTOOD).say(f"utter_language__{language}")
        if turn.state.misses >= 1:
            return hand_over(turn, Reply(Outcome.NOT_UNDERSTOOD).say("utter_fallback__person"))
        reply = Reply(Outcome.NOT_UNDERSTOOD).say("utter_fallback__choices")
        for name, _ in turn.ranking[:3]:
            reply.suggest(f"utter_suggest__intent_{name}")
        return reply.suggest("utter_suggest__person")


class Emergency(TurnAction):
    """Danger that the bot found where the guard did not: the API answers, from the same table and texts."""

    intent = "emergency"

    def answer(self, turn: Turn) -> Reply:
        return Reply(Outcome.EMERGENCY, danger=True)
