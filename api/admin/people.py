"""Accounts and the audit log, for administrators."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.admin.pages import Administrator, SentForm, admin_page, first, places_of
from api.auth.session import check_csrf
from api.context import Context, Ctx
from pistes.repositories import editing, people
from pistes.services import staff
from pistes.services.accounts import AccountError, SignedIn
from pistes.services.editing.history import moment

router = APIRouter(prefix="/admin", include_in_schema=False)
LINES = 300


@router.get("/comptes", response_class=HTMLResponse)
def accounts(
    request: Request, ctx: Ctx, who: Administrator, fait: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """Les comptes des agents."""
    return _accounts(request, ctx, who, done="Le compte est enregistré." if fait else "")


@router.post("/comptes", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def add(request: Request, ctx: Ctx, who: Administrator, form: SentForm) -> Response:
    """Ajoute un compte."""
    departments = _departments(ctx, form)
    try:
        with ctx.database.write() as session:
            staff.add(
                session,
                who,
                first(form, "identifiant"),
                first(form, "nom"),
                first(form, "role"),
                departments,
                first(form, "mot_de_passe"),
                ctx.now(),
            )
    except AccountError as error:
        return _accounts(request, ctx, who, error=str(error), status=422)
    return RedirectResponse("/admin/comptes?fait=ok", 303)


@router.post("/comptes/{user_id}", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def change(request: Request, ctx: Ctx, who: Administrator, user_id: int, form: SentForm) -> Response:
    """Change le rôle, les départements, l'état ou le mot de passe d'un compte ; ses sessions se ferment."""
    try:
        with ctx.database.write() as session:
            staff.change(
                session,
                who,
                user_id,
                first(form, "role"),
                _departments(ctx, form),
                first(form, "actif") == "yes",
                first(form, "mot_de_passe"),
                ctx.now(),
            )
    except AccountError as error:
        return _accounts(request, ctx, who, error=str(error), status=422)
    return RedirectResponse("/admin/comptes?fait=ok", 303)


@router.get("/journal", response_class=HTMLResponse)
def journal(
    request: Request,
    ctx: Ctx,
    who: Administrator,
    qui: Annotated[str, Query(max_length=120)] = "",
    action: Annotated[str, Query(max_length=60)] = "",
    sujet: Annotated[str, Query(max_length=160)] = "",
) -> Response:
    """Le journal : connexions et changements, les derniers d'abord."""
    with ctx.database.read() as session:
        events = editing.audit_events(session, who=qui, action=action, target=sujet, limit=LINES)
        values = {
            "lines": [(event, moment(event.at)) for event in events],
            "asked": {"qui": qui, "action": action, "sujet": sujet},
            "most": LINES,
        }
        return admin_page(request, ctx, who, "journal.html", values)


def _accounts(request: Request, ctx: Context, who: SignedIn, *, status: int = 200, **more: Any) -> HTMLResponse:
    now = ctx.now()
    with ctx.database.read() as session:
        found = people.users(session)
        values = {
            "users": [(user, bool(user.locked_until and user.locked_until > now)) for user in found],
            "roles": staff.ROLE_NAMES,
            "departments": places_of(ctx).departments,
            **more,
        }
        return admin_page(request, ctx, who, "comptes.html", values, status=status)


def _departments(ctx: Context, form: dict[str, list[str]]) -> list[str]:
    known = places_of(ctx).departments
    return [code for code in form.get("departements", []) if code in known]
