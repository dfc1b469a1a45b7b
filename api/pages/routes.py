"""The resident's page, the public look-up, the legal pages, the widget's script and the look of a site."""

import hashlib
import uuid
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Form, Request, Response
from fastapi import Path as InPath
from fastapi import Query as Param
from fastapi.responses import FileResponse, HTMLResponse

from api.chat import service
from api.chat.routes import client_of
from api.chat.schemas import MAX_MESSAGE, ChatRequest
from api.chat.tokens import conversation_id
from api.context import Context, Ctx
from api.pages import lookup
from api.pages.cards import KIND_NAMES, view
from api.pages.rendering import page
from api.pages.sites import site_look
from api.problems import Problem
from pistes.repositories import conversations
from pistes.repositories.records import published
from pistes.services.cards import load_cards

router = APIRouter(include_in_schema=False)
WIDGET = Path(__file__).parent.parent / "static" / "widget.js"
SITE_ID = Annotated[str | None, Param(max_length=40)]


@router.get("/", response_class=HTMLResponse)
async def home(request: Request, ctx: Ctx, site: SITE_ID = None, simple: bool = False) -> HTMLResponse:
    """La conversation ; `simple` donne le formulaire même quand JavaScript est là."""
    look = await anyio.to_thread.run_sync(site_look, ctx, site)
    return page(request, ctx, "accueil_public.html", {"site": look, "simple": simple, **_form()})


@router.post("/", response_class=HTMLResponse)
async def ask(
    request: Request,
    ctx: Ctx,
    message: Annotated[str, Form()] = "",
    conversation: Annotated[str, Form()] = "",
    message_id: Annotated[str, Form()] = "",
    site: Annotated[str, Form()] = "",
    plain: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """La même réponse que l'assistant, en page simple. Le danger est cherché d'abord, avant tout refus."""
    look = await anyio.to_thread.run_sync(site_look, ctx, site[:40] or None)
    values: dict[str, Any] = {"site": look, "simple": True, **_form(conversation[:200], plain)}
    asked = ChatRequest.model_construct(
        message=message,
        conversation=conversation[:200] or None,
        message_id=_uuid(message_id),
        site=look["id"],
        plain=plain,
    )
    try:
        answer = await service.chat(ctx, asked, client_of(request))
    except Problem as problem:
        values |= {"problem": problem, "typed": message[:MAX_MESSAGE]}
        refused = page(request, ctx, "accueil_public.html", values, status=problem.status)
        refused.headers.update(problem.headers)
        return refused
    values |= {
        "answer": {**answer, "results": [view(card) for card in answer["results"]]},
        "conversation": answer["conversation"],
        # What a person in danger wrote is not shown again to whoever looks at the screen next.
        "asked": "" if answer["emergency"] else message,
    }
    return page(request, ctx, "accueil_public.html", values)


def _form(conversation: str = "", plain: bool = False) -> dict[str, Any]:
    return {"conversation": conversation, "plain": plain, "message_id": str(uuid.uuid4()), "most": MAX_MESSAGE}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


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


@router.get("/quitter", response_class=HTMLResponse)
def leaving(request: Request, ctx: Ctx, site: SITE_ID = None) -> HTMLResponse:
    """Quitte vers une page sans rapport, sans rien effacer (aucune conversation n'est nommée)."""
    return _left(request, ctx, site_look(ctx, site))


@router.post("/quitter", response_class=HTMLResponse)
def leave(
    request: Request,
    ctx: Ctx,
    conversation: Annotated[str, Form(max_length=200)] = "",
    site: Annotated[str, Form(max_length=40)] = "",
) -> HTMLResponse:
    """Efface la conversation, puis quitte vers une page sans rapport."""
    _erase(ctx, conversation)
    return _left(request, ctx, site_look(ctx, site or None))


@router.post("/effacer", response_class=HTMLResponse)
def erase(request: Request, ctx: Ctx, conversation: Annotated[str, Form(max_length=200)] = "") -> HTMLResponse:
    """Efface la conversation et redonne un formulaire vide."""
    _erase(ctx, conversation)
    return page(request, ctx, "accueil_public.html", {"simple": True, "erased": True, **_form()})


def _left(request: Request, ctx: Context, look: dict[str, Any]) -> HTMLResponse:
    # Not a redirection: browsers refuse one to another site after a form (form-action 'self').
    response = page(request, ctx, "quitter.html", {"site": look})
    response.headers["Refresh"] = f"0; url={look['quit_url']}"
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _erase(ctx: Context, token: str) -> None:
    if not token:
        return
    row_id = conversation_id(token)
    ctx.exchange_log.forget(row_id)
    with ctx.database.write() as session:
        conversations.erase(session, row_id)


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
