"""Which of the scored records are results: what does not meet the criteria is left out, as long as something does."""

from collections.abc import Sequence

from pistes.search.context import Context, Scored
from pistes.search.fit import overlaps

# Beyond this an event or an activity is shown only when nothing is nearer (kilometres).
NEAR_KM = 25.0
# Below this a record is out of the question: its age limits or its validity exclude it.
LEAST = -2.0
_DATED = ("event", "activity")


def select(scored: Sequence[Scored], context: Context, *, past: bool) -> list[Scored]:
    """Results in order; equal scores are put in the order of their ids, so that every database agrees."""
    kept = _in_time(list(scored), context, past=past)
    kept = [made for made in kept if made.score > LEAST]
    kept = _of_theme(kept, context)
    kept = _within_reach(kept, context)
    if not context.criteria.given and context.said:
        kept = [made for made in kept if made.text > 0.03 or made.named]
    return sorted(kept, key=lambda made: (-round(made.score, 6), made.document.record_id))


def _in_time(scored: list[Scored], context: Context, *, past: bool) -> list[Scored]:
    span = context.criteria.span
    if span is not None and context.criteria.span_given:
        return [m for m in scored if m.document.kind not in _DATED or overlaps(m.document, *span)]
    if past:
        return scored
    # A past edition is shown when the text names it and nothing to come bears the same name.
    coming = [made.held for made in scored if not made.past and made.document.kind == "event"]
    return [m for m in scored if not m.past or (m.named and not any(m.held <= held for held in coming))]


def _of_theme(scored: list[Scored], context: Context) -> list[Scored]:
    criteria = context.criteria
    if not criteria.themes or not criteria.given:
        return scored
    fitting = [made for made in scored if made.named or criteria.themes & set(made.document.facts.get("themes", ()))]
    return fitting if fitting or set(criteria.kinds) == {"piste"} else scored


def _within_reach(scored: list[Scored], context: Context) -> list[Scored]:
    criteria = context.criteria
    if criteria.insee is None or not criteria.given or not set(criteria.kinds) <= set(_DATED):
        return scored
    near = [made for made in scored if made.named or (made.distance_km is not None and made.distance_km <= NEAR_KM)]
    return near or scored
