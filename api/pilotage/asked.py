"""The period, site and channel that a page is about, as its address says them. A value that is not known counts as none."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.auth.session import entrance
from api.context import Context, Ctx
from pistes.analytics.labels import CHANNELS
from pistes.analytics.report import Asked
from pistes.french import long_date
from pistes.repositories import analytics
from pistes.repositories.analytics import Scope
from pistes.services.accounts import SignedIn

DEFAULT_DAYS = 28
# Ready-made periods: days back from today.
PERIODS = ((7, "7 jours"), (28, "4 semaines"), (91, "3 mois"), (365, "1 an"))
LONGEST = 366 * 6
EARLIEST_YEAR = 2019
Who = Annotated[SignedIn, Depends(entrance("pilotage"))]


@dataclass(frozen=True)
class Choice:
    """What the form says: a scope, the period beside it (None: no comparison)."""

    scope: Scope
    other: Scope | None

    def query(self, **more: str) -> str:
        """The address's part that says the same."""
        values = {"du": self.scope.since.isoformat(), "au": self.scope.until.isoformat()}
        if self.scope.site:
            values["site"] = self.scope.site
        if self.scope.channel:
            values["canal"] = self.scope.channel
        if self.other is None:
            values["comparer"] = "non"
        else:
            values |= {"avec_du": self.other.since.isoformat(), "avec_au": self.other.until.isoformat()}
        return urlencode({**values, **more})

    @property
    def words(self) -> str:
        """« du 1er au 28 novembre 2026 »."""
        return between(self.scope)

    @property
    def other_words(self) -> str:
        """The period compared with, in words; empty without one."""
        return between(self.other) if self.other else ""

    def asked(self, ctx: Context) -> Asked:
        """The same for the report, with the settings."""
        settings = ctx.settings
        return Asked(
            self.scope, self.other, settings.smallest_group, ctx.gazetteer, ctx.now().date(), settings.monthly_cost
        )


def between(scope: Scope) -> str:
    """The days of a scope in words."""
    since, until = (long_date(day, weekday=False) for day in (scope.since, scope.until))
    return f"le {until}" if scope.since == scope.until else f"du {since} au {until}"


def seen_sites(ctx: Context, who: SignedIn) -> tuple[str, ...] | None:
    """The sites that an account may read figures of: those of its départements; None: all."""
    if not who.departments:
        return None
    with ctx.database.read() as session:
        return tuple(code for code, _ in analytics.sites(session, who.departments))


def choice(
    ctx: Ctx,
    who: Who,
    du: Annotated[str, Query(max_length=40)] = "",
    au: Annotated[str, Query(max_length=40)] = "",
    site: Annotated[str, Query(max_length=40)] = "",
    canal: Annotated[str, Query(max_length=40)] = "",
    comparer: Annotated[str, Query(max_length=40)] = "oui",
    avec_du: Annotated[str, Query(max_length=40)] = "",
    avec_au: Annotated[str, Query(max_length=40)] = "",
) -> Choice:
    """What the address says; the last four weeks, beside the four before them, when it says nothing."""
    today = ctx.now().date()
    until = min(_day(au) or today, today)
    since = max(_day(du) or until - timedelta(days=DEFAULT_DAYS - 1), until - timedelta(days=LONGEST))
    since = min(since, until)
    where = {"site": site or None, "channel": canal if canal in CHANNELS else None}
    sites = seen_sites(ctx, who)
    scope = Scope(since, until, sites=sites, **where)
    if comparer == "non":
        return Choice(scope, None)
    length = until - since
    other_until = min(_day(avec_au) or since - timedelta(days=1), today)
    other_since = min(_day(avec_du) or other_until - length, other_until)
    other_since = max(other_since, other_until - timedelta(days=LONGEST))
    return Choice(scope, Scope(other_since, other_until, sites=sites, **where))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Nothing was counted before; a far past would only run out of calendar.
    return day if day.year >= EARLIEST_YEAR else None


Chosen = Annotated[Choice, Depends(choice)]
