"""What a counter keeps for when the network is down: published facts only, dated, nothing internal, no example.

Made from the cards that residents read, so that what they may not see cannot be in it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from pistes.french import hour, long_date
from pistes.models import Event
from pistes.repositories import snapshot
from pistes.repositories.records import by_ids
from pistes.search.lexicon import lexicon
from pistes.search.tokens import concept_token
from pistes.services.cards import load_cards
from pistes.services.event_dates import Phase, phase

FORMAT = 1
# Facts that are only true at the moment they are read.
_PASSING = frozenset({"hours_now"})
_TODAY = "Aujourd'hui"


def build(session: Session, now: datetime, communes: list[tuple[str, float, float]]) -> dict[str, Any]:
    """`{format, made_at, made_on, count, records, concepts, abbreviations, communes}`.

    `communes`: (name, latitude, longitude), handed on. A record's `w` are the stems it is found by.
    """
    records = []
    for ids in snapshot.chunks(snapshot.public_ids(session)):
        past = {r.id for r in by_ids(session, ids) if isinstance(r, Event) and phase(r, now) is Phase.PAST}
        stems = snapshot.stems_of(session, ids)
        kept = [record_id for record_id in ids if record_id not in past]
        records += [_public(card, stems.get(card["id"], [])) for card in load_cards(session, kept, now)]
    words = lexicon()
    return {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "made_on": f"{long_date(now.date(), weekday=False)} à {hour(now)}",
        "count": len(records),
        "records": records,
        "concepts": [
            [" ".join(stems), concept_token(name)]
            for entries in words.concepts.by_first.values()
            for stems, name in entries
        ],
        "abbreviations": {short: " ".join(long) for short, long in words.abbreviations.items()},
        "stop": sorted(words.stop),
        "communes": communes,
    }


def _public(card: dict[str, Any], stems: list[str]) -> dict[str, Any]:
    """The card without what passes with the hour; `links` keeps what works without network."""
    facts = {name: value for name, value in card["facts"].items() if name not in _PASSING and value != _TODAY}
    return {
        "id": card["id"],
        "kind": card["kind"],
        "title": card["title"],
        "text": card["text"].removeprefix(f"{_TODAY}. "),
        "commune": card["commune"],
        "facts": facts,
        "tel": (card["links"] or {}).get("tel") or [],
        "notice": card["notice"],
        "source": card["source"]["name"],
        "verified": card["verified"],
        "w": " ".join(stems),
    }
