"""« Demander comme un habitant »: the same assistant, with what it understood; one key reports a bad answer.

Questions of staff are counted under the site `accueil`, apart from residents' own.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

import anyio.to_thread
from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from api.accueil.routes import Who, staff_page
from api.auth.session import check_csrf
from api.chat import service
from api.chat.routes import FeedbackRequest, client_of, feedback
from api.chat.schemas import MAX_MESSAGE, ChatRequest
from api.context import Context, Ctx
from api.pages.cards import view
from api.problems import Problem
from pistes.analytics.labels import INTENTS, OUTCOMES, THEMES
from pistes.french import NBSP, enumerate_words, long_date
from pistes.services.accounts import SignedIn
from pistes.services.counter_record import AUDIENCES

router = APIRouter(prefix="/accueil/assistant", include_in_schema=False)

SITE = "accueil"
_CRITERIA = {
    "commune": "Commune",
    "commune_candidates": "Communes possibles",
    "department": "Département",
    "date_from": "Du",
    "date_to": "Au",
    "theme": "Thème",
    "age": "Âge",
    "age_max": "Âge au plus",
    "audience": "Public",
    "procedure": "Démarche",
    "detail": "Renseignement voulu",
    "ordinal": "Résultat choisi",
}
_DETAILS = {
    "hours": "horaires",
    "phone": "téléphone",
    "address": "adresse",
    "access": "accès",
    "appointment": "rendez-vous",
    "email": "courriel",
}
# Codes, and what the other criteria say already.
_NOT_SHOWN = frozenset({"insee"})

Message = Annotated[str, Form(max_length=MAX_MESSAGE)]
Token = Annotated[str, Form(max_length=200)]
MessageId = Annotated[UUID, Form()]


@router.get("", response_class=HTMLResponse)
def panel(request: Request, ctx: Ctx, who: Who) -> Response:
    """Le panneau seul, sur une page."""
    return staff_page(request, ctx, who, "assistant.html", {"said": None, "message_id": str(uuid4())})


@router.post("", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
async def ask(
    request: Request, ctx: Ctx, who: Who, message: Message = "", conversation: Token = "", message_id: Token = ""
) -> Response:
    """La réponse de l'assistant, en page entière."""
    values = await _answer(request, ctx, message, conversation, message_id)
    return await _page(request, ctx, who, "assistant.html", values)


@router.post("/reponse", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
async def answer(
    request: Request, ctx: Ctx, who: Who, message: Message = "", conversation: Token = "", message_id: Token = ""
) -> Response:
    """La réponse seule, à côté de la recherche."""
    values = await _answer(request, ctx, message, conversation, message_id)
    return await _page(request, ctx, who, "assistant_reponse.html", values)


@router.post("/mauvaise", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
async def bad(request: Request, ctx: Ctx, who: Who, conversation: Token, message_id: MessageId) -> Response:
    """Signale une mauvaise réponse : elle rejoint les questions à revoir."""
    try:
        await feedback(
            ctx, FeedbackRequest(conversation=conversation, message_id=message_id, helpful=False, reason="wrong")
        )
    except Problem:
        # After a message of danger nothing is stored, so there is no answer to mark.
        reported = "Cette réponse n’est pas conservée : elle ne peut pas être signalée."
    else:
        reported = "Mauvaise réponse signalée."
    values = {"said": None, "message_id": str(uuid4()), "reported": reported}
    name = "assistant_signale.html" if request.headers.get("x-fragment") else "assistant.html"
    return await _page(request, ctx, who, name, values)


async def _page(request: Request, ctx: Context, who: SignedIn, name: str, values: dict[str, Any]) -> Response:
    """The page, made in a thread: it reads the session."""
    return await anyio.to_thread.run_sync(staff_page, request, ctx, who, name, values)


async def _answer(request: Request, ctx: Context, message: str, conversation: str, message_id: str) -> dict[str, Any]:
    """`{said, typed, problem, conversation, message_id, answered_id}` for the panel."""
    values: dict[str, Any] = {"said": None, "typed": message, "conversation": conversation, "problem": None}
    values["message_id"] = str(uuid4())
    used = _uuid(message_id)
    body = ChatRequest.model_construct(
        message=message, conversation=conversation or None, message_id=used, site=SITE, plain=False
    )
    try:
        said = await service.chat(ctx, body, client_of(request))
    except Problem as problem:
        return values | {"problem": problem.detail}
    return values | {
        "said": {**said, "results": [view(card) for card in said["results"]]},
        "outcome": outcome_in_words(said["outcome"]),
        "intent": intent_in_words(said["intent"]),
        "understood": in_words(said["understood"]),
        "criteria": in_words(said["criteria"]),
        "conversation": said["conversation"],
        "answered_id": str(used),
    }


def outcome_in_words(outcome: str) -> str:
    """The outcome as managers read it too."""
    return "Danger" if outcome == "emergency" else OUTCOMES.get(outcome, outcome)


def intent_in_words(intent: dict[str, Any] | None) -> str:
    """« Faire une démarche, sûr à 97 % »; that the engine is down when there is no intent."""
    if intent is None:
        return "Moteur arrêté : réponse de secours"
    name = "Danger" if intent["name"] == "emergency" else INTENTS.get(intent["name"], intent["name"])
    return f"{name}, sûr à {round(100 * float(intent['confidence']))}{NBSP}%"


def in_words(criteria: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of each criterion, in French."""
    found = []
    for name, value in criteria.items():
        if name not in _NOT_SHOWN and value not in (None, "", []):
            found.append((_CRITERIA.get(name, name), _value(name, value)))
    return found


def _value(name: str, value: Any) -> str:
    if isinstance(value, list):
        return enumerate_words([str(each) for each in value], "ou")
    if name in ("date_from", "date_to"):
        return long_date(date.fromisoformat(str(value)))
    known = {"theme": THEMES, "audience": AUDIENCES, "detail": _DETAILS}.get(name, {})
    if name == "procedure":
        return str(value).replace("_", " ")
    return str(known.get(str(value), value))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
