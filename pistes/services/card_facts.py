"""The facts of a card, by kind of record: only what the record holds, in French words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pistes.clock import PARIS
from pistes.french import NBSP, capitalised, date_span, enumerate_words, month_year, typeset
from pistes.hours import describe_state, describe_week
from pistes.hours.reading import read_closures
from pistes.models import Activity, Answer, Event, HelpLine, Piste, Procedure, ReceptionPoint, Record, Referral
from pistes.services.event_dates import Phase, dates_in_words, next_session, phase
from pistes.services.freshness import Freshness

Facts = dict[str, str]

APPOINTMENT = {
    "none": "Sans rendez-vous",
    "possible": "Avec ou sans rendez-vous",
    "required": "Sur rendez-vous",
}
ACCESS = {
    "step_free": ("accès de plain-pied", "pas d'accès de plain-pied"),
    "hearing_loop": ("boucle magnétique", "pas de boucle magnétique"),
    "sign_language": ("accueil en langue des signes", "pas d'accueil en langue des signes"),
    "parking": ("stationnement", "pas de stationnement"),
}
REGISTRATION_STATE = {
    "open": "Inscriptions ouvertes",
    "closed": "Inscriptions closes",
    "full": "Complet",
    "not_yet_open": "Inscriptions pas encore ouvertes",
}
PISTE_STATUS = {"announced": "Annoncée", "under_study": "À l'étude", "started": "Commencée", "done": "Réalisée"}


def facts(record: Record, now: datetime, fresh: Freshness, commune: str | None) -> Facts:
    """Facts of `record` at `now`; hours are left out when `fresh` withholds them."""
    found = _BY_KIND[record.kind](record, now, commune) if record.kind in _BY_KIND else {}
    if fresh is Freshness.WITHHELD:
        found = {name: value for name, value in found.items() if name not in ("hours", "hours_now", "closures")}
    return {name: typeset(value) for name, value in found.items() if value}


def _reception_point(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, ReceptionPoint)
    found: Facts = {}
    if record.phones:
        found["phone"] = str(record.phones[0].get("number") or "")
    found["hours"] = _hours(record, now)
    if record.opening_hours:
        found["hours_now"] = describe_state(record.opening_hours, now, record.closures) or ""
    found["closures"] = _closures(record, now)
    found["address"] = _address(record.address, record.postcode, commune)
    found["email"] = record.email or ""
    found["access"] = access_in_words(record.access)
    found["appointment"] = APPOINTMENT.get(record.appointment or "", "")
    found["documents"] = ", ".join(record.what_to_bring or ())
    return found


def _hours(record: ReceptionPoint, now: datetime) -> str:
    words = describe_week(record.opening_hours, now.astimezone(PARIS).date()) if record.opening_hours else None
    return words or record.hours_text or ""


def _closures(record: ReceptionPoint, now: datetime) -> str:
    """Exceptional closures that last or begin within two months, in words."""
    today = now.astimezone(PARIS).date()
    parts = []
    for closure in read_closures(record.closures):
        if closure.last is not None and (closure.last < today or (closure.first - today).days > 62):
            continue
        when = date_span(closure.first, closure.last) if closure.last else "jusqu'à nouvel ordre"
        parts.append(f"Fermé {when}" + (f" ({closure.reason})" if closure.reason else ""))
    return " ; ".join(parts)


def _activity(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Activity)
    session = next_session(record.timings, now)
    upcoming = f"Prochaine séance : {session}" if session else ""
    return {
        "dates": ". ".join(part for part in (record.schedule or "", upcoming) if part),
        "age": ages_in_words(record.age_min, record.age_max),
        "price": record.price or "",
        "registration": registration_in_words(record.registration),
        "address": _address(record.place, None, commune),
        "transport": record.transport or "",
        "payer": record.payer or "",
        "places": f"{record.places}{NBSP}places" if record.places else "",
    }


def _event(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Event)
    dates = dates_in_words(record, now)
    return {
        "dates": capitalised(dates) if dates else "",
        "status": event_status(record, now),
        "price": record.price or ("Gratuit" if record.free else ""),
        "registration": registration_in_words(record.registration) if phase(record, now) is not Phase.PAST else "",
        "address": _address(record.place, None, commune),
        "access": access_in_words(record.access),
    }


def event_status(event: Event, now: datetime) -> str:
    """« Annulé », « Complet », « Terminé », « Aujourd'hui », « En cours », « À venir »; empty when nothing is known."""
    when = phase(event, now)
    if event.status == "cancelled":
        return "Annulé"
    if when is Phase.PAST:
        return "Terminé"
    if event.status == "full" or (event.registration or {}).get("state") == "full":
        return "Complet"
    return {Phase.TODAY: "Aujourd'hui", Phase.ONGOING: "En cours", Phase.UPCOMING: "À venir"}.get(when, "")


def _piste(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Piste)
    return {
        "status": f"{PISTE_STATUS.get(record.status, record.status)}{_since(record.status_date)}",
        "axis": record.axis or "",
        "follow_up": record.follow_up or "",
    }


def _since(status_date: str | None) -> str:
    """« (octobre 2019) » for a full or a year-month date, « (2019) » for a year."""
    if not status_date:
        return ""
    try:
        day = datetime.fromisoformat(f"{status_date}-01" if len(status_date) == 7 else status_date)
    except ValueError:
        return f" ({status_date})"
    return f" ({month_year(day)})"


def _procedure(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Procedure)
    return {
        "for_whom": record.for_whom or "",
        "who_decides": record.who_decides or "",
        "first_step": record.first_step or "",
        "documents": ", ".join(record.documents or ()),
        "appeal": record.appeal or "",
    }


def _help_line(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, HelpLine)
    return {
        "number": record.number,
        "for_whom": record.for_whom or "",
        "hours": record.hours or "",
        "hours_now": (describe_state(record.opening_hours, now) or "") if record.opening_hours else "",
        "price": record.cost or "",
    }


def _referral(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Referral)
    return {"who_decides": record.who, "phone": record.phone or ""}


def _answer(record: Record, now: datetime, commune: str | None) -> Facts:
    assert isinstance(record, Answer)
    return {}


_BY_KIND: Mapping[str, Callable[[Record, datetime, str | None], Facts]] = {
    "reception_point": _reception_point,
    "activity": _activity,
    "event": _event,
    "piste": _piste,
    "procedure": _procedure,
    "answer": _answer,
    "help_line": _help_line,
    "referral": _referral,
}


def access_in_words(access: Mapping[str, Any] | None) -> str:
    """« Accès de plain-pied et stationnement ; pas de boucle magnétique »; unknown keys are not guessed."""
    known = access or {}
    there = [words[0] for name, words in ACCESS.items() if known.get(name) is True]
    missing = [words[1] for name, words in ACCESS.items() if known.get(name) is False]
    parts = [enumerate_words(part) for part in (there, missing) if part]
    if isinstance(known.get("note"), str):
        parts.append(known["note"])
    return capitalised(" ; ".join(parts))


def ages_in_words(age_min: int | None, age_max: int | None) -> str:
    """« de 6 à 10 ans », « à partir de 6 ans », « jusqu'à 10 ans »."""
    years = f"{NBSP}ans"
    if age_min is not None and age_max is not None:
        return f"{age_min}{years}" if age_min == age_max else f"de {age_min} à {age_max}{years}"
    if age_min is not None:
        return f"à partir de {age_min}{years}"
    return f"jusqu'à {age_max}{years}" if age_max is not None else ""


def registration_in_words(registration: Mapping[str, Any] | None) -> str:
    """How to enrol, with whom, whose agreement, and whether it is still possible."""
    known = registration or {}
    parts = [REGISTRATION_STATE.get(str(known.get("state")), ""), str(known.get("how") or "")]
    for label, name in (("Contact", "contact"), ("Accord", "authorisation"), ("Inscription en ligne", "url")):
        value = str(known.get(name) or "")
        if value:
            parts.append(value if value.lower().startswith(label.lower()) else f"{label} : {value}")
    return ". ".join(part.rstrip(".") for part in parts if part)


def _address(street: str | None, postcode: str | None, commune: str | None) -> str:
    town = " ".join(part for part in (postcode, commune) if part)
    if street and town and commune and commune.lower() in street.lower() and not postcode:
        return street
    return ", ".join(part for part in (street, town) if part) if street else ""
