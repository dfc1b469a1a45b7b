"""`POST /api/chat`, feedback, and the right to erase."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import anyio.to_thread
from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from api.chat import service, tokens
from api.chat.schemas import ChatRequest, ChatResponse
from api.context import Context, Ctx
from api.problems import Problem
from pistes.repositories import conversations

router = APIRouter(prefix="/api", tags=["Assistant"])


def client_of(request: Request) -> str:
    """The client's address, as the trusted proxy in front of us tells it (see the server's options)."""
    return request.client.host if request.client else "unknown"


@router.post("/chat", response_model=ChatResponse, response_model_exclude_unset=True)
async def chat(ctx: Ctx, body: ChatRequest, request: Request) -> Any:
    """Répond à un message. Un message de danger est reconnu avant toute autre chose."""
    return await service.chat(ctx, body, client_of(request))


class FeedbackRequest(BaseModel):
    """Oui ou non, avec un motif d'une liste fermée."""

    conversation: str
    message_id: UUID
    helpful: bool
    reason: Literal["wrong", "incomplete", "not_clear", "outdated", "not_my_question", "other"] | None = None


@router.post("/feedback", status_code=204)
async def feedback(ctx: Ctx, body: FeedbackRequest) -> Response:
    """Enregistre un avis sur une réponse ; le dernier avis compte."""
    await anyio.to_thread.run_sync(_save_feedback, ctx, body)
    return Response(status_code=204)


def _save_feedback(ctx: Context, body: FeedbackRequest) -> None:
    row_id = tokens.conversation_id(body.conversation)
    with ctx.database.write() as session:
        # The first message of a conversation was sent without its token.
        for key in (tokens.message_key(body.conversation, body.message_id), tokens.message_key(None, body.message_id)):
            turn = conversations.turn_by_key(session, key)
            if turn is not None and turn.conversation_id == row_id:
                conversations.save_feedback(session, key, row_id, body.helpful, body.reason, datetime.now(UTC))
                return
    raise Problem(404, None, "Cette réponse n'existe pas ou n'est plus conservée.")


@router.delete("/conversations/{token}", status_code=204)
async def erase(ctx: Ctx, token: Annotated[str, Path(max_length=200)]) -> Response:
    """Efface une conversation partout. Effacer deux fois est sans effet."""
    row_id = tokens.conversation_id(token)
    ctx.exchange_log.forget(row_id)

    def run() -> None:
        with ctx.database.write() as session:
            conversations.erase(session, row_id)

    await anyio.to_thread.run_sync(run)
    return Response(status_code=204)
