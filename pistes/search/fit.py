"""How well a document fits each criterion: points, negative when it does not.

`given` criteria come from the dialogue, which has understood the whole message: they weigh more than words. Those
read in a staff query only lean. The weights are explained in `docs/decisions/search-ranking.md`.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from math import exp

from pistes.hours import state_at
from pistes.search.context import Context, Document, Scored
from pistes.search.documents import KEYWORDS
from pistes.search.tokens import concept_token

PLACED = frozenset({"reception_point", "activity", "event"})
# Distance at which a place is worth 1/e of the commune itself (kilometres).
REACH_KM = 12.0
PLACE_GIVEN, PLACE_SAID = 4.0, 3.2
# What a word that says the kind is worth.
TOLD = 1.6
SOONER = 0.15

# Concepts of people and places that one goes to a reception point for.
_RECEPTION = frozenset({"age", "handicap", "aidant", "clic", "maison_departementale", "france_services"})
_DETAILS_OF_A_POINT = frozenset({"phone", "hours", "address", "access", "appointment", "email"})
# What is seldom looked for without a word that says so.
_SELDOM = {"answer": 1.2, "piste": 0.3, "help_line": 0.3, "referral": 0.3}


def place(made: Scored, context: Context) -> float:
    """The commune asked about, then the nearer the better; who receives its residents gains, who does not loses."""
    criteria, document = context.criteria, made.document
    if document.kind not in PLACED:
        return -1.0 if criteria.insee is not None and "procedure" not in context.reading.kinds else 0.0
    weight = (PLACE_GIVEN if criteria.given else PLACE_SAID) * made.match
    if criteria.insee is not None:
        return _near(made, context, weight)
    if criteria.areas:
        return weight if document.insee in criteria.areas else 0.0
    if criteria.departments:
        share = 0.6 if criteria.given else 0.2
        inside = criteria.departments & set(document.facts.get("departments", ()))
        return share * weight if inside else -share * weight
    return 0.0


def _near(made: Scored, context: Context, weight: float) -> float:
    insee, document = context.criteria.insee, made.document
    if made.distance_km is None:
        return 0.0
    if document.insee == insee:
        made.why.append("same_commune")
        return weight
    receives = document.facts.get("receives") or ()
    points = 0.8 * weight * exp(-made.distance_km / REACH_KM) - 0.004 * made.distance_km
    if insee in receives:
        made.why.append("receives")
        return points + 0.35 * weight
    if receives and context.department not in receives:
        return points - 0.15 * weight
    return points


def kind(made: Scored, context: Context) -> float:
    """How likely this kind is what is looked for, when the query does not say it."""
    if context.criteria.given:
        return 0.0
    document, told = made.document, context.reading.kinds
    points = _IMPLIED[document.kind](document, context) if document.kind in _IMPLIED else 0.0
    if document.kind not in told:
        points -= _SELDOM.get(document.kind, 0.0)
    return TOLD * told.get(document.kind, 0.0) + points * (0.6 if told else 1.0)


def _point_is_meant(document: Document, context: Context) -> float:
    reading = context.reading
    # « PCH fauteuil roulant » asks about the aid; « MDPH Firminy fauteuil » about the way in.
    about_the_aid = context.criteria.service is not None and not context.placed
    points = 0.6 if context.criteria.detail in _DETAILS_OF_A_POINT and not about_the_aid else 0.0
    points += 0.2 if context.placed else 0.0
    points += 0.5 if context.placed and (context.criteria.service or reading.concepts & _RECEPTION) else 0.0
    points += 0.4 * _meant("reception_point", context) if reading.concepts & _RECEPTION else 0.0
    if _dated(context) and not context.criteria.detail and not reading.concepts & _RECEPTION:
        points -= 0.8
    # A counter for everyone comes after the one made for the matter, unless it is asked for by its name.
    everyone = document.facts.get("audiences") == ["all"] and "france_services" not in reading.concepts
    return points - (0.3 if everyone else 0.0)


def _procedure_is_meant(document: Document, context: Context) -> float:
    points = 1.0 if context.criteria.service and not context.placed else 0.0
    return points + (0.8 if context.criteria.detail == "documents" else 0.0)


def _activity_is_meant(document: Document, context: Context) -> float:
    points = 0.6 if "ase" in context.reading.concepts or context.criteria.ages is not None else 0.0
    return points + (0.5 if _dated(context) else 0.0)


def _event_is_meant(document: Document, context: Context) -> float:
    return 0.8 if _dated(context) else 0.0


def _piste_is_meant(document: Document, context: Context) -> float:
    named = "piste" in context.reading.kinds and any(not group.vague for group in context.reading.groups)
    return 1.0 if named else 0.0


def _dated(context: Context) -> bool:
    return context.criteria.span is not None or "dated" in context.reading.kinds


_IMPLIED: dict[str, Callable[[Document, Context], float]] = {
    "reception_point": _point_is_meant,
    "procedure": _procedure_is_meant,
    "activity": _activity_is_meant,
    "event": _event_is_meant,
    "piste": _piste_is_meant,
}


def service(made: Scored, context: Context) -> float:
    """The procedure's own record, and the points that handle it."""
    wanted, document = context.criteria.service, made.document
    if wanted is None:
        return 0.0
    if document.kind == "procedure":
        own = document.facts.get("key") == wanted
        return (4.0 if context.criteria.service_given else _meant("procedure", context)) if own else 0.0
    if document.kind == "reception_point":
        if wanted in document.facts.get("services", ()):
            return 1.2 * _meant("reception_point", context)
        return 0.6 * _meant("reception_point", context) if document.weights.get(concept_token(wanted), 0) else -0.2
    return 0.0


def _meant(kind_of_record: str, context: Context) -> float:
    """1, or less when the query says that another kind is wanted: « activité handicap » is no counter."""
    told = set(context.reading.kinds) - {"dated"}
    return 0.3 if told and kind_of_record not in told and not context.criteria.given else 1.0


def audience(made: Scored, context: Context) -> float:
    """Points made for the people asked about, then those for everyone."""
    wanted = context.criteria.audience
    if wanted is None or made.document.kind != "reception_point":
        return 0.0
    audiences = made.document.facts.get("audiences", ())
    if wanted in audiences:
        return 0.9 * _meant("reception_point", context)
    return 0.1 if "all" in audiences or not audiences else -0.6


def theme(made: Scored, context: Context) -> float:
    """Records of the theme asked about."""
    wanted = context.criteria.themes
    if not wanted or made.document.kind not in ("event", "activity", "piste"):
        return 0.0
    fits = wanted & set(made.document.facts.get("themes", ()))
    if context.criteria.given:
        return 1.5 if fits else -0.8
    return 0.5 if fits else 0.0


def age(made: Scored, context: Context) -> float:
    """1 when every age asked about fits, less when only some do, a heavy loss when none does."""
    ages, bounds = context.criteria.ages, made.document.facts.get("age")
    if ages is None or made.document.kind != "activity" or not bounds:
        return 0.0
    first, last = (0 if bounds[0] is None else bounds[0]), (120 if bounds[1] is None else bounds[1])
    if first <= ages[0] and ages[1] <= last:
        return 1.0
    return 0.3 if first <= ages[1] and ages[0] <= last else -3.0


def joint(made: Scored, context: Context) -> float:
    """Joint points of the two Départements: a little before others, far before them when asked for."""
    if made.document.kind != "reception_point" or not made.document.facts.get("joint"):
        return 0.0
    made.why.append("joint")
    return 4.5 if context.criteria.joint else 0.1


def opening(made: Scored, context: Context) -> float:
    """Points open at the moment asked about first, then those whose hours are not known, then the closed ones."""
    moment, hours = context.criteria.open_at, made.document.facts.get("hours")
    if moment is None or not hours:
        return 0.0
    return {True: 1.0, False: -0.5, None: 0.0}[_is_open(hours, moment.replace(second=0, microsecond=0))]


@lru_cache(maxsize=4096)
def _is_open(hours: str, moment: datetime) -> bool | None:
    found = state_at(hours, moment)
    return None if found is None else found.open_now


def state(made: Scored, context: Context) -> float:
    """Losses: out of date, over, cancelled, full, fictional; and the gain of an answer to « gratuit »."""
    document, facts, today = made.document, made.document.facts, context.today
    points = -0.02 if document.example else 0.0
    until = facts.get("valid_until")
    if until and date.fromisoformat(until) < today:
        points -= 3.0
    if document.kind == "activity" and facts.get("state") in ("closed", "full"):
        points -= 0.2
    if document.kind == "event":
        days = facts.get("days", ())
        over = bool(days) and max(day[1] for day in days) < today.isoformat()
        made.past = facts.get("status") == "finished" or over
        points -= 1.5 if made.past else 0.0
        points -= {"cancelled": 0.6, "full": 0.2}.get(facts.get("status", ""), 0.0)
        if days and not made.past:
            # Between two that fit as well, the sooner.
            points += SOONER * exp(-max(0, (date.fromisoformat(days[0][0]) - today).days) / 60)
        if context.criteria.free:
            points += 1.0 if facts.get("free") else -0.5
    return points


def name(made: Scored, context: Context) -> float:
    """The place asked about stands in the title of a record that is elsewhere."""
    document = made.document
    if context.criteria.given or document.insee is None or document.insee == context.criteria.insee:
        return 0.0
    if document.insee in context.criteria.areas:
        return 0.0
    return 0.8 if any(document.weights.get(token, 0) >= KEYWORDS for token in context.reading.place_tokens) else 0.0


def days(made: Scored, context: Context) -> float:
    """Days read in a staff query lean; those of the dialogue are a condition (`selection`)."""
    span = context.criteria.span
    if span is None or context.criteria.span_given or made.document.kind not in ("event", "activity"):
        return 0.0
    return 0.6 if overlaps(made.document, *span) else -1.0


def overlaps(document: Document, first: date, last: date) -> bool:
    """Whether one of the document's timings touches the days asked about; an activity without timings is a habit."""
    days = document.facts.get("days")
    if not days:
        return document.kind != "event"
    begin, end = first.isoformat(), last.isoformat()
    return any(day[0] <= end and day[1] >= begin for day in days)


EVERY = (place, kind, service, audience, theme, age, joint, name, days, opening, state)
