"""The channel by which the API asks the bot: one stateless turn a request.

`POST /webhooks/passerelle/turn` with `{text, now}` gives `{text, intent, ranking, understood, action}`: what Rasa's
pipeline reads in a message and which action its rules choose. The API runs the action itself
(docs/decisions/0003-actions-in-the-api.md). Nothing of a message stays in the bot, any bot may take any turn, and turn 500
costs what turn 5 costs.
"""

import asyncio
import gc
import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import startup
from bot.rules import Rules

# Rasa reads "/intent{...}" typed by anybody as a command: residents' slashes become spaces.
COMMAND_PREFIXES = "/ \t\r\n\f\v\u00a0\u2028\u2029\ufeff\u200b"
MAX_TEXT = 8_192
WARM_UP = "point d'accueil près de Firminy demain"

log = logging.getLogger(__name__)


class TurnChannel(InputChannel):
    """Rasa's door, for our API only: a shared secret guards it, beside loopback."""

    @classmethod
    def name(cls) -> str:
        return "passerelle"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "TurnChannel":
        return cls((credentials or {}).get("secret") or "")

    def __init__(self, secret: str) -> None:
        if not secret:
            raise ValueError("the turn channel needs PASSERELLE_SECRET")
        self._secret = secret
        self._warming: asyncio.Future[None] | None = None
        self._rules: Rules | None = None
        startup.apply()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two routes: a turn, and a health check that says which model is loaded."""
        blueprint = Blueprint("passerelle_turns")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = agent is not None and agent.is_ready()
            if ready and self._warming is None:
                # Apart from this request: a check that gives up early does not stop it.
                self._warming = asyncio.ensure_future(self._warm_up(agent))
            ready = ready and self._warming is not None and self._warming.done()
            return response.json(
                {"ready": ready, "model": getattr(agent, "model_id", None)}, status=200 if ready else 503
            )

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {self._secret}"):
                return response.json({"error": "forbidden"}, status=403)
            return response.json(await self._answer(request.app.ctx.agent, request.json))

        return blueprint

    async def _warm_up(self, agent: Any) -> None:
        """Read a made-up question, so that no resident waits for what is loaded at the first one."""
        try:
            await self._answer(agent, {"text": WARM_UP, "now": datetime.now().astimezone().isoformat()})
        except Exception as error:
            log.warning("warm-up failed: %s", type(error).__name__)
        # The model and Rasa stay: the garbage collector need not walk through them again.
        gc.freeze()

    async def _answer(self, agent: Any, body: dict[str, Any]) -> dict[str, Any]:
        text = str(body["text"])[:MAX_TEXT].lstrip(COMMAND_PREFIXES) or "?"
        message = UserMessage(text, input_channel=self.name(), metadata={"now": body.get("now")})
        parsed = await agent.processor.parse_message(message)
        return {
            "text": message.text,
            "intent": parsed["intent"],
            "ranking": parsed.get("intent_ranking", [])[:5],
            "understood": {entity["entity"]: entity["value"] for entity in parsed["entities"]},
            "action": self._rules_of(agent.processor).action(parsed["intent"]["name"]),
        }

    def _rules_of(self, processor: Any) -> Rules:
        """The rules of the model that is loaded now."""
        if self._rules is None or self._rules.processor is not processor:
            self._rules = Rules(processor)
        return self._rules
