"""The page of managers as data: every figure and every table of a period, beside another period when asked.

All counts are sums of `shown` parcels (`pistes.analytics.release`), so any of them may be printed, exported or subtracted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from langue.gazetteer import Gazetteer
from pistes.analytics import charts
from pistes.analytics.behind import frequent
from pistes.analytics.emergencies import emergencies
from pistes.analytics.facets import UNANSWERED
from pistes.analytics.labels import (
    CAUSES,
    CHANNELS,
    DAYS,
    FEEDBACK,
    INTENTS,
    NONE_OF,
    OUTCOMES,
    REGISTERS,
    THEMES,
    fewer_than,
    number,
    percent,
)
from pistes.analytics.measured import performance
from pistes.analytics.section import Figure, Report, Row, Section, change, table, told_count
from pistes.analytics.territory import commune_map
from pistes.models import Piste, Site
from pistes.outcomes import Outcome
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope

TREND_KEY = ("Réponse donnée", "Sans réponse", "Autres échanges")
MAP_NOTE = "La commune est celle que la question nomme, ou celle de la recherche en cours ; pas celle de l’habitant."


@dataclass(frozen=True)
class Asked:
    """What a report is about: its scope, another one to compare with, and the settings that bear on figures."""

    scope: Scope
    other: Scope | None
    smallest: int
    gazetteer: Gazetteer
    today: date
    # Euros a month, all included; None when the operator has not said.
    monthly_cost: float | None = None


def build(session: Session, asked: Asked) -> Report:
    """The whole report."""
    now = analytics.by_outcome(session, asked.scope)
    before = analytics.by_outcome(session, asked.other) if asked.other else None
    sections = (
        _outcomes(session, asked, now, before),
        _groups(session, asked, failed=False),
        _groups(session, asked, failed=True),
        _causes(session, asked),
        *_demand(session, asked),
        _communes(session, asked),
        _hours(session, asked),
        _channels(session, asked),
        _feedback(session, asked),
        _registers(session, asked),
        emergencies(session, asked.scope, asked.today, asked.smallest),
        performance(session, asked.scope, asked.other, asked.monthly_cost, asked.smallest),
    )
    return Report(_figures(session, asked, now, before), sections, sum(now.values()), asked.other is not None)


def _figures(
    session: Session, asked: Asked, now: Mapping[str, int], before: Mapping[str, int] | None
) -> tuple[Figure, ...]:
    old = before or {}
    total, was = sum(now.values()), sum(old.values())
    failed, had_failed = (sum(counts.get(cause, 0) for cause in UNANSWERED) for counts in (now, old))
    opinions = analytics.by_value(session, asked.scope, "feedback")
    talks = sum(analytics.by_value(session, asked.scope, "conversation").values())
    had_talks = sum(analytics.by_value(session, asked.other, "conversation").values()) if asked.other else 0

    def figure(label: str, value: str, then: str, moved: str, href: str = "", note: str = "") -> Figure:
        return Figure(label, value, then if before is not None else "", moved, href, note)

    def count(n: int) -> str:
        return number(n) if told_count(n, asked.smallest) is not None else fewer_than(asked.smallest)

    helpful = sum(opinions.values())
    return (
        figure("Questions posées", count(total), count(was), change(total, was), "all="),
        figure("Conversations", count(talks), count(had_talks), change(talks, had_talks)),
        figure("Sans réponse", percent(failed, total), percent(had_failed, was), "", "cause=unanswered"),
        figure(
            "Réponses données",
            percent(now.get("answered", 0), total),
            percent(old.get("answered", 0), was),
            "",
            "outcome=answered",
        ),
        Figure(
            "Avis « utile »",
            percent(opinions.get("yes", 0), helpful) if helpful >= asked.smallest else "—",
            note=f"{count(helpful)} avis",
        ),
    )


def _outcomes(session: Session, asked: Asked, now: Mapping[str, int], before: Mapping[str, int] | None) -> Section:
    made = table(
        "issues", "Ce que les questions sont devenues", now, before, OUTCOMES, asked.smallest, facet="outcome",
        header="Issue"
    )  # fmt: skip
    return replace(made, chart=_trend(session, asked.scope), key=TREND_KEY)


def _trend(session: Session, scope: Scope) -> Markup:
    steps: dict[date, list[int]] = {}
    days = (scope.until - scope.since).days + 1
    for (day, outcome), n in analytics.by_day(session, scope).items():
        rank = 0 if outcome == Outcome.ANSWERED else 1 if outcome in UNANSWERED else 2
        steps.setdefault(_step(day, days), [0, 0, 0])[rank] += n
    wanted = sorted({_step(scope.since + timedelta(days=n), days) for n in range(days)})
    points = [charts.Column(_step_label(at, days), tuple(steps.get(at, (0, 0, 0)))) for at in wanted]
    by = "par jour" if days <= 31 else "par semaine" if days <= 190 else "par mois"
    return charts.columns(points, f"Questions {by}, par issue")


def _step(day: date, days: int) -> date:
    if days <= 31:
        return day
    return day - timedelta(days=day.weekday()) if days <= 190 else day.replace(day=1)


def _step_label(day: date, days: int) -> str:
    return f"{day:%d/%m}" if days <= 190 else f"{day:%m/%y}"


def _groups(session: Session, asked: Asked, *, failed: bool) -> Section:
    found = frequent(session, asked.scope, asked.other, asked.smallest, failed=failed)
    rows = []
    for group in found:
        cells = [group.intent, number(group.count), group.outcome]
        if group.before is not None:
            told = told_count(group.before, asked.smallest)
            cells.append(number(told) if told is not None else fewer_than(asked.smallest))
        rows.append(Row(group.name, tuple(cells), str(group.id), group.count))
    headers = ("Question type", "Demande", "Questions", "Issue la plus fréquente")
    other = ("Autre période",) if asked.other else ()
    title = "Questions restées sans réponse" if failed else "Questions les plus fréquentes"
    note = "Les questions de même sens sont réunies ; le nom du groupe est l’une d’elles, masquée. Semaines entières."
    id_ = "sans-reponse" if failed else "frequentes"
    return Section(id_, title, headers + other, tuple(rows), "group", note)


def _causes(session: Session, asked: Asked) -> Section:
    note = "Une réponse peut avoir deux causes : un fait périmé, et un habitant qui la juge inutile."
    return _counted(
        session, asked, "causes", "Sans bonne réponse, par cause", "cause", CAUSES, note=note, header="Cause"
    )


def _demand(session: Session, asked: Asked) -> tuple[Section, ...]:
    pistes = {row.id: row.title for row in session.scalars(select(Piste).where(Piste.published))}
    departments = {code: found.name for code, found in asked.gazetteer.departments.items()}
    members = [code for code, found in asked.gazetteer.departments.items() if found.member]
    note = "Une question compte pour chaque piste qui lui est montrée."
    return (
        _counted(session, asked, "intentions", "Ce que les habitants veulent faire", "intent", INTENTS, header="Demande"),
        _counted(session, asked, "themes", "Par thème", "theme", THEMES, all_keys=tuple(THEMES), header="Thème"),
        _counted(
            session, asked, "pistes", "Par piste", "piste", pistes, all_keys=tuple(pistes), note=note, header="Piste"
        ),
        _counted(
            session, asked, "departements", "Par département", "department", departments, all_keys=tuple(members),
            header="Département",
        ),
    )  # fmt: skip


def _counted(
    session: Session,
    asked: Asked,
    id_: str,
    title: str,
    facet: str,
    names: Mapping[str, str],
    *,
    all_keys: tuple[str, ...] = (),
    note: str = "",
    header: str = "",
) -> Section:
    now = analytics.by_value(session, asked.scope, facet)
    before = analytics.by_value(session, asked.other, facet) if asked.other else None
    made = table(
        id_, title, now, before, names, asked.smallest, facet=facet, none=NONE_OF.get(facet, ""), all_keys=all_keys,
        note=note, header=header,
    )  # fmt: skip
    drawn = [(row.label, row.count) for row in made.rows[: made.first] if row.count]
    return replace(made, chart=charts.bars(drawn, title) if drawn else None)


def _communes(session: Session, asked: Asked) -> Section:
    names = {insee: f"{found.name} ({found.department})" for insee, found in asked.gazetteer.communes.items()}
    made = _counted(session, asked, "communes", "Par commune", "commune", names, note=MAP_NOTE, header="Commune")
    counts = {row.key: row.count for row in made.rows if row.key and row.count}
    return replace(made, chart=commune_map(asked.gazetteer, counts))


def _hours(session: Session, asked: Asked) -> Section:
    found = analytics.by_value(session, asked.scope, "hour")
    cells = {(int(day), int(hour)): n for key, n in found.items() for day, hour in [key.split("-")]}
    rows = []
    for day, name in enumerate(DAYS):
        parts = [
            sum(n for (on, hour), n in cells.items() if on == day and low <= hour < low + 6) for low in (0, 6, 12, 18)
        ]
        told = [told_count(n, asked.smallest) for n in parts]
        words = tuple(number(n) if n is not None else fewer_than(asked.smallest) for n in told)
        rows.append(Row(name, words, str(day) if any(told) else None))
    headers = ("Jour", "0 h à 6 h", "6 h à 12 h", "12 h à 18 h", "18 h à 24 h")
    chart = charts.heat(cells, DAYS, "Questions par jour de la semaine et par heure")
    return Section("heures", "Heures et jours", headers, tuple(rows), "weekday", "Heure de Paris.", chart)


def _channels(session: Session, asked: Asked) -> Section:
    sites = {site.id: site.name for site in session.scalars(select(Site))}
    found = analytics.channels_and_sites(session, asked.scope)
    rows = [
        Row(
            CHANNELS.get(channel, channel),
            (sites.get(site, site) or "—", number(n)),
            f"{channel}|{site}",
            n,
        )
        for (channel, site), n in sorted(found.items(), key=lambda item: -item[1])
        if n >= asked.smallest
    ]
    note = "Guichet et téléphone : réponses notées par les agents d’accueil."
    headers = ("Canal", "Site", "Questions")
    return Section("canaux", "Assistant, guichet et téléphone", headers, tuple(rows), "channel", note)


def _feedback(session: Session, asked: Asked) -> Section:
    note = "Seuls certains habitants donnent un avis : cette part n’est pas celle de tous."
    return _counted(session, asked, "avis", "Avis des habitants", "feedback", FEEDBACK, note=note, header="Avis")


def _registers(session: Session, asked: Asked) -> Section:
    found = analytics.by_value_and_outcome(session, asked.scope, "register")
    rows = []
    for register, name in REGISTERS.items():
        total = sum(n for (value, _), n in found.items() if value == register)
        told = told_count(total, asked.smallest)
        if told is None:
            rows.append(Row(name, (fewer_than(asked.smallest), "—", "—")))
            continue
        failed = sum(found.get((register, str(outcome)), 0) for outcome in UNANSWERED)
        misread = found.get((register, "not_understood"), 0)
        rows.append(Row(name, (number(told), percent(failed, told), percent(misread, told)), register, told))
    headers = ("Façon d’écrire", "Questions", "Sans réponse", "Pas comprises")
    note = "L’assistant doit servir aussi bien celles et ceux qui écrivent court, en SMS ou en majuscules."
    return Section("ecritures", "Selon la façon d’écrire", headers, tuple(rows), "register", note)
