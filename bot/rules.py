"""Which action the rules choose for an intent, asked of Rasa's policy once an intent.

Each turn is a dialogue of its own: nothing was said before, no slot is set, and intents hide their entities from the
policies (`use_entities: []` in the domain, a test refuses anything else). What the policy chooses therefore depends on the
intent alone.
"""

from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker


class Rules:
    """The choices of one loaded model."""

    def __init__(self, processor: Any) -> None:
        self.processor = processor
        self._actions: dict[str, str] = {}

    def action(self, intent: str) -> str:
        """The name of the action that answers `intent`."""
        if intent not in self._actions:
            self._actions[intent] = self._predict(intent)
        return self._actions[intent]

    def _predict(self, intent: str) -> str:
        domain = self.processor.domain
        said = UserUttered("", {"name": intent, "confidence": 1.0})
        events = [ActionExecuted(ACTION_LISTEN_NAME), said]
        tracker = DialogueStateTracker.from_events("rules", events, slots=domain.slots)
        action, _ = self.processor.predict_next_with_tracker_if_should(tracker)
        name: str = action.name()
        return name
