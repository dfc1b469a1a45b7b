"""Turns records into the results that chat, search pages and staff pages show: one shape for all.

`card` never shows more than its record holds; `load_cards` reads several records with few queries.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from pistes.clock import PARIS
from pistes.french import capitalised, long_date, typeset
from pistes.models import Activity, Answer, Commune, Event, Flag, ReceptionPoint, Record, Referral
from pistes.repositories.records import by_ids
from pistes.services.card_facts import event_status, facts
from pistes.services.card_links import links, web_address
from pistes.services.event_dates import Phase, dates_in_words, phase
from pistes.services.freshness import Freshness, freshness

# Longest list that is ever asked for; more is a mistake of the caller.
MOST_CARDS = 100

# Why a record is shown, in words; the codes come from `pistes.search` and `pistes.services.nearest`.
WHY = {
    "same_commune": "Dans votre commune",
    "receives": "Reçoit les habitants de votre commune",
    "joint": "Point commun aux deux Départements",
    "nearest": "Parmi les plus proches",
    "across_border": "Dans l'autre département, plus près de chez vous",
    "own_department": "Contact de votre Département",
}
TO_CONFIRM_BY_PHONE = "À confirmer par téléphone."
TO_CONFIRM = "À confirmer auprès du service."
CALL_FIRST = "Appelez avant de venir."
CHECK_FIRST = "Vérifiez les horaires avant de venir."

_FLAGGED = select(Flag.record_id).where(Flag.record_id.in_(bindparam("ids", expanding=True)), Flag.state == "open")
_NAMES = select(Commune.insee, Commune.name).where(Commune.insee.in_(bindparam("codes", expanding=True)))


def card(
    record: Record,
    now: datetime,
    *,
    commune: str | None = None,
    distance_km: float | None = None,
    why: Sequence[str] = (),
    plain: bool = False,
    flagged: bool = False,
) -> dict[str, Any]:
    """The result that shows `record` at `now` (aware).

    `commune` is the name of the record's commune, `why` codes of `WHY` (or ready sentences), `plain` asks for the
    wording in simple French where the record has one, `flagged` tells that staff reported a wrong fact: it is then to be
    confirmed.
    """
    fresh = freshness(record, now.astimezone(PARIS).date())
    known = facts(record, now, fresh, commune)
    notice = _notice(record, fresh, known)
    if flagged and fresh is Freshness.OK:
        # Not « par téléphone »: the number may be what is wrong.
        fresh, notice = Freshness.TO_CONFIRM, TO_CONFIRM
    return {
        "kind": record.kind,
        "id": record.id,
        "title": typeset(record.title),
        "text": " ".join(part for part in (_text(record, now, plain), notice) if part),
        "url": web_address(record),
        "commune": commune,
        "distance_km": None if distance_km is None else round(distance_km, 1),
        "example": bool(record.example),
        "facts": known,
        "source": {
            "name": record.source_name,
            "url": record.source_url,
            "checked_on": record.checked_on.isoformat(),
        },
        "freshness": fresh.value,
        "notice": notice,
        "verified": f"vérifié le {long_date(record.checked_on, weekday=False)}",
        "why": [WHY.get(code, code) for code in why],
        "links": links(record),
        "flagged": flagged,
    }


def load_cards(
    session: Session,
    ids: Sequence[str],
    now: datetime,
    *,
    distances: Mapping[str, float | None] | None = None,
    whys: Mapping[str, Sequence[str]] | None = None,
    plain: bool = False,
    include_unpublished: bool = False,
) -> list[dict[str, Any]]:
    """Cards of `ids`, in their order; an id that is unknown or not published is left out.

    `distances` (kilometres) and `whys` are by record id.
    """
    wanted = list(dict.fromkeys(ids))[:MOST_CARDS]
    found = {record.id: record for record in by_ids(session, wanted)}
    records = {key: record for key, record in found.items() if record.published or include_unpublished}
    names = _commune_names(session, list(records.values()))
    flags = set(session.scalars(_FLAGGED, {"ids": list(records)}) if records else ())
    return [
        card(
            records[record_id],
            now,
            commune=names.get(getattr(records[record_id], "insee", None) or ""),
            distance_km=(distances or {}).get(record_id),
            why=(whys or {}).get(record_id, ()),
            plain=plain,
            flagged=record_id in flags,
        )
        for record_id in records
    ]


def _commune_names(session: Session, records: Sequence[Record]) -> dict[str, str]:
    codes = {record.insee for record in records if isinstance(record, ReceptionPoint | Activity | Event)}
    if not codes:
        return {}
    rows = session.execute(_NAMES, {"codes": list(codes)})
    return {row.insee: row.name for row in rows}


def _text(record: Record, now: datetime, plain: bool) -> str:
    """The sentences of the card; an event's state comes before its description."""
    body = record.summary
    if isinstance(record, Answer):
        body = record.answer
    elif isinstance(record, Referral):
        body = body or record.who
    if plain and record.plain:
        body = record.plain
    lead = _event_lead(record, now) if isinstance(record, Event) else ""
    return typeset(" ".join(part for part in (lead, body) if part))


def _event_lead(event: Event, now: datetime) -> str:
    if event.status == "cancelled":
        return "Annulé."
    if phase(event, now) is Phase.PAST:
        when = dates_in_words(event, now, hours=False)
        return f"A eu lieu {when}." if when else "Cet événement est passé."
    status = event_status(event, now)
    return f"{capitalised(status)}." if status in ("Complet", "Aujourd'hui") else ""


def _notice(record: Record, fresh: Freshness, known: Mapping[str, str]) -> str | None:
    """What a resident must know before trusting the facts; None when nothing."""
    callable_ = bool(known.get("phone"))
    if fresh is Freshness.WITHHELD:
        return CALL_FIRST if callable_ else CHECK_FIRST
    if fresh is Freshness.TO_CONFIRM:
        return TO_CONFIRM_BY_PHONE if callable_ else TO_CONFIRM
    return None
