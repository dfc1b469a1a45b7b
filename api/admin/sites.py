"""The sites that embed us: look and greeting, allowed origins, the audited off switch."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, RedirectResponse

from api.admin.pages import SentForm, Who, admin_page, first, refused
from api.auth.session import check_csrf
from api.context import Context, Ctx
from api.problems import Problem
from pistes.models import Site
from pistes.repositories import editing
from pistes.services import off_switch
from pistes.services.accounts import SignedIn
from pistes.services.editing.readers import clean
from pistes.services.editing.rights import EditingError
from pistes.services.editing.sites import SiteForm, check_site, form_of, read_form, save

router = APIRouter(prefix="/admin/sites", include_in_schema=False)
SiteId = Annotated[str, InPath(max_length=40)]
DONE = {
    "ok": "Le site est enregistré.",
    "coupe": "L’assistant est coupé sur ce site. Les messages de danger ont toujours une réponse.",
    "remis": "L’assistant répond de nouveau sur ce site.",
}


@router.get("", response_class=HTMLResponse)
def sites(request: Request, ctx: Ctx, who: Who) -> Response:
    """Les sites qui portent l'assistant."""
    with ctx.database.read() as session:
        found = [(site, _may(who, site)) for site in editing.sites(session)]
        return admin_page(request, ctx, who, "sites.html", {"sites": found})


@router.get("/{site_id}", response_class=HTMLResponse)
def site(
    request: Request, ctx: Ctx, who: Who, site_id: SiteId, fait: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """Un site."""
    with ctx.database.read() as session:
        found = _found(session.get(Site, site_id), who)
        return _page(request, ctx, who, found, form_of(found), done=DONE.get(fait, ""))


@router.post("/{site_id}", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def change(request: Request, ctx: Ctx, who: Who, site_id: SiteId, form: SentForm) -> Response:
    """Enregistre l'apparence, l'accueil et les adresses autorisées d'un site."""
    with ctx.database.write() as session:
        found = _found(session.get(Site, site_id, with_for_update=True), who)
        read = read_form({name: texts[0] for name, texts in form.items() if texts}, list(found.origins or ()))
        if read.errors:
            return _page(request, ctx, who, found, read, status=422)
        try:
            save(session, who, found, read, ctx.now())
        except EditingError as error:
            raise refused(error) from None
    return RedirectResponse(f"/admin/sites/{site_id}?fait=ok", 303)


@router.post("/{site_id}/interrupteur", dependencies=[Depends(check_csrf)])
def switch(ctx: Ctx, who: Who, site_id: SiteId, form: SentForm) -> Response:
    """Coupe l'assistant avec un message, ou le remet."""
    message = clean(first(form, "message"), lines=True)
    turn_on = first(form, "etat") == "marche"
    if not turn_on and not 1 <= len(message) <= off_switch.MAX_MESSAGE:
        raise Problem(422, None, f"Écrivez ce que liront les habitants ({off_switch.MAX_MESSAGE} caractères au plus).")
    with ctx.database.write() as session:
        _found(session.get(Site, site_id), who)
        off_switch.switch(session, site_id, None if turn_on else message, who.login, ctx.now())
    return RedirectResponse(f"/admin/sites/{site_id}?fait={'remis' if turn_on else 'coupe'}", 303)


def _page(
    request: Request, ctx: Context, who: SignedIn, site: Site, form: SiteForm, *, status: int = 200, **more: Any
) -> HTMLResponse:
    values = {"edited": site, "form": form, "public_url": ctx.settings.public_url or str(request.base_url), **more}
    return admin_page(request, ctx, who, "site.html", values, status=status)


def _found(site: Site | None, who: SignedIn) -> Site:
    if site is None:
        raise Problem(404, None, "Ce site n'existe pas.")
    try:
        check_site(who, site)
    except EditingError as error:
        raise refused(error) from None
    return site


def _may(who: SignedIn, site: Site) -> bool:
    try:
        check_site(who, site)
    except EditingError:
        return False
    return True
