"""Runs the action that the bot's rules chose, in this process: what the bot read goes straight to it, with no request."""

from typing import Any

import orjson
from sqlalchemy.orm import Session

from actions.base import TurnAction, answer_turn
from actions.turn import Services, read_tracker


class UnknownAction(LookupError):
    """The bot names an action that this version does not have; the message is its name."""


class ActionDesk:
    """The actions by the name that the rules give them."""

    def __init__(self, actions: list[TurnAction], services: Services) -> None:
        self._actions = {action.name(): action for action in actions}
        self._services = services

    def run(self, name: str, message: dict[str, Any], session: Session) -> dict[str, Any]:
        """The payload of action `name` for `message`, which is what Rasa posts as `latest_message`.

        Raises `UnknownAction`.
        """
        action = self._actions.get(name)
        if action is None:
            raise UnknownAction(name)
        # Copied on the way in and out, as between processes: an action changes nothing of its caller's, and what it gives
        # is plain JSON, as it will be stored.
        read = orjson.loads(orjson.dumps(message))
        payload = answer_turn(action, read_tracker({"latest_message": read}, self._services, session))
        copied: dict[str, Any] = orjson.loads(orjson.dumps(payload))
        return copied
