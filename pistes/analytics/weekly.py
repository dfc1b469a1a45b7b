"""One page a week for an elected member: no jargon, five figures, what is missing, and what that figure is not."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from langue.gazetteer import Gazetteer
from pistes.analytics.behind import frequent
from pistes.analytics.facets import UNANSWERED
from pistes.analytics.labels import THEMES, number
from pistes.analytics.latency import in_words, quantile
from pistes.analytics.section import NOT_A_SURVEY
from pistes.french import NBSP, long_date, typeset
from pistes.models import Piste
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope

FIRST = 5
# Under this change the week is said to be like the one before.
SMALL_CHANGE = 0.05


@dataclass(frozen=True)
class Weekly:
    """The summary of a week, as short sentences and lists."""

    week: date
    title: str
    sentences: tuple[str, ...]
    asked: tuple[str, ...]
    unanswered: tuple[str, ...]
    themes: tuple[str, ...]
    pistes: tuple[str, ...]
    communes: tuple[str, ...]
    notes: tuple[str, ...]

    def text(self) -> str:
        """The same for an e-mail."""
        parts = [self.title, "", *self.sentences]
        for title, lines in self.lists:
            parts += ["", typeset(f"{title} :"), *(f"- {line}" for line in lines or ("rien à montrer",))]
        return "\n".join([*parts, "", *self.notes]) + "\n"

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(title, lines) in the order of the page."""
        return (
            ("Ce qui est le plus demandé", self.asked),
            ("Ce qui reste sans réponse", self.unanswered),
            ("Thèmes", self.themes),
            ("Pistes de coopération", self.pistes),
            ("Communes citées", self.communes),
        )


def summary(
    session: Session, week: date, smallest: int, gazetteer: Gazetteer, sites: tuple[str, ...] | None = None
) -> Weekly:
    """The summary of the week that begins on `week` (a Monday); `sites`: of these alone."""
    scope = Scope(week, week + timedelta(days=6), sites=sites)
    before = Scope(week - timedelta(days=7), week - timedelta(days=1), sites=sites)
    pistes = {piste.id: piste.title for piste in session.query(Piste)}
    communes = {insee: commune.name for insee, commune in gazetteer.communes.items()}
    asked = frequent(session, scope, None, smallest, failed=False, most=FIRST)
    unanswered = frequent(session, scope, None, smallest, failed=True, most=FIRST)
    since, until = long_date(scope.since, weekday=False, year=False), long_date(scope.until, weekday=False)

    def lines(facet: str, names: dict[str, str]) -> tuple[str, ...]:
        counts = analytics.by_value(session, scope, facet)
        named = sorted(((n, names[key]) for key, n in counts.items() if key in names), key=lambda x: (-x[0], x[1]))
        return tuple(f"{name} ({_questions(n)})" for n, name in named[:FIRST])

    return Weekly(
        week,
        f"Passerelle, semaine du {since} au {until}",
        _sentences(session, scope, before, smallest),
        tuple(typeset(f"« {group.name} » ({_questions(group.count)})") for group in asked),
        tuple(typeset(f"« {group.name} » ({_questions(group.count)})") for group in unanswered),
        lines("theme", dict(THEMES)),
        lines("piste", pistes),
        lines("commune", communes),
        (NOT_A_SURVEY, f"Aucun groupe de moins de {smallest} questions n’est montré."),
    )


def _sentences(session: Session, scope: Scope, before: Scope, smallest: int) -> tuple[str, ...]:
    now, old = analytics.by_outcome(session, scope), analytics.by_outcome(session, before)
    total, was = sum(now.values()), sum(old.values())
    if total < smallest:
        return (f"Moins de {smallest} questions ont été posées cette semaine.",)
    failed = sum(now.get(cause, 0) for cause in UNANSWERED)
    opinions = analytics.by_value(session, scope, "feedback")
    said = sum(opinions.values())
    found = [f"{number(total)} questions ont été posées{_compared(total, was)}."]
    found.append(f"Sur 100 questions, {round(100 * failed / total)} sont restées sans réponse.")
    if said >= smallest:
        useful = round(100 * opinions.get("yes", 0) / said)
        found.append(f"{number(said)} avis ont été donnés ; sur 100, {useful} disent la réponse utile.")
    histogram = analytics.by_value(session, scope, "latency")
    found.append(f"Une réponse sur deux est arrivée en moins de {in_words(quantile(histogram, 0.5))}.")
    return tuple(typeset(sentence) for sentence in found)


def _compared(total: int, was: int) -> str:
    if not was:
        return ""
    moved = (total - was) / was
    if abs(moved) < SMALL_CHANGE:
        return ", autant que la semaine d’avant"
    word = "de plus" if moved > 0 else "de moins"
    return f", {number(abs(total - was))} {word} que la semaine d’avant"


def _questions(count: int) -> str:
    return f"{number(count)}{NBSP}questions"
