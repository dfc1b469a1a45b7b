"""One message, from the request to the stored answer."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api import metrics
from api.chat import claims, danger, degraded, rendering, storing, tokens
from api.chat.bot import BotUnavailable
from api.chat.schemas import MAX_MESSAGE, ChatRequest
from api.context import Context
from api.problems import Problem
from langue import guard
from langue.spacing import with_spaces
from pistes.outcomes import Outcome
from pistes.repositories import conversations

log = logging.getLogger(__name__)
Result = TypeVar("Result")

# The guard reads this much of a message before any refusal (contract: the first 8 kB).
GUARD_BYTES = 8_192
# Messages worked on at once. Each thread more makes the event loop wait longer for its turn (the interpreter runs one at a
# time): at three times what 2 processors carry, `/healthz` takes 1.5 s with 4, 7 s with 8, and is given up with 40.
WORKERS = 4
# Seconds between two looks at a message that another request is answering.
POLL_SECONDS = 0.05
# Seconds that the answer to danger waits for the database, at most, for each of the two things it asks of it.
DANGER_SECONDS = 0.5


@dataclass
class Answered:
    """The response body, and what is recorded of it."""

    body: dict[str, Any]
    state: dict[str, Any] | None = None
    confidence: float | None = None


async def chat(ctx: Context, request: ChatRequest, client: str) -> dict[str, Any]:
    """The response body for `request`.

    Danger is looked for first, before any refusal. Raises `Problem` for an empty or too long message, too many
    messages, or more than this process can carry.
    """
    started = time.perf_counter()
    head = request.message[:GUARD_BYTES]
    # A message that may have to be refused is read without the encoders. None is answered before it was read whole: that
    # one outside the event loop, which has no time left.
    hurried = ctx.admission.hurried
    found = guard.check(head, hurried=True) if hurried else _read(ctx, head)
    if found is None:
        text = _checked(request.message)
        if wait := await _wait(ctx, client, request.conversation):
            metrics.REFUSED.labels("rate").inc()
            raise Problem.too_many(wait)
        with ctx.admission.entered():
            found = await _in_thread(guard.check, head) if hurried else None
            if found is None:
                body = await _turn(ctx, request, text, started)
    if found is not None:
        body = await _danger(ctx, request, found)
    seconds = time.perf_counter() - started
    metrics.ANSWERS.labels(body["outcome"]).inc()
    metrics.LATENCY.observe(seconds)
    log.info("answered", extra={"outcome": body["outcome"], "ms": round(seconds * 1000)})
    return body


def _read(ctx: Context, head: str) -> guard.Danger | None:
    with ctx.admission.reading.spent():
        return guard.check(head)


@lru_cache(maxsize=1)
def _workers() -> anyio.CapacityLimiter:
    """Threads of the chat alone: a long page of the managers does not make it wait."""
    return anyio.CapacityLimiter(WORKERS)


async def _in_thread(function: Callable[..., Result], *arguments: Any) -> Result:
    return await anyio.to_thread.run_sync(function, *arguments, limiter=_workers())


async def _wait(ctx: Context, client: str, conversation: str | None) -> int | None:
    """Seconds that the client must wait, or None."""
    if ctx.limits.at_once:
        return ctx.limits.wait(client, conversation)
    return await anyio.to_thread.run_sync(ctx.limits.wait, client, conversation)


async def _turn(ctx: Context, request: ChatRequest, text: str, started: float) -> dict[str, Any]:
    claimed = await _claimed(ctx, request)
    if claimed.stored is not None:
        return {"conversation": claimed.token, **claimed.stored}
    if claimed.off_message:
        answered = Answered(_off(claimed.off_message), state=claimed.state)
    else:
        answered = await _answer(ctx, request, text, claimed)
    if answered.body["outcome"] == Outcome.EMERGENCY:
        danger_found = answered.body["emergency"]
        kind = guard.Danger(kind=danger_found["kind"], immediate=danger_found["immediate"])
        await _record_danger(ctx, kind, claimed.site, claimed.conversation_id)
        return {"conversation": claimed.token, **answered.body}
    done = storing.Finished(
        claimed,
        answered.body,
        answered.state or {},
        answered.confidence,
        request.plain,
        round((time.perf_counter() - started) * 1000),
        datetime.now(UTC),
    )
    body = await _in_thread(_store, ctx, done, text)
    return {"conversation": claimed.token, **body}


def _checked(message: str) -> str:
    """The message without control characters, its words apart; `Problem` when nothing or too much is left."""
    text = "".join(c if c.isprintable() else " " for c in message).strip()
    if not text:
        raise Problem(422, "Message vide", "Écrivez votre question, par exemple « point d'accueil près de Firminy ».")
    if len(text) > MAX_MESSAGE:
        raise Problem(422, "Message trop long", f"Votre message dépasse {MAX_MESSAGE} caractères. Raccourcissez-le.")
    return with_spaces(text)


async def _claimed(ctx: Context, request: ChatRequest) -> claims.Claim:
    """The claim of the turn; waits for whoever is answering the same message, and takes over from one that does not."""
    deadline = time.monotonic() + claims.CLAIM_SECONDS + 1
    while True:
        claimed = await _in_thread(_claim, ctx, request)
        if not claimed.pending or time.monotonic() > deadline:
            return claimed
        await anyio.sleep(POLL_SECONDS)


def _claim(ctx: Context, request: ChatRequest) -> claims.Claim:
    message = (ctx.secret, request.conversation, request.message_id, request.site or ctx.default_site)
    if len(ctx.late):
        # The database is known not to take anything now: nobody waits for it to say so again.
        return claims.without_database(ctx.database, *message)
    try:
        return claims.claim(ctx.database, *message)
    except SQLAlchemyError as error:
        log.warning("turn not claimed (%s), answered all the same", type(error).__name__)
        return claims.without_database(ctx.database, *message)


async def _danger(ctx: Context, request: ChatRequest, found: guard.Danger) -> dict[str, Any]:
    token = request.conversation or tokens.new_token(ctx.secret, request.message_id)
    site = request.site or ctx.default_site
    answer = danger.answer(ctx.emergency, ctx.wording, found, ctx.now(), plain=request.plain)
    row_id = tokens.conversation_id(token)
    criteria: dict[str, Any] = {}
    with anyio.move_on_after(DANGER_SECONDS):
        criteria = await anyio.to_thread.run_sync(_in_force, ctx, row_id, abandon_on_cancel=True, limiter=_threads())
    await _record_danger(ctx, found, site, row_id)
    intent = {"name": "emergency", "confidence": round(found.score, 4)}
    return {
        "conversation": token,
        "outcome": Outcome.EMERGENCY.value,
        "intent": intent,
        "understood": {},
        "criteria": criteria,
        **answer,
    }


@lru_cache(maxsize=1)
def _threads() -> anyio.CapacityLimiter:
    """Threads that nothing but danger uses: a full house does not make it wait."""
    return anyio.CapacityLimiter(200)


async def _record_danger(ctx: Context, found: guard.Danger, site: str | None, conversation_id: str) -> None:
    """Count it, without making a person in danger wait for a database that is slow: the thread goes on behind."""
    with anyio.move_on_after(DANGER_SECONDS):
        await anyio.to_thread.run_sync(
            danger.record,
            ctx.database,
            ctx.late,
            found,
            site,
            conversation_id,
            abandon_on_cancel=True,
            limiter=_threads(),
        )


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
    try:
        said = await ctx.bot.ask({"text": text, "now": now.isoformat()})
        return await _in_thread(_word, ctx, request, text, said, now, claimed)
    except BotUnavailable:
        metrics.ENGINE_FAILURES.inc()
        log.warning("bot unavailable")
    except Exception as error:  # no one is ever left without an answer; the text is never logged
        log.exception("answer failed: %s", type(error).__name__)
    return Answered(await _in_thread(degraded.answer, ctx, text, now, request.plain), state=claimed.state)


def _word(
    ctx: Context, request: ChatRequest, text: str, said: dict[str, Any], now: datetime, claimed: claims.Claim
) -> Answered:
    """Run the action that the bot chose, and word what it answers."""
    with ctx.database.read() as session:
        message = {
            "text": said["text"],
            "intent_ranking": said["ranking"],
            "entities": [{"entity": key, "value": value} for key, value in said["understood"].items()],
            "metadata": {
                "now": now.isoformat(),
                "site": claimed.site,
                "plain": request.plain,
                "state": claimed.state,
            },
        }
        output = ctx.actions.run(said["action"], message, session)
        return _worded(ctx, request, text, said, output, now, session)


def _worded(
    ctx: Context,
    request: ChatRequest,
    text: str,
    said: dict[str, Any],
    output: dict[str, Any],
    now: datetime,
    session: Session,
) -> Answered:
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
        body.update(rendering.render(session, ctx.wording, output, now, plain=request.plain))
    return Answered(body, state=output["state"], confidence=body["intent"]["confidence"])


def _store(ctx: Context, done: storing.Finished, text: str) -> dict[str, Any]:
    """Commit answer, state and exchange together, now or as soon as the database takes them."""
    if not done.claim.unclaimed:
        try:
            with ctx.database.write() as session:
                body = storing.store(session, done)
        except SQLAlchemyError as error:
            log.warning("answer not stored (%s), kept for later", type(error).__name__)
        else:
            if not done.claim.silent:
                ctx.exchange_log.put(done.claim.message_key, text)
            return body
    metrics.STORAGE_FAILURES.inc()
    ctx.late.put(lambda session: storing.store_late(session, done))
    return done.body
