"""The work list, the list of records, and one change for many of them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.admin.pages import SentForm, Who, admin_page, first, places_of
from api.auth.session import check_csrf
from api.context import Ctx
from pistes.repositories import editing
from pistes.repositories.editing import Wanted
from pistes.services.accounts import SignedIn
from pistes.services.editing import bulk, worklist
from pistes.services.editing.form import forms
from pistes.services.editing.history import moment
from pistes.services.editing.rights import EditingError

router = APIRouter(prefix="/admin", include_in_schema=False)
PAGE = 50
STATES = {"published": "Publiées", "hidden": "Non publiées"}


def wanted(
    who: Who,
    q: Annotated[str, Query(max_length=120)] = "",
    genre: Annotated[str, Query(max_length=20)] = "",
    etat: Annotated[str, Query(max_length=10)] = "",
    service: Annotated[str, Query(max_length=200)] = "",
    departement: Annotated[str, Query(max_length=3)] = "",
    travail: Annotated[str, Query(max_length=12)] = "",
) -> Wanted:
    """What the form of the list says; a value that is in no list counts as none."""
    return Wanted(
        text=q.strip(),
        kind=genre if genre in forms() else "",
        state=etat if etat in STATES else "",
        service=service,
        department=departement,
        work=travail if travail in worklist.WORKS else "",
        departments=who.departments,
    )


Narrowed = Annotated[Wanted, Depends(wanted)]


@router.get("", response_class=HTMLResponse)
def home(request: Request, ctx: Ctx, who: Who) -> Response:
    """Ce qui attend : signalements, fiches à vérifier, brouillons."""
    today = ctx.now().date()
    with ctx.database.read() as session:
        mine = Wanted(departments=who.departments)
        values: dict[str, Any] = {
            "counts": editing.counts(session, mine, today, worklist.SHOULD),
            "works": worklist.WORKS,
            "drafts": [(draft, moment(draft.at)) for draft in worklist.open_drafts(session, who)],
            "forms": forms(),
        }
    return admin_page(request, ctx, who, "accueil.html", values)


@router.get("/fiches", response_class=HTMLResponse)
def records(
    request: Request, ctx: Ctx, who: Who, narrowed: Narrowed, page: Annotated[int, Query(ge=1, le=5000)] = 1
) -> Response:
    """La liste des fiches, par titre."""
    return _list(request, ctx, who, narrowed, page)


@router.post("/fiches", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def change_many(
    request: Request,
    ctx: Ctx,
    who: Who,
    narrowed: Narrowed,
    form: SentForm,
    page: Annotated[int, Query(ge=1, le=5000)] = 1,
) -> Response:
    """Le même changement pour les fiches cochées ; chaque refus est dit."""
    chosen = []
    for text in form.get("fiche", []):
        record_id, _, version = text.rpartition("@")
        if record_id and version.isdigit():
            chosen.append((record_id, int(version)))
    action = first(form, "action")
    value = first(form, action)
    try:
        with ctx.database.write() as session:
            result = bulk.change_all(session, who, chosen, action, value, places_of(ctx), ctx.now())
    except EditingError as error:
        return _list(request, ctx, who, narrowed, page, error=str(error), status=422)
    return _list(request, ctx, who, narrowed, page, result=result)


def _list(
    request: Request, ctx: Ctx, who: SignedIn, narrowed: Wanted, number: int, *, status: int = 200, **more: Any
) -> HTMLResponse:
    with ctx.database.read() as session:
        rows, total = worklist.rows(session, who, narrowed, ctx.now().date(), limit=PAGE, offset=(number - 1) * PAGE)
        services = editing.services(session)
    asked = {
        "q": narrowed.text, "genre": narrowed.kind, "etat": narrowed.state, "service": narrowed.service,
        "departement": narrowed.department, "travail": narrowed.work,
    }  # fmt: skip
    known = {name: text for name, text in asked.items() if text}
    values = {
        "rows": rows,
        "total": total,
        "number": number,
        "pages": max(1, -(-total // PAGE)),
        "asked": asked,
        "address": lambda page: "/admin/fiches?" + urlencode({**known, "page": page}),
        "forms": forms(),
        "states": STATES,
        "works": worklist.WORKS,
        "services": services,
        "departments": places_of(ctx).departments,
        "actions": bulk.ACTIONS,
        **more,
    }
    return admin_page(request, ctx, who, "fiches.html", values, status=status)
