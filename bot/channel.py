"""The channel by which the API asks the bot: one stateless turn a request.

`POST /webhooks/passerelle/turn` with `{turn, text, now, site, plain, state}` gives
`{intent, ranking, understood, output}`. Each turn is a tracker of its own that is dropped at once: nothing of a message
stays in the bot, any bot may take any turn, and turn 500 costs what turn 5 costs.
"""

import asyncio
import gc
import hmac
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import startup

# Rasa reads "/intent{...}" typed by anybody as a command: residents' slashes become spaces.
COMMAND_PREFIXES = "/ \t\r\n\f\v\u00a0\u2028\u2029\ufeff\u200b"
MAX_TEXT = 8_192
WARM_UP = "point d'accueil près de Firminy demain"

log = logging.getLogger(__name__)


class CollectedTurn(OutputChannel):
    """Collects the one custom payload that an action sends back."""

    @classmethod
    def name(cls) -> str:
        return "passerelle"

    def __init__(self) -> None:
        self.output: dict[str, Any] | None = None

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep the payload of the action; our rules never send anything else."""
        if message.get("custom"):
            self.output = message["custom"]


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
                self._warming = asyncio.ensure_future(self._warm_up(agent, on_new_message))
            ready = ready and self._warming is not None and self._warming.done()
            return response.json(
                {"ready": ready, "model": getattr(agent, "model_id", None)}, status=200 if ready else 503
            )

        @blueprint.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(request.headers.get("authorization", ""), f"Bearer {self._secret}"):
                return response.json({"error": "forbidden"}, status=403)
            body = request.json
            return response.json(await self._answer(request.app.ctx.agent, body, on_new_message))

        return blueprint

    async def _warm_up(self, agent: Any, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
        """Answer a made-up question, so that no resident waits for what is loaded at the first one."""
        now = datetime.now().astimezone().isoformat()
        body = {"turn": "warm-up", "text": WARM_UP, "now": now, "site": None, "plain": False, "state": {}}
        try:
            await self._answer(agent, body, on_new_message)
        except Exception as error:
            log.warning("warm-up failed: %s", type(error).__name__)
        # The model and Rasa stay: the garbage collector need not walk through them again.
        gc.freeze()

    async def _answer(
        self, agent: Any, body: dict[str, Any], on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> dict[str, Any]:
        sender = f"turn-{body['turn']}"
        collected = CollectedTurn()
        text = str(body["text"])[:MAX_TEXT].lstrip(COMMAND_PREFIXES) or "?"
        metadata = {key: body.get(key) for key in ("turn", "now", "site", "plain", "state")}
        try:
            await on_new_message(UserMessage(text, collected, sender, input_channel=self.name(), metadata=metadata))
            tracker = await agent.tracker_store.retrieve(sender)
            parsed = tracker.latest_message if tracker else None
            return {
                "intent": parsed.intent if parsed else None,
                "ranking": (parsed.parse_data or {}).get("intent_ranking", [])[:5] if parsed else [],
                "understood": {e["entity"]: e["value"] for e in parsed.entities} if parsed else {},
                "output": collected.output,
            }
        finally:
            getattr(agent.tracker_store, "store", {}).pop(sender, None)
