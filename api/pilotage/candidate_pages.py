"""Candidate models: how far their preparation is, what they change, promotion and the way back."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.auth.session import check_csrf
from api.context import Context, Ctx
from api.pilotage.asked import Who
from api.pilotage.routes import pilotage_page
from api.problems import Problem
from pistes.analytics.labels import MEASURES, PARTS, STEPS, number, percent
from pistes.models import ModelCandidate
from pistes.repositories import candidates
from pistes.services import model_candidates as service
from pistes.services.accounts import SignedIn

router = APIRouter(prefix="/pilotage/candidats", include_in_schema=False)
Number = Annotated[int, InPath(ge=1, le=2**31)]
STATES = {
    "waiting": "En attente",
    "working": "En préparation",
    "ready": "Prêt",
    "failed": "Échec",
    "set_aside": "Dépassé : le projet a changé depuis",
}

ACTIONS = {
    "promote": "Mise en service",
    "roll_back": "Retour au modèle d’avant",
    "put_back": "Retour automatique : le moteur ne démarrait pas",
}


@router.get("", response_class=HTMLResponse)
def all_candidates(request: Request, ctx: Ctx, who: Who) -> Response:
    """Les candidats, et les changements du modèle en service."""
    with ctx.database.read() as session:
        values: dict[str, Any] = {
            "rows": candidates.latest(session),
            "switches": candidates.switches(session),
            "states": STATES,
            "actions": ACTIONS,
        }
    values["may_decide"] = not who.departments
    return pilotage_page(request, ctx, who, "candidats.html", values)


@router.post("/retour", dependencies=[Depends(check_csrf)])
def roll_back(ctx: Ctx, who: Who) -> Response:
    """Remet le modèle d'avant en service."""
    _both(who)
    try:
        with ctx.database.write() as session:
            service.roll_back(session, datetime.now(UTC), who.login)
    except service.CandidateError as refused:
        raise Problem(409, None, str(refused)) from None
    return RedirectResponse("/pilotage/candidats", 303)


@router.get("/{candidate_id}", response_class=HTMLResponse)
def one(request: Request, ctx: Ctx, who: Who, candidate_id: Number) -> Response:
    """Un candidat : où il en est, ce qu'il change."""
    return _page(request, ctx, who, candidate_id)


@router.get("/{candidate_id}/correctif.patch")
def patch(ctx: Ctx, who: Who, candidate_id: Number) -> Response:
    """Le correctif, pour `git apply` : les fichiers du projet restent la seule vérité."""
    with ctx.database.read() as session:
        text = _find(session, candidate_id).patch
    name = f'attachment; filename="candidat-{candidate_id}.patch"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return Response(text, media_type="text/x-diff; charset=utf-8", headers=headers)


@router.post("/{candidate_id}/service", dependencies=[Depends(check_csrf)])
def promote(
    request: Request, ctx: Ctx, who: Who, candidate_id: Number, lu: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """Met le candidat en service."""
    _both(who)
    try:
        with ctx.database.write() as session:
            service.promote(session, datetime.now(UTC), who.login, candidate_id, accepted=lu == "oui")
    except service.CandidateError as refused:
        return _page(request, ctx, who, candidate_id, str(refused), 409)
    return RedirectResponse("/pilotage/candidats", 303)


def _both(who: SignedIn) -> None:
    if who.departments:
        raise Problem(403, None, "Le modèle sert les deux Départements : il faut un compte qui les couvre tous.")


def _find(session: Session, candidate_id: int) -> ModelCandidate:
    found = candidates.by_id(session, candidate_id)
    if found is None:
        raise Problem(404, None, "Ce candidat n'existe pas.")
    return found


def _page(
    request: Request, ctx: Context, who: SignedIn, candidate_id: int, error: str = "", status: int = 200
) -> Response:
    with ctx.database.read() as session:
        row = _find(session, candidate_id)
        live = service.live_model(session, row.base) if row.base else ""
    # Counted on all sites: an account of some départements reads no figure of others.
    group = row.report.get("group") if not who.departments else None
    moves = service.moves(row.report)
    values = {
        "row": row,
        "state": STATES[row.state],
        "step": STEPS.get(row.step, ""),
        "moves": [move for move in moves if move.before != move.after],
        "measures": MEASURES,
        "parts": PARTS,
        "measured": len(moves),
        "is_live": row.model is not None and row.model == live,
        "only_search": bool(row.changes) and all(change.get("kind") == "synonyme" for change in row.changes),
        "worse": any(move.worse for move in moves),
        "group": group and {name: percent(group[f"failed_{name}"], group["asked"]) for name in ("before", "after")},
        "percent": lambda rate: percent(rate, 1),
        "number": number,
        "may_decide": not who.departments,
        "error": error,
    }
    made = pilotage_page(request, ctx, who, "candidat.html", values)
    made.status_code = status
    return made
