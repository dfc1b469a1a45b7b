"""What an action sends back through the bot: names of responses, ids of records, the new state. Never any wording."""

from dataclasses import dataclass, field
from typing import Any

from pistes.outcomes import Outcome


@dataclass
class Reply:
    """An answer before it is worded: the API renders responses and cards from it."""

    outcome: Outcome
    # (name of a response in `bot/domain/`, values for its placeholders)
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    # {"id", "distance_km"?, "why"?}, best first.
    results: list[dict[str, Any]] = field(default_factory=list)
    # (name of a suggestion in `bot/domain/`, values): a label and the message it sends.
    suggestions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    # Danger found by the bot where the guard found none.
    danger: bool = False
    # Said in simple French whatever the resident's setting: the answer to « je n'ai pas compris ».
    plain: bool = False

    def say(self, name: str, **values: Any) -> "Reply":
        """Add a message."""
        self.messages.append((name, values))
        return self

    def suggest(self, name: str, **values: Any) -> "Reply":
        """Add a suggestion."""
        self.suggestions.append((name, values))
        return self

    def payload(self, criteria: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
        """The JSON that travels to the API."""
        return {
            "outcome": self.outcome.value,
            "criteria": criteria,
            "messages": [{"name": name, "values": values} for name, values in self.messages],
            "results": self.results,
            "suggestions": [{"name": name, "values": values} for name, values in self.suggestions],
            "danger": self.danger,
            "plain": self.plain,
            "state": state,
        }
