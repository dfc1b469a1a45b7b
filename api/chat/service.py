"""One message, from the request to the stored answer."""

import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError

from api.chat import claims, danger, degraded, rendering, tokens
from api.chat.bot import BotUnavailable
from api.chat.schemas import MAX_MESSAGE, ChatRequest
from api.context import Context
from api.problems import Problem
from langue import guard
from pistes.models import Exchange
from pistes.outcomes import Outcome
from pistes.repositories import conversations

log = logging.getLogger(__name__)

# The guard reads this much of a message before any refusal (contract: the first 8 kB).
GUARD_BYTES = 8_192


@dataclass
class Answered:
    """The response body, and what is recorded of it."""

    body: dict[str, Any]
    state: dict[str, Any] | None = None
    confidence: float | None = None


async def chat(ctx: Context, request: ChatRequest, client: str) -> dict[str, Any]:
    """The response body for `request`.

    Danger is looked for first, before any refusal. Raises `Problem` for an empty or too long message, too many
    messages, or an assistant that is switched off.
    """
    started = time.perf_counter()
    found = guard.check(request.message[:GUARD_BYTES])
    if found is not None:
        return await _danger(ctx, request, found)
    text = _checked(request.message)
    if wait := ctx.limits.wait(client, request.conversation):
        raise Problem.too_many(wait)
    claimed = await anyio.to_thread.run_sync(_claim, ctx, request)
    if claimed.stored is not None:
        return {"conversation": claimed.token, **claimed.stored}
    if claimed.off_message:
        answered = Answered(_off(claimed.off_message), state=claimed.state)
    else:
        answered = await _answer(ctx, request, text, claimed)
    if answered.body["outcome"] == Outcome.EMERGENCY:
        await anyio.to_thread.run_sync(_record_danger, ctx, answered, claimed)
        return {"conversation": claimed.token, **answered.body}
    latency_ms = round((time.perf_counter() - started) * 1000)
    body = await anyio.to_thread.run_sync(_store, ctx, request, claimed, answered, latency_ms)
    if not claimed.silent:
        ctx.exchange_log.put(claimed.message_key, text)
    return {"conversation": claimed.token, **body}


def _checked(message: str) -> str:
    """The message without control characters; `Problem` when nothing or too much is left."""
    text = "".join(c if c.isprintable() else " " for c in message).strip()
    if not text:
        raise Problem(422, "Message vide", "Écrivez votre question, par exemple « point d'accueil près de Firminy ».")
    if len(text) > MAX_MESSAGE:
        raise Problem(422, "Message trop long", f"Votre message dépasse {MAX_MESSAGE} caractères. Raccourcissez-le.")
    return text


def _claim(ctx: Context, request: ChatRequest) -> claims.Claim:
    site = request.site or ctx.default_site
    made = claims.claim(ctx.database, ctx.secret, request.conversation, request.message_id, site)
    if made.pending and request.message_id:
        made = claims.wait_for(ctx.database, ctx.secret, request.conversation, request.message_id, site)
    return made


async def _danger(ctx: Context, request: ChatRequest, found: guard.Danger) -> dict[str, Any]:
    token = request.conversation or tokens.new_token(ctx.secret, request.message_id)
    site = request.site or ctx.default_site
    answer = danger.answer(ctx.emergency, ctx.wording, found, ctx.now(), plain=request.plain)
    row_id = tokens.conversation_id(token)
    criteria = await anyio.to_thread.run_sync(_in_force, ctx, row_id)
    await anyio.to_thread.run_sync(danger.record, ctx.database, found, site, row_id)
    intent = {"name": "emergency", "confidence": round(found.score, 4)}
    return {
        "conversation": token,
        "outcome": Outcome.EMERGENCY.value,
        "intent": intent,
        "understood": {},
        "criteria": criteria,
        **answer,
    }


def _off(message: str) -> dict[str, Any]:
    return {
        "outcome": Outcome.UNAVAILABLE.value,
        "intent": None,
        "understood": {},
        "criteria": {},
        "emergency": None,
        "messages": [{"text": message}],
        "results": [],
        "suggestions": [],
    }


def _in_force(ctx: Context, conversation_id: str) -> dict[str, Any]:
    """Criteria of the running search: the conversation can go on where it was."""
    try:
        with ctx.database.read() as session:
            row = conversations.conversation(session, conversation_id)
            state = row.state if row else {}
    except SQLAlchemyError:
        return {}
    return rendering.public(state.get("criteria", {}).get(state.get("topic", ""), {}))


async def _answer(ctx: Context, request: ChatRequest, text: str, claimed: claims.Claim) -> Answered:
    now = ctx.now()
    turn = {
        "turn": claimed.message_key[:32],
        "text": text,
        "now": now.isoformat(),
        "site": claimed.site,
        "plain": request.plain,
        "state": claimed.state,
    }
    try:
        said = await ctx.bot.ask(turn)
        return await anyio.to_thread.run_sync(_word, ctx, request, text, said, now)
    except BotUnavailable:
        log.warning("bot unavailable")
    except Exception as error:  # no one is ever left without an answer; the text is never logged
        log.exception("answer failed: %s", type(error).__name__)
    return Answered(await anyio.to_thread.run_sync(degraded.answer, ctx, text, now, request.plain), state=claimed.state)


def _word(ctx: Context, request: ChatRequest, text: str, said: dict[str, Any], now: datetime) -> Answered:
    output = said["output"]
    ranking = [r for r in said["ranking"] if r["name"] != "nlu_fallback"] or [said["intent"]]
    body: dict[str, Any] = {
        "outcome": output["outcome"],
        "intent": {"name": ranking[0]["name"], "confidence": round(float(ranking[0]["confidence"]), 4)},
        "understood": rendering.public(said["understood"]),
        "criteria": rendering.public(output["criteria"]),
        "emergency": None,
    }
    if output["danger"]:
        body.update(danger.answer(ctx.emergency, ctx.wording, guard.classify(text), now, plain=request.plain))
    else:
        with ctx.database.read() as session:
            body.update(rendering.render(session, ctx.wording, output, now, plain=request.plain))
    return Answered(body, state=output["state"], confidence=body["intent"]["confidence"])


def _record_danger(ctx: Context, answered: Answered, claimed: claims.Claim) -> None:
    kind = guard.Danger(kind=answered.body["emergency"]["kind"], immediate=answered.body["emergency"]["immediate"])
    danger.record(ctx.database, kind, claimed.site, claimed.conversation_id)


def _store(
    ctx: Context, request: ChatRequest, claimed: claims.Claim, answered: Answered, latency_ms: int
) -> dict[str, Any]:
    """Commit answer, state and exchange together; the answer another process stored first is the one given."""
    now, body = datetime.now(UTC), answered.body
    with ctx.database.write() as session:
        conversations.save_state(session, claimed.conversation_id, answered.state or {}, now)
        if claimed.silent:
            return body
        if not conversations.answer_turn(session, claimed.message_key, body, now):
            turn = conversations.turn_by_key(session, claimed.message_key)
            return turn.answer if turn is not None and turn.answer else body
        criteria = body["criteria"]
        session.add(
            Exchange(
                turn_key=claimed.message_key,
                at=now,
                site=claimed.site,
                outcome=body["outcome"],
                intent=body["intent"]["name"] if body["intent"] else None,
                confidence=answered.confidence,
                criteria=criteria,
                insee=criteria.get("insee"),
                department_code=criteria.get("department") or (criteria.get("insee") or "")[:2] or None,
                result_ids=[result["id"] for result in body["results"]],
                latency_ms=latency_ms,
                plain=request.plain,
                conversation_id=claimed.conversation_id,
            )
        )
    return body
