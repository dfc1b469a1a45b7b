"""The public look-up, a record's page, the map, the legal pages, the widget's script and the look of a site."""

import hashlib
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi import Query as Param
from fastapi.responses import FileResponse, HTMLResponse

from api.context import Context, Ctx
from api.pages import lookup
from api.pages.cards import KIND_NAMES, view
from api.pages.conversation import router as conversation_router
from api.pages.maps import draw
from api.pages.rendering import page, templates
from api.pages.sites import site_look
from api.problems import Problem
from pistes.repositories.records import published
from pistes.services.cards import load_cards

router = APIRouter(include_in_schema=False)
router.include_router(conversation_router)
WIDGET = Path(__file__).parent.parent / "static" / "widget.js"
# Records named in an address, in the order of their list.
IDS = Annotated[list[str], Param(alias="id", max_length=lookup.MOST)]


@router.get("/recherche", response_class=HTMLResponse)
def search(
    request: Request, ctx: Ctx, q: str = "", kind: str = "", commune: str = "", plain: bool = False
) -> HTMLResponse:
    """Cherche dans tout ce qui est publié, sans compte et sans JavaScript."""
    kind = kind if kind in KIND_NAMES else ""
    found = lookup.look_up(ctx, q, kind, commune, plain)
    values = {"q": q[:200], "kind": kind, "commune": commune[:80], "plain": plain, "kinds": lookup.KINDS, **found}
    if found["emergency"]:
        values |= {"q": "", "commune": ""}
    return page(request, ctx, "recherche.html", values)


@router.get("/fiche/{kind}/{record_id}", response_class=HTMLResponse)
def record(
    request: Request, ctx: Ctx, kind: str, record_id: Annotated[str, InPath(max_length=140)], plain: bool = False
) -> HTMLResponse:
    """Une fiche sur une page A4, à imprimer ou à garder ; une fiche d'exemple ne s'imprime pas."""
    card = _card(ctx, kind, record_id, plain)
    if card is None:
        return page(request, ctx, "introuvable.html", status=404)
    return page(request, ctx, "fiche.html", {"shown": view(card), "today": ctx.now().date()})


@router.get("/carte", response_class=HTMLResponse)
def map_page(request: Request, ctx: Ctx, ids: IDS = []) -> HTMLResponse:  # noqa: B006 (read only, never changed)
    """Des fiches en liste, et leur place sur la carte."""
    cards = _published(ctx, ids)
    if not cards:
        return page(request, ctx, "introuvable.html", status=404)
    return page(
        request, ctx, "carte.html", {"results": [view(card) for card in cards], "map": draw(ctx.gazetteer, cards)}
    )


@router.get("/carte.svg")
def map_image(ctx: Ctx, ids: IDS = []) -> Response:  # noqa: B006 (read only, never changed)
    """La carte seule, pour notre page de conversation."""
    drawn = draw(ctx.gazetteer, _published(ctx, ids))
    if drawn is None:
        return Response(status_code=404)
    image = templates.get_template("carte.svg").render(map=drawn)
    return Response(image, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _published(ctx: Context, ids: list[str]) -> list[dict[str, Any]]:
    """Cards of these records, in their order, without those that residents may not see."""
    with ctx.database.read() as session:
        seen = [key for key in ids if published(session, key[:140], examples=ctx.show_examples)]
        return load_cards(session, seen, ctx.now())


def _card(ctx: Context, kind: str, record_id: str, plain: bool) -> dict[str, Any] | None:
    with ctx.database.read() as session:
        found = published(session, record_id, examples=ctx.show_examples)
        if found is None or found.kind != kind:
            return None
        return load_cards(session, [record_id], ctx.now(), plain=plain)[0]


@router.get("/confidentialite", response_class=HTMLResponse)
def privacy(request: Request, ctx: Ctx) -> HTMLResponse:
    """Ce qui est gardé, combien de temps, comment l'effacer."""
    return page(request, ctx, "confidentialite.html", {"settings": ctx.settings})


@router.get("/accessibilite", response_class=HTMLResponse)
def accessibility(request: Request, ctx: Ctx) -> HTMLResponse:
    """La déclaration d'accessibilité, dans la forme légale."""
    return page(request, ctx, "accessibilite.html")


@router.get("/mentions-legales", response_class=HTMLResponse)
def legal_notice(request: Request, ctx: Ctx) -> HTMLResponse:
    """Les mentions légales."""
    return page(request, ctx, "mentions_legales.html")


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """Le composant à inclure dans un site ; le navigateur le garde et demande s'il a changé."""
    content = WIDGET.read_bytes()
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Cache-Control": "public, max-age=3600, stale-while-revalidate=604800",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/javascript; charset=utf-8", headers=headers)


@router.get("/api/site/{site_id}")
def site(ctx: Ctx, site_id: Annotated[str, InPath(max_length=40)]) -> dict[str, Any]:
    """Nom, accueil, couleurs, place et langues d'un site ; rien d'autre."""
    look = site_look(ctx, site_id)
    if look["id"] is None and site_id != "defaut":
        raise Problem(404, None, "Ce site n'est pas connu.")
    return look


@router.get("/favicon.ico")
async def favicon() -> Response:
    """L'icône du service."""
    return FileResponse(WIDGET.parent / "passerelle.svg", media_type="image/svg+xml")
