"""Signing in with the account of one's own organisation."""

import logging
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.auth import oidc
from api.auth.oidc import Attempt, Client, OidcError, Person
from api.auth.routes import safe_path, sign_in_form
from api.auth.session import Current, cookie_name, set_cookie
from api.context import Context, Ctx
from api.problems import Problem
from pistes.repositories import people
from pistes.services import accounts

router = APIRouter(prefix="/connexion/oidc", include_in_schema=False)
log = logging.getLogger(__name__)
FAILED = "La connexion avec votre organisme n'a pas abouti. Recommencez, ou utilisez votre mot de passe."
WAITING = "Votre compte attend l'accord d'une personne qui administre le service."


@router.get("", response_class=HTMLResponse)
def begin(
    request: Request,
    ctx: Ctx,
    who: Current,
    suite: Annotated[str, Query(max_length=300)] = "/accueil",
    poste_partage: bool = False,
) -> Response:
    """Envoie chez le fournisseur d'identité."""
    client = _client(request, ctx)
    _limited(request, ctx)
    locked = who is not None and who.locked
    attempt = oidc.new_attempt(safe_path(suite), shared=poste_partage or locked, again=locked)
    try:
        response = RedirectResponse(oidc.authorization_url(client, attempt), 303)
    except OidcError as error:
        return _failed(request, ctx, suite, error)
    response.set_cookie(
        _cookie(ctx),
        attempt.sealed(ctx.secret),
        max_age=oidc.ATTEMPT_MINUTES * 60,
        httponly=True,
        secure=ctx.behind_tls,
        samesite="lax",
        path="/",
    )
    return response


@router.get("/retour", response_class=HTMLResponse)
def come_back(request: Request, ctx: Ctx) -> Response:
    """Revient de chez le fournisseur : ouvre la session d'un compte connu, jamais celle d'un autre."""
    client = _client(request, ctx)
    _limited(request, ctx)
    attempt = None
    try:
        attempt = oidc.opened(request.cookies.get(_cookie(ctx)), ctx.secret)
        person = oidc.person_of(client, attempt, dict(request.query_params))
    except OidcError as error:
        return _failed(request, ctx, attempt.next_path if attempt else "/accueil", error)
    token = _open(ctx, person, attempt, request.cookies.get(cookie_name(ctx)))
    if token is None:
        response: Response = sign_in_form(request, ctx, attempt.next_path, error=WAITING, status=403)
    else:
        response = RedirectResponse(attempt.next_path, 303)
        set_cookie(ctx, response, token)
    response.delete_cookie(_cookie(ctx), path="/", secure=ctx.behind_tls, httponly=True)
    return response


def _open(ctx: Context, person: Person, attempt: Attempt, old: str | None) -> str | None:
    now = datetime.now(UTC)
    with ctx.database.write() as session:
        user = people.user_by_subject(session, person.subject)
        if user is None:
            user = accounts.waiting_user(session, person.subject, person.name, person.email)
            people.audit(session, now, user.login, "account waiting", user.login, {"by": "oidc"})
        if not user.active:
            people.audit(session, now, user.login, "sign-in refused", details={"by": "oidc"})
            return None
        if old:
            people.end_session(session, accounts.token_hash(old))
        people.audit(session, now, user.login, "sign-in", details={"by": "oidc"})
        return accounts.open_session(session, user, shared_computer=attempt.shared)


def _client(request: Request, ctx: Context) -> Client:
    settings = ctx.settings
    if not (settings.oidc_issuer and settings.oidc_client_id):
        raise Problem(404, None, "Cette connexion n'est pas proposée ici.")
    root = (settings.public_url or str(request.base_url)).rstrip("/")
    return Client(
        settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, f"{root}/connexion/oidc/retour"
    )


def _cookie(ctx: Context) -> str:
    return f"{cookie_name(ctx)}-oidc"


def _limited(request: Request, ctx: Context) -> None:
    client = request.client.host if request.client else "unknown"
    if wait := ctx.limits.wait(f"sign-in {client}", None):
        raise Problem.too_many(wait)


def _failed(request: Request, ctx: Context, suite: str, error: OidcError) -> HTMLResponse:
    log.warning("sign-in by OpenID Connect failed: %s", error)
    return sign_in_form(request, ctx, suite, error=FAILED, status=401)
