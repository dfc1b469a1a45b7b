"""The staff member behind a request: the cookie, the roles, the token against forged requests."""

import hmac
from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

import anyio.to_thread
from fastapi import Depends, Form, Header, Request, Response

from api.context import Context, Ctx
from api.problems import Problem
from pistes.services import accounts
from pistes.services.accounts import SignedIn


class NotSignedIn(Exception):
    """Nobody is signed in, or the session is locked: the browser is sent to the sign-in page."""

    def __init__(self, next_path: str, locked: bool = False) -> None:
        super().__init__(next_path)
        self.location = f"/connexion?suite={quote(next_path)}" + ("&verrou=1" if locked else "")


def cookie_name(ctx: Context) -> str:
    """`__Host-` needs HTTPS; on plain HTTP (one machine, for trying) the name says so."""
    return "__Host-passerelle" if ctx.behind_tls else "passerelle-dev"


def set_cookie(ctx: Context, response: Response, token: str) -> None:
    """Give the session's token to the browser, for this host only and never to scripts."""
    response.set_cookie(cookie_name(ctx), token, httponly=True, secure=ctx.behind_tls, samesite="lax", path="/")


async def current(request: Request, ctx: Ctx) -> SignedIn | None:
    """Who is signed in, or None."""
    token = request.cookies.get(cookie_name(ctx))
    return await anyio.to_thread.run_sync(_find, ctx, token) if token else None


def _find(ctx: Context, token: str) -> SignedIn | None:
    settings = ctx.settings
    with ctx.database.write() as session:
        return accounts.signed_in(
            session, token, minutes=settings.staff_session_minutes, lock_minutes=settings.staff_lock_minutes
        )


Current = Annotated[SignedIn | None, Depends(current)]


def entrance(part: str) -> Callable[..., SignedIn]:
    """A dependency: the staff member, who must be allowed into `part` (`accueil`, `pilotage` or `admin`)."""

    def allowed(request: Request, who: Current) -> SignedIn:
        if who is None or who.locked:
            raise NotSignedIn(request.url.path, locked=who is not None)
        if not who.may_enter(part):
            raise Problem(403, None, "Votre compte ne donne pas accès à cette page.")
        return who

    return allowed


def check_csrf(
    who: Current,
    csrf: Annotated[str, Form()] = "",
    x_csrf_token: Annotated[str, Header()] = "",
) -> None:
    """A dependency of every staff form: the token of the session must come with it (field `csrf` or header)."""
    if who is None or not hmac.compare_digest((csrf or x_csrf_token).encode(), who.csrf.encode()):
        raise Problem(403, "Formulaire expiré", "Rechargez la page, puis recommencez.")
