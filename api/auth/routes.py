"""Signing in and out, and unlocking a shared counter's session."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from api.auth.session import Current, check_csrf, cookie_name, set_cookie
from api.context import Context, Ctx
from api.problems import Problem
from pistes.models import StaffSession
from pistes.repositories import people
from pistes.services import accounts

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(Path(__file__).parent.parent / "templates")
REFUSED = "Identifiant ou mot de passe incorrect, ou compte bloqué quelques minutes après trop d'essais."


@router.get("/connexion", response_class=HTMLResponse)
async def sign_in_page(request: Request, ctx: Ctx, who: Current, suite: str = "/accueil") -> Response:
    """La page de connexion ; elle ne demande que le mot de passe quand la session est seulement verrouillée."""
    if who and not who.locked:
        return RedirectResponse(safe_path(suite), 303)
    return sign_in_form(request, ctx, suite, login=who.login if who else "", locked=bool(who))


@router.post("/connexion", response_class=HTMLResponse)
async def sign_in(
    request: Request,
    ctx: Ctx,
    identifiant: Annotated[str, Form(max_length=120)],
    mot_de_passe: Annotated[str, Form(max_length=400)],
    suite: Annotated[str, Form(max_length=300)] = "/accueil",
    poste_partage: Annotated[bool, Form()] = False,
) -> Response:
    """Ouvre une session ; une nouvelle à chaque fois, jamais celle d'avant."""
    if not _same_origin(request):
        raise Problem(403, None, "Cette demande vient d'un autre site.")
    client = request.client.host if request.client else "unknown"
    if wait := ctx.limits.wait(f"sign-in {client}", None):
        raise Problem.too_many(wait)
    old = request.cookies.get(cookie_name(ctx))
    token = await anyio.to_thread.run_sync(_open, ctx, identifiant, mot_de_passe, poste_partage, old)
    if token is None:
        return sign_in_form(request, ctx, suite, login=identifiant, error=REFUSED, status=401)
    response = RedirectResponse(safe_path(suite), 303)
    set_cookie(ctx, response, token)
    return response


@router.post("/deconnexion", dependencies=[Depends(check_csrf)])
async def sign_out(ctx: Ctx, who: Current) -> Response:
    """Ferme la session."""

    def end() -> None:
        if who:
            with ctx.database.write() as session:
                people.end_session(session, who.token_hash)
                people.audit(session, datetime.now(UTC), who.login, "sign-out")

    await anyio.to_thread.run_sync(end)
    response = RedirectResponse("/connexion", 303)
    response.delete_cookie(cookie_name(ctx), path="/", secure=ctx.behind_tls, httponly=True)
    return response


@router.post("/verrouiller", dependencies=[Depends(check_csrf)])
async def lock(ctx: Ctx, who: Current) -> Response:
    """Verrouille la session d'un poste partagé ; le mot de passe la rouvre."""

    def set_lock() -> None:
        with ctx.database.write() as session:
            row = session.get(StaffSession, who.token_hash) if who else None
            if row:
                row.locked = True

    await anyio.to_thread.run_sync(set_lock)
    return RedirectResponse("/connexion", 303)


def safe_path(path: str) -> str:
    """`path` when it stays on this site, `/accueil` otherwise."""
    inside = path.startswith("/") and not path.startswith("//") and "\\" not in path
    # Browsers drop tabs and line ends inside an address: « /<tab>/elsewhere » would leave.
    return path if inside and path.isprintable() else "/accueil"


def _open(ctx: Context, login: str, password: str, shared: bool, old: str | None) -> str | None:
    now = datetime.now(UTC)
    with ctx.database.write() as session:
        user = accounts.check_password(session, login, password)
        people.audit(session, now, login.strip().lower()[:120], "sign-in" if user else "sign-in refused")
        if user is None:
            return None
        if old:
            people.end_session(session, accounts.token_hash(old))
        return accounts.open_session(session, user, shared_computer=shared)


def sign_in_form(
    request: Request,
    ctx: Context,
    suite: str,
    *,
    login: str = "",
    locked: bool = False,
    error: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The sign-in page, with what went wrong if anything did."""
    oidc = bool(ctx.settings.oidc_issuer)
    values = {"suite": safe_path(suite), "login": login, "locked": locked, "error": error, "oidc": oidc}
    return templates.TemplateResponse(request, "connexion.html", values, status_code=status)


def _same_origin(request: Request) -> bool:
    """Whether the browser says that the form is ours (no header: an old browser, or a test)."""
    site = request.headers.get("sec-fetch-site")
    return site in (None, "same-origin", "none")
