"""The answer when the engine is down: our own search on what the message plainly says, and someone to call."""

from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api.chat import rendering
from api.context import Context
from langue.understanding import read_message
from pistes.outcomes import Outcome
from pistes.search import Query


def answer(ctx: Context, text: str, now: datetime, plain: bool) -> dict[str, Any]:
    """A body with outcome `unavailable`: records found by words and place, or the phones to call; never an error."""
    understood = read_message(text, now, ctx.gazetteer)
    body: dict[str, Any] = {
        "outcome": Outcome.UNAVAILABLE.value,
        "intent": None,
        "understood": rendering.public(understood),
        "criteria": rendering.public(understood),
        "emergency": None,
        "messages": [{"text": ctx.wording.say("utter_unavailable", {}, plain=plain)}],
        "results": [],
        "suggestions": [],
    }
    try:
        with ctx.database.read() as session:
            query = Query(
                text=text, insee=understood.get("insee"), now=now, include_examples=ctx.show_examples, limit=3
            )
            hits = ctx.search.search(session, query).hits
            output = {"results": [{"id": hit.record_id, "distance_km": hit.distance_km} for hit in hits]}
            body["results"] = rendering.render(session, ctx.wording, output, now, plain=plain)["results"]
    except SQLAlchemyError:
        body["messages"].append({"text": ctx.wording.say("utter_unavailable__nothing", {}, plain=plain)})
    return body
