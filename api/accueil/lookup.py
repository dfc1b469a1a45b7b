"""The staff's look-up: one box and four filters, the best result first. Nothing of a query is kept."""

from dataclasses import dataclass
from typing import Any

from api.chat import danger
from api.context import Context
from api.pages.cards import view
from langue import guard
from langue.gazetteer import Commune
from langue.places import Places, find_places
from pistes.french import typeset
from pistes.search import Query
from pistes.services.cards import load_cards
from pistes.services.counter_record import AUDIENCES, open_now

SHOWN = 12
# With « ouvert maintenant », results whose hours say otherwise are left out: more are looked at.
LOOKED_AT = 80
LONGEST_TEXT, LONGEST_PLACE = 300, 80


@dataclass(frozen=True)
class Asked:
    """What the form says; a value that is not in its list counts as none."""

    text: str = ""
    kind: str = ""
    place: str = ""
    audience: str = ""
    only_open: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.text.strip() or self.kind or self.place.strip() or self.audience or self.only_open)


def look_up(ctx: Context, asked: Asked, shown: int = SHOWN) -> dict[str, Any]:
    """The first `shown`: `{asked, results, total, more, corrected, unknown_place, insee, urgent}` for the list of results.

    `insee` is the commune asked about, named in the text or in its filter. `urgent` holds the messages and help lines
    of a text that speaks of danger; the results stay, as staff ask for somebody else.
    """
    found: dict[str, Any] = {"asked": asked, "results": [], "total": 0, "more": False, "corrected": None}
    found |= {"unknown_place": "", "insee": None, "urgent": None}
    if asked.empty:
        return found
    now = ctx.now()
    place = find_places(asked.place, ctx.gazetteer) if asked.place.strip() else Places()
    if asked.place.strip() and not (place.commune or place.department or place.area):
        found["unknown_place"] = asked.place.strip()
    if danger_found := guard.check(asked.text):
        answer = danger.answer(ctx.emergency, ctx.wording, danger_found, now, plain=False)
        found["urgent"] = {**answer, "results": [view(card) for card in answer["results"]]}
    with ctx.database.read() as session:
        results = ctx.search.search(session, _query(ctx, asked, place, shown))
        hits = results.hits
        if asked.only_open:
            opened = open_now(session, [hit.record_id for hit in hits], now)
            hits = [hit for hit in hits if hit.record_id in opened]
        total = len(hits) if asked.only_open else results.total
        distances = {hit.record_id: hit.distance_km for hit in hits[:shown]}
        whys = {hit.record_id: hit.why for hit in hits[:shown]}
        cards = load_cards(session, list(distances), now, distances=distances, whys=whys)
    wanted = place.commune or _named(asked.text, ctx)
    return found | {
        "results": [view(card) for card in cards],
        "total": total,
        "more": total > len(cards),
        "corrected": typeset(results.corrected) if results.corrected else None,
        "insee": wanted.insee if wanted else None,
    }


def _query(ctx: Context, asked: Asked, place: Places, shown: int) -> Query:
    now = ctx.now()
    return Query(
        text=asked.text,
        kinds=(asked.kind,) if asked.kind else (),
        insee=place.commune.insee if place.commune else None,
        area_insees=tuple(sorted(place.area.insee)) if place.area and not place.commune else (),
        departments=(place.department,) if place.department and not place.commune else (),
        audience=asked.audience if asked.audience in AUDIENCES else None,
        open_at=now if asked.only_open else None,
        include_examples=ctx.show_examples,
        now=now,
        limit=max(LOOKED_AT, shown) if asked.only_open else shown,
    )


def _named(text: str, ctx: Context) -> Commune | None:
    return find_places(text, ctx.gazetteer).commune if text.strip() else None
