"""Showing records: the results of a reply, remembered so that « le deuxième » or « ses horaires » can be understood."""

from collections.abc import Sequence
from typing import Any

from actions.reply import Reply
from actions.turn import Turn
from pistes.search import Hit


def show(turn: Turn, reply: Reply, hits: Sequence[Hit]) -> Reply:
    """Add `hits` to the reply and remember them; a single one becomes the record spoken of."""
    reply.results = [_result(hit) for hit in hits]
    turn.state.shown = [hit.record_id for hit in hits]
    turn.state.focus = turn.state.shown[0] if turn.state.shown else None
    return reply


def show_one(turn: Turn, reply: Reply, record_id: str) -> Reply:
    """Show one record; the list it was chosen from stays for « et le premier ? »."""
    reply.results = [{"id": record_id}]
    turn.state.focus = record_id
    if record_id not in turn.state.shown:
        turn.state.shown = [record_id]
    return reply


def drop_shown(turn: Turn, hits: Sequence[Hit]) -> list[Hit]:
    """`hits` without those of the last list, for « autre chose »."""
    return [hit for hit in hits if hit.record_id not in turn.state.shown]


def _result(hit: Hit) -> dict[str, Any]:
    result: dict[str, Any] = {"id": hit.record_id}
    if hit.distance_km is not None:
        result["distance_km"] = round(hit.distance_km, 1)
    if hit.why:
        result["why"] = list(hit.why)
    elif hit.kind == "reception_point" and hit.distance_km is not None:
        result["why"] = ["nearest"]
    return result
