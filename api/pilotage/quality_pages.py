"""Judging answers drawn at random, and what judges found."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from api.auth.session import check_csrf
from api.context import Context, Ctx
from api.pilotage.asked import Chosen, Who, seen_sites
from api.pilotage.routes import pilotage_page
from api.problems import Problem
from pistes.analytics import quality
from pistes.analytics.labels import OUTCOMES, REGISTERS, VERDICTS, number, percent
from pistes.analytics.quality import Rate
from pistes.analytics.section import NOT_A_SURVEY, Row, Section
from pistes.analytics.weekly import summary
from pistes.models import Record
from pistes.repositories import analytics
from pistes.repositories import quality as queries

router = APIRouter(prefix="/pilotage", include_in_schema=False)
Week = Annotated[str, Query(max_length=40)]


@router.get("/qualite", response_class=HTMLResponse)
def quality_page(request: Request, ctx: Ctx, who: Who, chosen: Chosen, semaine: Week = "") -> Response:
    """Une réponse à juger, et ce que les jugements disent de la période."""
    week = _week(ctx, semaine, ended=False)
    with ctx.database.read() as session:
        item, done, total = queries.next_to_judge(session, week, who.login, chosen.scope.sites)
        rows = queries.judgements(session, chosen.scope.since, chosen.scope.until, chosen.scope.sites)
        found = quality.measure(rows, analytics.by_outcome(session, chosen.scope))
        records = [session.get(Record, record_id) for record_id in item.result_ids] if item else []
    values = {
        "item": item,
        "records": [record for record in records if record is not None],
        "outcome": OUTCOMES.get(item.outcome, item.outcome) if item else "",
        "done": done,
        "total": total,
        "week": week,
        "verdicts": VERDICTS,
        "chosen": chosen,
        "sections": _sections(found, ctx.settings.smallest_group),
        "not_a_survey": NOT_A_SURVEY,
    }
    return pilotage_page(request, ctx, who, "qualite.html", values)


@router.post("/qualite", dependencies=[Depends(check_csrf)])
def judge(
    ctx: Ctx,
    who: Who,
    reponse: Annotated[int, Form(ge=1)],
    verdict: Annotated[str, Form(max_length=20)],
    semaine: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Note un jugement, puis montre la réponse suivante."""
    try:
        with ctx.database.write() as session:
            quality.give_verdict(session, reponse, who.login, verdict, datetime.now(UTC), seen_sites(ctx, who))
    except quality.UnknownVerdict:
        raise Problem(422, None, "Choisissez un jugement dans la liste.") from None
    return RedirectResponse(f"/pilotage/qualite?semaine={_week(ctx, semaine, ended=False)}#juger", 303)


@router.get("/semaine", response_class=HTMLResponse)
def week_page(request: Request, ctx: Ctx, who: Who, semaine: Week = "") -> Response:
    """Le résumé d'une semaine, sur une page à imprimer."""
    week = _week(ctx, semaine, ended=True)
    with ctx.database.read() as session:
        made = summary(session, week, ctx.settings.smallest_group, ctx.gazetteer, seen_sites(ctx, who))
    values = {"summary": made, "before": week - timedelta(days=7), "after": week + timedelta(days=7)}
    values["has_after"] = week + timedelta(days=7) <= ctx.now().date()
    return pilotage_page(request, ctx, who, "semaine.html", values)


@router.get("/semaine.txt")
def week_text(ctx: Ctx, who: Who, semaine: Week = "") -> Response:
    """Le même résumé, en texte pour un courriel."""
    with ctx.database.read() as session:
        week = _week(ctx, semaine, ended=True)
        made = summary(session, week, ctx.settings.smallest_group, ctx.gazetteer, seen_sites(ctx, who))
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(made.text(), headers=headers)


def _week(ctx: Context, text: str, *, ended: bool) -> date:
    """The Monday of the day written, else of this week (`ended`: of the last whole week)."""
    today = ctx.now().date()
    try:
        day = min(date.fromisoformat(text), today)
    except ValueError:
        day = today - timedelta(days=7) if ended else today
    return quality.monday(max(day, date(2019, 1, 7)))


def _sections(found: quality.Quality, smallest: int) -> list[Section]:
    headers = ("", "Réponses", "Part", "Intervalle à 95 %")
    rates = [(VERDICTS[name], rate) for name, rate in found.verdicts.items()]
    rates.append(("Fausse et sûre d’elle", found.confident_wrong))
    lines = [_line(name, rate, smallest) for name, rate in rates]
    agreement = f"{number(found.kappa, 2)} sur {found.judged_twice} réponses jugées deux fois" if found.kappa else "—"
    note = (
        f"Accord des deux juges (kappa de Cohen) : {agreement}. À côté, la machine dit ne pas comprendre "
        f"{percent(found.fallback.part, found.fallback.whole)} des questions : elle ne compte pas ses réponses fausses."
    )
    registers = [
        _line(REGISTERS.get(register, register), rate, smallest) for register, rate in found.by_register.items()
    ]
    return [
        Section("jugements", "Ce que les juges ont trouvé", ("Jugement", *headers[1:]), tuple(lines), note=note),
        Section(
            "equite", "Réponses justes selon la façon d’écrire", ("Façon d’écrire", *headers[1:]), tuple(registers)
        ),
    ]


def _line(name: str, rate: Rate, smallest: int) -> Row:
    cells: tuple[Any, ...] = ("—", "—", "—")
    if rate.whole >= smallest:
        low, high = rate.interval
        bounds = f"{number(100 * low, 1)} à {number(100 * high, 1)} %"
        cells = (f"{number(rate.part)} sur {number(rate.whole)}", percent(rate.part, rate.whole), bounds)
    return Row(name, cells)
