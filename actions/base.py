"""What every action does around its own answer: read the turn, merge criteria, answer, hand the new state back."""

from typing import Any

import anyio.to_thread
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.dialogue.choices import resolve_candidate
from actions.dialogue.criteria import merge
from actions.reply import Reply
from actions.turn import Services, Turn, read_tracker
from pistes.outcomes import Outcome

# Intents that are no answer to talk about again: `simplify` skips over them.
_SMALL_TALK = {"simplify", "thank", "greet", "affirm", "deny", "give_feedback"}


class TurnAction(Action):
    """Base of our actions. A subclass gives `intent` and `answer`; its Rasa name is `action_<intent>`."""

    intent: str

    def __init__(self, services: Services) -> None:
        self.services = services

    def name(self) -> str:
        return f"action_{self.intent}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer in a worker thread (the database is synchronous) and send one payload back."""
        raw = {"latest_message": tracker.latest_message}
        payload = await anyio.to_thread.run_sync(self._payload, raw)
        dispatcher.utter_message(json_message=payload)
        return []

    def _payload(self, raw: dict[str, Any]) -> dict[str, Any]:
        with self.services.database.read() as session:
            return answer_turn(self, read_tracker(raw, self.services, session))

    def answer(self, turn: Turn) -> Reply:
        """The reply to `turn`, whose criteria are merged already."""
        raise NotImplementedError


def answer_turn(action: TurnAction, turn: Turn) -> dict[str, Any]:
    """Run `action` on `turn`: criteria first, then the answer, then what later turns need to know."""
    state = turn.state
    asked = state.asked
    turn.understood = resolve_candidate(turn.text, turn.understood, state, turn.services.gazetteer)
    turn.criteria = merge(state, turn.intent, turn.understood)
    intent = turn.intent
    reply = action.answer(turn)
    if state.asked is asked:
        # A question waits for one turn only; whoever asks again sets a new one.
        state.asked = None
    if intent not in _SMALL_TALK:
        state.last_intent = turn.intent
        state.last_detail = turn.criteria.get("detail")
        state.last_answer = {"messages": reply.messages, "results": reply.results, "outcome": reply.outcome.value}
    state.misses = state.misses + 1 if reply.outcome is Outcome.NOT_UNDERSTOOD else 0
    return reply.payload(turn.criteria, state.dump())
