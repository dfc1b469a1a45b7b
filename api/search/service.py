"""The public search for the API and for the page: danger first, then records, best first."""

from typing import Any

from api.chat import danger
from api.context import Context
from langue import guard
from langue.places import find_places
from pistes.search import Query
from pistes.services.cards import load_cards


def find(
    ctx: Context,
    text: str,
    *,
    kind: str | None = None,
    commune: str | None = None,
    limit: int = 10,
    plain: bool = False,
) -> dict[str, Any]:
    """`{results, total, corrected}`, and `emergency` with its messages when the text speaks of danger."""
    now = ctx.now()
    if found := guard.check(text):
        answer = danger.answer(ctx.emergency, ctx.wording, found, now, plain=plain)
        danger.record(ctx.database, ctx.late, found, ctx.default_site, None)
        return {"total": len(answer["results"]), "corrected": None, **answer}
    place = find_places(commune, ctx.gazetteer).commune if commune else None
    query = Query(
        text=text,
        kinds=(kind,) if kind else (),
        insee=place.insee if place else None,
        include_examples=ctx.show_examples,
        now=now,
        limit=limit,
    )
    with ctx.database.read() as session:
        results = ctx.search.search(session, query)
        distances = {hit.record_id: hit.distance_km for hit in results.hits}
        whys = {hit.record_id: hit.why for hit in results.hits}
        cards = load_cards(session, list(distances), now, plain=plain, distances=distances, whys=whys)
    return {"results": cards, "total": results.total, "corrected": results.corrected}
