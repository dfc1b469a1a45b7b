"""The pages of the counter: look-up, record, sheet to print."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath
from fastapi import Query as Param
from fastapi.responses import HTMLResponse

from api.accueil import lists, sheets
from api.accueil.local_map import around
from api.accueil.lookup import LONGEST_PLACE, LONGEST_TEXT, Asked, look_up
from api.auth.session import entrance
from api.context import Context, Ctx
from api.pages.cards import view
from api.pages.lookup import KINDS
from api.pages.rendering import page
from api.problems import Problem
from pistes.french import long_date
from pistes.repositories import people
from pistes.services.accounts import SignedIn
from pistes.services.cards import MOST_CARDS
from pistes.services.counter import CHANNELS, FIELDS
from pistes.services.counter_record import AUDIENCES, StaffRecord, staff_record

router = APIRouter(prefix="/accueil", include_in_schema=False)
Who = Annotated[SignedIn, Depends(entrance("accueil"))]
RecordId = Annotated[str, InPath(max_length=140)]
Insee = Annotated[str | None, Param(max_length=5)]
FILES = {
    "csv": (lists.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (lists.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
# What the page says after a form was taken.
DONE = {"reponse": "Réponse notée.", "signalement": "Signalement envoyé : la fiche est marquée pour tout le monde."}


def asked(
    q: Annotated[str, Param(max_length=LONGEST_TEXT)] = "",
    quoi: Annotated[str, Param(max_length=20)] = "",
    lieu: Annotated[str, Param(max_length=LONGEST_PLACE)] = "",
    public: Annotated[str, Param(max_length=20)] = "",
    ouvert: bool = False,
) -> Asked:
    """What the form of the look-up says."""
    return Asked(
        text=q,
        kind=quoi if quoi in dict(KINDS) else "",
        place=lieu,
        audience=public if public in AUDIENCES else "",
        only_open=ouvert,
    )


Question = Annotated[Asked, Depends(asked)]


@router.get("", response_class=HTMLResponse)
def home(request: Request, ctx: Ctx, who: Who, question: Question) -> Response:
    """La boîte de recherche, et ses résultats quand le formulaire est envoyé sans JavaScript."""
    values = {"kinds": KINDS, "audiences": AUDIENCES, "communes": _communes(ctx), **_results(ctx, question)}
    values["message_id"] = str(uuid4())
    return staff_page(request, ctx, who, "recherche.html", values)


@router.get("/recherche", response_class=HTMLResponse)
def results(request: Request, ctx: Ctx, who: Who, question: Question) -> Response:
    """La liste des résultats seule, pendant que l'on tape."""
    return page(request, ctx, "accueil/resultats.html", {"site": {}, **_results(ctx, question)})


@router.get("/fiche/{record_id}", response_class=HTMLResponse)
def record(
    request: Request,
    ctx: Ctx,
    who: Who,
    record_id: RecordId,
    lieu: Insee = None,
    fait: Annotated[str, Param(max_length=20)] = "",
) -> Response:
    """Une fiche, avec ce qui est réservé aux agents. `lieu` est le code INSEE de la commune de l'habitant."""
    found = _record(ctx, who, record_id, lieu)
    address = sheets.public_address(ctx, str(request.base_url), found.card)
    values: dict[str, Any] = {
        "record": found,
        "item": view(found.card),
        "neighbours": [view(card) for card in found.neighbours],
        "script": sheets.phone_script(found.card),
        "email": sheets.email_text(found.card, address),
        "sms": sheets.sms_text(found.card, address),
        "fields": FIELDS,
        "channels": CHANNELS,
        "lieu": lieu if lieu in ctx.gazetteer.communes else None,
        "done": DONE.get(fait),
        "request_id": str(uuid4()),
    }
    return staff_page(request, ctx, who, "fiche.html", values)


@router.get("/fiche/{record_id}/imprimer", response_class=HTMLResponse)
def sheet(request: Request, ctx: Ctx, who: Who, record_id: RecordId) -> Response:
    """La fiche à remettre, sur une page A4 en grands caractères ; rien de réservé aux agents n'y est."""
    found = _real(ctx, who, record_id)
    address = sheets.public_address(ctx, str(request.base_url), found.card)
    values = {
        "item": view(found.card),
        "plain": found.plain,
        "map": around(ctx.gazetteer, found.card),
        "qr": sheets.qr_code(address),
        "address": address,
        "today": ctx.now().date(),
    }
    return staff_page(request, ctx, who, "feuille.html", values)


@router.get("/fiche/{record_id}/courrier", response_class=HTMLResponse)
def letter(request: Request, ctx: Ctx, who: Who, record_id: RecordId) -> Response:
    """Une lettre à poster à qui n'a pas Internet ; nom et adresse s'écrivent à la main."""
    found = _real(ctx, who, record_id)
    values = {
        "item": view(found.card),
        "plain": found.plain,
        "lines": sheets.letter_lines(found.card),
        "today": long_date(ctx.now().date(), weekday=False),
    }
    return staff_page(request, ctx, who, "courrier.html", values)


@router.get("/liste.{kind}")
def export(
    request: Request, ctx: Ctx, who: Who, question: Question, kind: Annotated[str, InPath(max_length=4)]
) -> Response:
    """La liste des résultats, les cent premiers, en CSV ou en XLSX."""
    if kind not in FILES:
        raise Problem(404, None, "Ce format n'existe pas.")
    write, media_type = FILES[kind]
    found = look_up(ctx, question, shown=MOST_CARDS)["results"]
    name = f"passerelle-liste-{ctx.now().date().isoformat()}.{kind}"
    content = write(lists.rows(found, lists.public_root(ctx, str(request.base_url))))
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


def staff_page(request: Request, ctx: Context, who: SignedIn, name: str, values: dict[str, Any]) -> HTMLResponse:
    """A page of this part, for `who`, which hides when a shared counter is left alone."""
    known = {"site": {}, "who": who, "part": "accueil", "lock_seconds": _lock_seconds(ctx, who), **values}
    return page(request, ctx, f"accueil/{name}", known)


def _results(ctx: Context, question: Asked) -> dict[str, Any]:
    """The first results, and the address that gives them all as a file."""
    said = {
        "q": question.text,
        "quoi": question.kind,
        "lieu": question.place,
        "public": question.audience,
        "ouvert": "true" if question.only_open else "",
    }
    return {**look_up(ctx, question), "query": urlencode({name: value for name, value in said.items() if value})}


def _lock_seconds(ctx: Context, who: SignedIn) -> int | None:
    """Seconds without use before this session locks; None on a computer that nobody shares."""
    with ctx.database.read() as session:
        found = people.staff_session(session, who.token_hash)
        return ctx.settings.staff_lock_minutes * 60 if found and found[0].shared_computer else None


def _real(ctx: Context, who: SignedIn, record_id: str) -> StaffRecord:
    """A record that may leave the screen: no example."""
    found = _record(ctx, who, record_id, None)
    if found.card["example"]:
        raise Problem(404, None, "Une fiche d'exemple ne s'imprime pas.")
    return found


def _record(ctx: Context, who: SignedIn, record_id: str, insee: str | None) -> StaffRecord:
    known = insee if insee in ctx.gazetteer.communes else None
    with ctx.database.read() as session:
        found = staff_record(session, who, record_id, ctx.now(), examples=ctx.show_examples, insee=known)
    if found is None:
        raise Problem(404, None, "Cette fiche n'existe pas ou n'est plus publiée.")
    return found


def _communes(ctx: Context) -> list[str]:
    return sorted({commune.name for commune in ctx.gazetteer.communes.values()})
