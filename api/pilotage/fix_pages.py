"""From a group of questions to a correction: an example or a synonym as a patch, a record or a stored answer in /admin."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.auth.session import check_csrf
from api.context import Context, Ctx
from api.pilotage.asked import Who, seen_sites
from api.pilotage.routes import pilotage_page
from api.problems import Problem
from pistes.analytics import behind, fixes
from pistes.analytics.labels import INTENTS
from pistes.models import QuestionGroup
from pistes.repositories import people, questions
from pistes.repositories.analytics import Scope
from pistes.repositories.questions import Filter
from pistes.services import model_candidates
from pistes.services.accounts import SignedIn

router = APIRouter(prefix="/pilotage/groupe", include_in_schema=False)
ROOT = Path(__file__).parents[2]
# What a trend is read on, and the weeks compared before and after a correction.
TREND_DAYS, COMPARED_DAYS = 91, 28
GroupId = Annotated[int, InPath(ge=1, le=2**31)]


@router.get("/{group_id}", response_class=HTMLResponse)
def group_page(request: Request, ctx: Ctx, who: Who, group_id: GroupId) -> Response:
    """Un groupe de questions, ce qu'elles deviennent, et les voies pour les satisfaire."""
    return _page(request, ctx, who, group_id)


@router.post("/{group_id}/exemple", dependencies=[Depends(check_csrf)])
def example(
    request: Request,
    ctx: Ctx,
    who: Who,
    group_id: GroupId,
    intention: Annotated[str, Form(max_length=40)],
    phrases: Annotated[str, Form(max_length=4000)] = "",
    fichier: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Prépare un correctif de `data/nlu/` : le montre d'abord, puis le donne en fichier."""
    asked = {"kind": "exemple", "intention": intention, "phrases": phrases}
    try:
        patch = fixes.example_patch(ROOT, intention, phrases.splitlines())
    except fixes.FixError as error:
        return _page(request, ctx, who, group_id, error=str(error), asked=asked, status=422)
    return _given(request, ctx, who, group_id, patch, asked, fichier)


@router.post("/{group_id}/synonyme", dependencies=[Depends(check_csrf)])
def synonym(
    request: Request,
    ctx: Ctx,
    who: Who,
    group_id: GroupId,
    concept: Annotated[str, Form(max_length=40)],
    ecriture: Annotated[str, Form(max_length=80)] = "",
    fichier: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """Prépare un correctif des synonymes de la recherche."""
    asked = {"kind": "synonyme", "concept": concept, "ecriture": ecriture}
    try:
        patch = fixes.synonym_patch(ROOT, concept, ecriture)
    except fixes.FixError as error:
        return _page(request, ctx, who, group_id, error=str(error), asked=asked, status=422)
    return _given(request, ctx, who, group_id, patch, asked, fichier)


def _given(
    request: Request,
    ctx: Context,
    who: SignedIn,
    group_id: int,
    patch: fixes.Patch,
    asked: dict[str, str],
    as_file: str,
) -> Response:
    if as_file == "candidat":
        return _candidate(request, ctx, who, group_id, patch, asked)
    if as_file != "oui":
        return _page(request, ctx, who, group_id, patch=patch, asked=asked)
    sites = seen_sites(ctx, who)
    with ctx.database.write() as session:
        _group(session, group_id, sites)
        people.audit(session, datetime.now(UTC), who.login, f"fix {asked['kind']}", f"group:{group_id}", asked)
    name = f"{asked['kind']}-groupe-{group_id}.patch"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(patch.text, media_type="text/x-diff; charset=utf-8", headers=headers)


def _candidate(
    request: Request, ctx: Context, who: SignedIn, group_id: int, patch: fixes.Patch, asked: dict[str, str]
) -> Response:
    """Ask for a candidate model with this patch, and go to its page."""
    now, sites = datetime.now(UTC), seen_sites(ctx, who)
    try:
        with ctx.database.write() as session:
            _group(session, group_id, sites)
            number = model_candidates.ask(session, now, who.login, group_id, dict(asked), patch.text)
            people.audit(session, now, who.login, f"fix {asked['kind']}", f"group:{group_id}", dict(asked))
    except model_candidates.CandidateError as refused:
        return _page(request, ctx, who, group_id, patch=patch, error=str(refused), asked=asked, status=409)
    return RedirectResponse(f"/pilotage/candidats/{number}", 303)


def _page(
    request: Request,
    ctx: Context,
    who: SignedIn,
    group_id: int,
    *,
    patch: fixes.Patch | None = None,
    error: str = "",
    asked: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    today, smallest = ctx.now().date(), ctx.settings.smallest_group
    scope = Scope(today - timedelta(days=TREND_DAYS - 1), today, sites=seen_sites(ctx, who))
    with ctx.database.read() as session:
        group = _group(session, group_id, scope.sites)
        found = behind.behind(session, scope, Filter("group", str(group_id)), smallest)
        trend = behind.trend(session, scope, group_id)
        said = behind.said_often(session, scope, group_id, smallest)
        done = [
            (event, behind.before_and_after(session, group_id, event.at.date(), COMPARED_DAYS, smallest, scope.sites))
            for event in people.audit_of(session, f"group:{group_id}")
        ]
    values: dict[str, Any] = {
        "group": group,
        "found": found,
        "trend": trend,
        "said": said,
        "done": done,
        "intents": INTENTS,
        "concepts": fixes.concepts(ROOT),
        "patch": patch,
        "error": error,
        "asked": asked or {"intention": group.intent or "", "phrases": ""},
    }
    made = pilotage_page(request, ctx, who, "groupe.html", values)
    made.status_code = status
    return made


def _group(session: Session, group_id: int, sites: tuple[str, ...] | None) -> QuestionGroup:
    """A group of which the account may read questions: its name is one of them."""
    found = questions.groups(session, [group_id]).get(group_id)
    if found is None or not questions.is_seen(session, group_id, sites):
        raise Problem(404, None, "Ce groupe de questions n'existe pas.")
    return found
