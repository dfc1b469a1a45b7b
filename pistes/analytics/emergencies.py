"""Dangers as counts only: by month and kind, never by commune, day, site or channel, whatever the page's filters say."""

import calendar
from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from pistes.analytics.labels import DANGERS, fewer_than, number
from pistes.analytics.release import hide_small
from pistes.analytics.section import Row, Section
from pistes.french import month_year
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope


def emergencies(session: Session, scope: Scope, today: date, smallest: int) -> Section:
    """Whole months that have ended and that the scope touches. A month shows a kind from `smallest` on; no total is told."""
    since, until = scope.since.replace(day=1), _last_ended(scope.until, today)
    found = analytics.emergencies(session, since, until) if until >= since else {}
    months = sorted({month for month, _ in found})
    rows = []
    for kind, name in DANGERS.items():
        cells = []
        for month in months:
            told = hide_small({key[1]: n for key, n in found.items() if key[0] == month}, smallest).get(kind)
            cells.append(number(told) if told else fewer_than(smallest))
        rows.append(Row(name, tuple(cells)))
    headers = ("Situation", *(month_year(date.fromisoformat(f"{month}-01")) for month in months))
    note = (
        "Par mois entiers et terminés, tous sites ensemble : jamais par commune ni par jour, et aucune question derrière. "
        "Une case masquée peut en cacher une seconde, pour qu’une soustraction n’apprenne rien."
    )
    return Section("urgences", "Situations de danger", headers, tuple(rows) if months else (), "", note)


def _last_ended(until: date, today: date) -> date:
    ends: Iterable[date] = (
        date(year, month, calendar.monthrange(year, month)[1])
        for year, month in ((until.year, until.month), _before(until.year, until.month))
    )
    return max((end for end in ends if end < today), default=date(until.year - 1, 12, 31))


def _before(year: int, month: int) -> tuple[int, int]:
    return (year, month - 1) if month > 1 else (year - 1, 12)
