"""What the bot's process changes in Rasa at start, each with its measured reason (see `docs/decisions/`)."""

from functools import lru_cache
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException

from bot import logs


def skip_repeated_schema_checks() -> None:
    """Replace Rasa's JSON-schema check of every action's result by a check of the two keys it needs.

    Rasa re-validates the constant schema itself at each call: 52 % of an action turn. The action server is ours, on
    loopback, and its response is built by rasa_sdk's own model.
    """

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        if isinstance(result, dict) and all(isinstance(result.get(key, []), list) for key in ("events", "responses")):
            return True
        raise RasaException("The action server's response is not an object with lists of events and responses.")

    RemoteAction._validate_action_result = check  # type: ignore[method-assign]


@lru_cache(maxsize=1)
def apply() -> None:
    """Apply every change once."""
    logs.configure()
    skip_repeated_schema_checks()
