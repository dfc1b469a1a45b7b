"""The door for Rasa's own tools (`rasa shell`): `POST /actions/webhook`, in the API's process, guarded by the shared secret.

A resident's turn does not pass here: the API runs the action that the bot names (`actions/desk.py`).

Answers as Rasa 3.6 expects of an action server: 400 with `error` and `action_name` when an action refuses to run, 404 when
it is unknown; bodies may be deflate-compressed.
"""

import hmac
import zlib
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions.base import TurnAction

# A tracker of one turn is a few kilobytes.
MAX_BODY = 1_000_000


def make_router(actions: list[TurnAction], secret: str) -> APIRouter:
    """The router that runs `actions`; `secret` is the last part of the address Rasa is given."""
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    router = APIRouter(include_in_schema=False)

    @router.post("/actions/webhook/{key}")
    async def webhook(key: str, request: Request) -> Response:
        if not hmac.compare_digest(key.encode(), secret.encode()):
            return _json({"error": "forbidden"}, 403)
        try:
            body = _read(await request.body(), request.headers.get("content-encoding", ""))
        except ValueError:
            return _json({"error": "the body is no JSON object"}, 400)
        body.setdefault("domain", {})
        try:
            result = await executor.run(body)
        except ActionExecutionRejection as refused:
            return _json({"error": str(refused), "action_name": refused.action_name}, 400)
        except ActionNotFoundException as unknown:
            return _json({"error": str(unknown), "action_name": unknown.action_name}, 404)
        return _json(result.model_dump() if result else {"events": [], "responses": []}, 200)

    return router


def _read(raw: bytes, encoding: str) -> dict[str, Any]:
    if encoding == "deflate":
        inflater = zlib.decompressobj()
        raw = inflater.decompress(raw, MAX_BODY)
    if len(raw) > MAX_BODY:
        raise ValueError("too large")
    body = orjson.loads(raw)
    if not isinstance(body, dict):
        raise ValueError("no object")
    return body


def _json(content: dict[str, Any], status: int) -> Response:
    return Response(orjson.dumps(content), status_code=status, media_type="application/json")
