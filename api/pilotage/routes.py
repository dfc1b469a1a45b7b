"""The pages of managers: the whole picture, the questions behind a figure, files."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from api.context import Context, Ctx
from api.pages.rendering import page
from api.pilotage import exports
from api.pilotage.asked import PERIODS, Choice, Chosen, Who, between
from api.problems import Problem
from pistes.analytics import behind, report
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
)
from pistes.analytics.section import NOT_A_SURVEY, Row, Section
from pistes.clock import PARIS
from pistes.french import hour, long_date
from pistes.models import Piste, QuestionGroup
from pistes.repositories import analytics
from pistes.repositories.questions import Filter, is_seen
from pistes.services.accounts import SignedIn

router = APIRouter(prefix="/pilotage", include_in_schema=False)
FACETS = frozenset("all outcome intent theme piste department commune register cause feedback group weekday".split())
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
_GROUP = re.compile(r"[0-9]{1,9}")


@router.get("", response_class=HTMLResponse)
def home(request: Request, ctx: Ctx, who: Who, chosen: Chosen) -> Response:
    """Tout d'une période, à côté d'une autre."""
    with ctx.database.read() as session:
        made = report.build(session, chosen.asked(ctx))
        values: dict[str, Any] = {
            "report": made,
            "chosen": chosen,
            "periods": PERIODS,
            "sites": analytics.sites(session, who.departments),
            "channels": CHANNELS,
            "state": analytics.read_state(session),
            "not_a_survey": NOT_A_SURVEY,
            "smallest": ctx.settings.smallest_group,
            "opens": lambda section, row: opens(chosen, section, row),
            "leads": lambda href: leads(chosen, href),
            "quick": lambda days: quick(ctx, chosen, days),
            "today": ctx.now().date(),
        }
    if values["state"] and (rolled := values["state"].rolled_at):
        local = rolled.astimezone(PARIS)
        values["rolled"] = f"{long_date(local.date(), weekday=False)} à {hour(local)}"
    return pilotage_page(request, ctx, who, "tableau.html", values)


@router.get("/questions", response_class=HTMLResponse)
def questions(
    request: Request,
    ctx: Ctx,
    who: Who,
    chosen: Chosen,
    facette: Annotated[str, Query(max_length=12)] = "all",
    valeur: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """Les questions masquées derrière un chiffre."""
    if facette not in FACETS or (facette == "group" and not _GROUP.fullmatch(valeur)):
        raise Problem(404, None, "Ce chiffre n'existe pas.")
    smallest = ctx.settings.smallest_group
    with ctx.database.read() as session:
        if facette == "group" and not is_seen(session, int(valeur), chosen.scope.sites):
            raise Problem(404, None, "Ce groupe de questions n'existe pas.")
        found = behind.behind(session, chosen.scope, Filter(facette, valeur), smallest)
        group = session.get(QuestionGroup, int(valeur)) if facette == "group" else None
        trend = behind.trend(session, chosen.scope, group.id) if group else None
        what = group.name if group else _what(session, ctx, facette, valeur)
    values = {
        "found": found,
        "what": what or "Toutes les questions",
        "months": between(found.scope),
        "chosen": chosen,
        "trend": trend,
        "smallest": smallest,
        "not_a_survey": NOT_A_SURVEY,
    }
    return pilotage_page(request, ctx, who, "questions.html", values)


@router.get("/export/{name}")
def export(ctx: Ctx, who: Who, chosen: Chosen, name: Annotated[str, InPath(max_length=40)]) -> Response:
    """Une partie de la page en CSV (`themes.csv`…), ou toute la page (`pilotage.xlsx`, `pilotage.parquet`)."""
    with ctx.database.read() as session:
        sections = report.build(session, chosen.asked(ctx)).sections
    about = _about(ctx, chosen)
    if name == "pilotage.xlsx":
        return _file(exports.as_xlsx(sections, about), XLSX, f"pilotage-{chosen.scope.until}.xlsx")
    if name == "pilotage.parquet":
        return _file(exports.as_parquet(sections, about), PARQUET, f"pilotage-{chosen.scope.until}.parquet")
    wanted = next((section for section in sections if f"{section.id}.csv" == name), None)
    if wanted is None:
        raise Problem(404, None, "Ce fichier n'existe pas.")
    return _file(exports.as_csv(wanted, about), "text/csv; charset=utf-8", f"{wanted.id}-{chosen.scope.until}.csv")


def pilotage_page(request: Request, ctx: Context, who: SignedIn, name: str, values: dict[str, Any]) -> HTMLResponse:
    """A page of this part, for `who`."""
    return page(request, ctx, f"pilotage/{name}", {"site": {}, "who": who, "part": "pilotage", **values})


def opens(chosen: Choice, section: Section, row: Row) -> str:
    """The address of the questions behind a row; empty when there is nothing to open."""
    if row.key is None or not section.facet:
        return ""
    if section.facet == "channel":
        channel, site = row.key.split("|")
        return f"/pilotage/questions?{chosen.query(canal=channel, site=site)}"
    return f"/pilotage/questions?{chosen.query(facette=section.facet, valeur=row.key)}"


def leads(chosen: Choice, href: str) -> str:
    """The address behind one of the large figures (« facet=value »)."""
    facet, _, value = href.partition("=")
    return f"/pilotage/questions?{chosen.query(facette=facet, valeur=value)}" if facet else ""


def quick(ctx: Context, chosen: Choice, days: int) -> str:
    """The query of the last `days` days, with the same site and channel, beside the days before them."""
    until = ctx.now().date()
    since = until - timedelta(days=days - 1)
    scope = replace(chosen.scope, since=since, until=until)
    before = replace(scope, since=since - timedelta(days=days), until=since - timedelta(days=1))
    return Choice(scope, before).query()


def _what(session: Session, ctx: Context, facet: str, value: str) -> str:
    """What a figure counts, in words; empty when the value has none."""
    names: dict[str, Mapping[str, str]] = {
        "outcome": OUTCOMES,
        "cause": {**CAUSES, "unanswered": "Sans réponse"},
        "intent": INTENTS,
        "theme": THEMES,
        "register": REGISTERS,
        "feedback": FEEDBACK,
        "department": {code: found.name for code, found in ctx.gazetteer.departments.items()},
        "commune": {insee: found.name for insee, found in ctx.gazetteer.communes.items()},
        "weekday": {str(number): name for number, name in enumerate(DAYS)},
    }
    if facet == "piste":
        piste = session.get(Piste, value)
        return piste.title if piste else ""
    return names.get(facet, {}).get(value) or ("" if value else NONE_OF.get(facet, ""))


def _about(ctx: Context, chosen: Choice) -> list[str]:
    lines = [f"Période : {chosen.words}"]
    if chosen.other:
        lines.append(f"Autre période : {chosen.other_words}")
    if chosen.scope.site:
        lines.append(f"Site : {chosen.scope.site}")
    if chosen.scope.channel:
        lines.append(f"Canal : {CHANNELS[chosen.scope.channel]}")
    lines.append(f"Aucun groupe de moins de {ctx.settings.smallest_group} questions n’est montré.")
    return lines


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
