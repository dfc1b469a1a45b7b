"""What the machine did, as it was measured: latency of answers, minutes of presence, cost of a conversation."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from pistes.analytics.facets import UNANSWERED
from pistes.analytics.labels import number, percent
from pistes.analytics.latency import in_words, quantile
from pistes.analytics.section import Row, Section
from pistes.models import AvailabilityDay
from pistes.outcomes import Outcome
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope

DAYS_A_MONTH = 365.25 / 12
# Fewer answers than this give no percentile worth printing.
FEWEST_ANSWERS = 20


def performance(
    session: Session, scope: Scope, other: Scope | None, monthly_cost: float | None, smallest: int
) -> Section:
    """Latency, availability and cost of a period, beside another one."""
    columns = [_measures(session, one, monthly_cost, smallest) for one in (scope, other) if one is not None]
    rows = tuple(Row(label, tuple(column[label] for column in columns)) for label in columns[0])
    headers = ("Mesure", "Période", *(("Autre période",) if other else ()))
    note = (
        "Délai : du message reçu à la réponse écrite, lu à 20 % près. Présence : minutes où l’application a répondu à son "
        "propre contrôle, sur toutes celles de la première à la dernière mesure."
    )
    return Section("service", "Délais, disponibilité et coût", headers, rows, "", note)


def _measures(session: Session, scope: Scope, monthly_cost: float | None, smallest: int) -> dict[str, str]:
    histogram = analytics.by_value(session, scope, "latency")
    enough = sum(histogram.values()) >= FEWEST_ANSWERS
    outcomes = analytics.by_outcome(session, scope)
    total = sum(outcomes.values())
    days = analytics.availability(session, scope.since, scope.until)
    present, ready = sum(day.present for day in days), sum(day.ready for day in days)
    return {
        "Délai médian": in_words(quantile(histogram, 0.5)) if enough else "—",
        "Délai de 95 % des réponses": in_words(quantile(histogram, 0.95)) if enough else "—",
        "Minutes où l’application était présente": percent(present, _elapsed(days)),
        "… dont moteur prêt": percent(ready, present),
        "Questions traitées par le moteur": percent(total - outcomes.get(Outcome.UNAVAILABLE, 0), total),
        "Questions avec une réponse": percent(total - sum(outcomes.get(cause, 0) for cause in UNANSWERED), total),
        "Coût de 1 000 conversations": cost(session, scope, monthly_cost, smallest),
    }


def _elapsed(days: Sequence[AvailabilityDay]) -> float:
    """Minutes from the first measure to the last one: a day without any measure between them counts as absent."""
    if not days:
        return 0
    return (days[-1].last_minute - days[0].first_minute) / timedelta(minutes=1) + 1


def cost(session: Session, scope: Scope, monthly_cost: float | None, smallest: int) -> str:
    """« 12,40 € »: the monthly cost over the days, for 1,000 conversations; says so when the setting is missing."""
    talks = sum(analytics.by_value(session, scope, "conversation").values())
    if monthly_cost is None:
        return "coût mensuel non renseigné"
    if talks < smallest:
        return "—"
    days = (scope.until - scope.since) / timedelta(days=1) + 1
    return f"{number(1000 * monthly_cost * days / DAYS_A_MONTH / talks, 2)}\u00a0€"
