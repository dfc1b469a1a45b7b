"""What staff send from the counter: an answer given, a wrong fact; and the editors' list of flags."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.accueil.routes import Who, staff_page
from api.auth.session import check_csrf
from api.context import Ctx
from api.problems import Problem
from pistes.services import counter

router = APIRouter(prefix="/accueil", include_in_schema=False)
RecordId = Annotated[str, Form(max_length=140)]
RequestId = Annotated[str, Form(max_length=40)]


@router.post("/reponse", dependencies=[Depends(check_csrf)])
def answer_given(
    request: Request,
    ctx: Ctx,
    who: Who,
    fiche: RecordId,
    demande: RequestId,
    canal: Annotated[str, Form(max_length=10)] = "counter",
    resolu: Annotated[bool, Form()] = True,
    lieu: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Compte une réponse donnée, une seule fois par affichage de la fiche."""
    try:
        with ctx.database.write() as session:
            counter.log_answer(session, fiche, canal, resolu, lieu or None, demande, datetime.now(UTC))
    except counter.CounterError as error:
        raise Problem(422, None, str(error)) from None
    return _back(request, fiche, "reponse", lieu)


@router.post("/signalement", dependencies=[Depends(check_csrf)])
def flag(
    request: Request,
    ctx: Ctx,
    who: Who,
    fiche: RecordId,
    demande: RequestId,
    champ: Annotated[str, Form(max_length=20)],
    lieu: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """Signale un renseignement faux : la fiche est marquée aussitôt."""
    try:
        with ctx.database.write() as session:
            counter.flag_fact(session, who, fiche, champ, demande, ctx.now())
    except counter.CounterError as error:
        raise Problem(422, None, str(error)) from None
    return _back(request, fiche, "signalement", lieu)


@router.get("/signalements", response_class=HTMLResponse)
def flags(request: Request, ctx: Ctx, who: Who) -> Response:
    """Les signalements en attente, le plus ancien d'abord."""
    with ctx.database.read() as session:
        lines = counter.work_list(session, who, ctx.now())
    return staff_page(request, ctx, who, "signalements.html", {"flags": lines})


@router.post("/signalements/{flag_id}", dependencies=[Depends(check_csrf)])
def close(
    ctx: Ctx,
    who: Who,
    flag_id: int,
    etat: Annotated[str, Form(max_length=10)],
    motif: Annotated[str, Form(max_length=counter.LONGEST_REASON)] = "",
) -> Response:
    """Clôt un signalement, corrigé ou refusé, avec un motif."""
    try:
        with ctx.database.write() as session:
            counter.close_flag(session, who, flag_id, etat, motif, ctx.now())
    except counter.NotAllowed as error:
        raise Problem(403, None, str(error)) from None
    except counter.CounterError as error:
        raise Problem(422, None, str(error)) from None
    return RedirectResponse("/accueil/signalements", 303)


def _back(request: Request, record_id: str, done: str, insee: str) -> Response:
    """The record again; nothing to a script, which sends what it kept while the network was down."""
    if request.headers.get("accept", "").startswith("application/json"):
        return Response(status_code=204)
    place = f"&lieu={quote(insee, safe='')}" if insee else ""
    return RedirectResponse(f"/accueil/fiche/{quote(record_id, safe=':')}?fait={done}{place}", 303)
