"""The conversation without scripts: asking, giving an opinion, erasing and leaving by plain forms.

The conversation's token is in a hidden field, never in an address.
"""

import uuid
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Form, Request
from fastapi import Query as Param
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from api.chat import service
from api.chat.routes import FeedbackRequest, client_of, feedback
from api.chat.schemas import MAX_MESSAGE, ChatRequest
from api.chat.tokens import conversation_id
from api.context import Context, Ctx
from api.pages.cards import view
from api.pages.maps import draw
from api.pages.rendering import page
from api.pages.sites import site_look
from api.pages.words import NAMES, REASONS, WORDS, language_of
from api.problems import Problem
from pistes.repositories import conversations

router = APIRouter(include_in_schema=False)
PAGE = "accueil_public.html"
SITE_ID = Annotated[str | None, Param(max_length=40)]
Text = Annotated[str, Form()]
Short = Annotated[str, Form(max_length=200)]


@router.get("/", response_class=HTMLResponse)
async def home(
    request: Request, ctx: Ctx, site: SITE_ID = None, simple: bool = False, langue: str = ""
) -> HTMLResponse:
    """La conversation ; `simple` donne le formulaire même quand JavaScript est là."""
    values = await _values(ctx, site, langue)
    return page(request, ctx, PAGE, values | {"simple": simple})


@router.post("/", response_class=HTMLResponse)
async def ask(
    request: Request,
    ctx: Ctx,
    message: Text = "",
    conversation: Text = "",
    message_id: Text = "",
    site: Text = "",
    language: Text = "",
    plain: Annotated[bool, Form()] = False,
) -> HTMLResponse:
    """La même réponse que l'assistant, en page simple. Le danger est cherché d'abord, avant tout refus."""
    values = await _values(ctx, site, language, plain, conversation)
    asked = ChatRequest.model_construct(
        message=message,
        conversation=conversation[:200] or None,
        message_id=_uuid(message_id) or uuid.uuid4(),
        site=values["site"]["id"],
        plain=values["plain"],
    )
    try:
        answer = await service.chat(ctx, asked, client_of(request))
    except Problem as problem:
        values |= {"problem": problem, "typed": message[:MAX_MESSAGE]}
        refused = page(request, ctx, PAGE, values, status=problem.status)
        refused.headers.update(problem.headers)
        return refused
    danger = bool(answer["emergency"])
    values |= {
        "answer": {**answer, "results": [view(card) for card in answer["results"]]},
        "map": None if danger else draw(ctx.gazetteer, answer["results"]),
        "answered_id": "" if danger else str(asked.message_id),
        "conversation": answer["conversation"],
        # What a person in danger wrote is not shown again to whoever looks at the screen next.
        "asked": "" if danger else message,
    }
    return page(request, ctx, PAGE, values)


@router.post("/avis", response_class=HTMLResponse)
async def opinion(
    request: Request,
    ctx: Ctx,
    conversation: Short = "",
    answered_id: Short = "",
    helpful: Annotated[bool, Form()] = False,
    reason: Short = "",
    site: Short = "",
    language: Short = "",
) -> HTMLResponse:
    """Oui ou non, puis un motif d'une liste fermée ; la conversation continue."""
    values = await _values(ctx, site, language, conversation=conversation)
    try:
        given = FeedbackRequest.model_validate(
            {"conversation": conversation, "message_id": answered_id, "helpful": helpful, "reason": reason or None}
        )
        await feedback(ctx, given)
    except (Problem, ValidationError):
        return page(request, ctx, PAGE, values | {"told": values["w"]["not_kept"]})
    values |= {"told": values["w"]["thanks"], "ask_why": not (helpful or reason), "answered_id": answered_id}
    return page(request, ctx, PAGE, values)


@router.post("/effacer", response_class=HTMLResponse)
async def erase(
    request: Request, ctx: Ctx, conversation: Short = "", site: Short = "", language: Short = ""
) -> HTMLResponse:
    """Efface la conversation et redonne un formulaire vide."""
    await anyio.to_thread.run_sync(_erase, ctx, conversation)
    values = await _values(ctx, site, language)
    return page(request, ctx, PAGE, values | {"told": values["w"]["erased"]})


@router.get("/quitter", response_class=HTMLResponse)
def leaving(request: Request, ctx: Ctx, site: SITE_ID = None) -> HTMLResponse:
    """Quitte vers une page sans rapport, sans rien effacer (aucune conversation n'est nommée)."""
    return _left(request, ctx, site_look(ctx, site))


@router.post("/quitter", response_class=HTMLResponse)
def leave(request: Request, ctx: Ctx, conversation: Short = "", site: Short = "") -> HTMLResponse:
    """Efface la conversation, puis quitte vers une page sans rapport."""
    _erase(ctx, conversation)
    return _left(request, ctx, site_look(ctx, site[:40] or None))


async def _values(
    ctx: Context, site: str | None, language: str = "", plain: bool = False, conversation: str = ""
) -> dict[str, Any]:
    """What the page needs whatever it shows; simple unless it is opened by its address."""
    chosen = language_of(language, plain)
    return {
        "site": await anyio.to_thread.run_sync(site_look, ctx, (site or "")[:40] or None),
        "simple": True,
        "language": chosen,
        "languages": NAMES,
        "reasons": REASONS,
        "w": WORDS[chosen],
        "plain": chosen == "simple",
        "conversation": conversation[:200],
        "message_id": str(uuid.uuid4()),
    }


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


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
