"""One record: its form, checked as one types, what residents will read, drafts, publishing, history and undo."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi import Path as InPath
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from sqlalchemy.orm import Session

from api.admin.pages import SentForm, Who, admin_page, first, places_of, refused
from api.auth.session import check_csrf
from api.context import Context, Ctx
from api.pages.cards import view
from api.pages.rendering import templates
from api.problems import Problem
from pistes.clock import PARIS
from pistes.models import Record, RecordDraft
from pistes.repositories import counter as flags
from pistes.services import counter
from pistes.services.accounts import SignedIn
from pistes.services.cards import card
from pistes.services.editing import history, saving, worklist
from pistes.services.editing.filled import Filled, as_shown, blank, data_of, fill
from pistes.services.editing.form import forms, label_of
from pistes.services.editing.rights import Conflict, EditingError, Invalid, check
from pistes.services.editing.saving import Sent
from pistes.services.editing.values import Data

router = APIRouter(prefix="/admin", include_in_schema=False)
RecordId = Annotated[str, InPath(max_length=140)]
Kind = Annotated[str, InPath(max_length=20)]
DONE = {
    "publie": "La fiche est publiée.",
    "inchange": "Rien n’a changé : la fiche est restée telle quelle.",
    "brouillon": "Le brouillon est enregistré. Les habitants lisent toujours la fiche publiée, s’il y en a une.",
    "retire": "La fiche est retirée : les habitants ne la voient plus.",
    "annule": "Le changement est annulé.",
    "abandonne": "Le brouillon est abandonné.",
}


@router.get("/nouvelle/{kind}", response_class=HTMLResponse)
def new(request: Request, ctx: Ctx, who: Who, kind: Kind) -> Response:
    """Le formulaire d'une fiche nouvelle."""
    _known(kind)
    base = blank(kind, _today(ctx))
    data = data_of(base, places_of(ctx))
    data["departments"] = list(who.departments)
    return _form_page(request, ctx, who, kind, None, data, None)


@router.post("/nouvelle/{kind}", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def make(request: Request, ctx: Ctx, who: Who, kind: Kind, form: SentForm) -> Response:
    """Enregistre ou publie une fiche nouvelle."""
    _known(kind)
    return _take(request, ctx, who, kind, None, form)


@router.get("/fiches/{record_id}", response_class=HTMLResponse)
def edit(
    request: Request, ctx: Ctx, who: Who, record_id: RecordId, fait: Annotated[str, Query(max_length=12)] = ""
) -> Response:
    """Le formulaire d'une fiche, ou son brouillon."""
    with ctx.database.read() as session:
        record, draft = _found(session, who, record_id)
        kind = record.kind if record else draft.kind if draft else ""
        data: Data = {**data_of(record, places_of(ctx))} if record else {}
        if draft:
            data = {**{name: [] for name in data}, **draft.data}
        version = draft.base_version if draft else record.version if record else None
    return _form_page(request, ctx, who, kind, record_id, data, version, done=DONE.get(fait, ""))


@router.post("/fiches/{record_id}", response_class=HTMLResponse, dependencies=[Depends(check_csrf)])
def change(request: Request, ctx: Ctx, who: Who, record_id: RecordId, form: SentForm) -> Response:
    """Vérifie, met de côté ou publie une fiche."""
    with ctx.database.read() as session:
        record, draft = _found(session, who, record_id)
        kind = record.kind if record else draft.kind if draft else ""
    return _take(request, ctx, who, kind, record_id, form)


@router.post("/verifier/{kind}", dependencies=[Depends(check_csrf)])
def verify(
    request: Request, ctx: Ctx, who: Who, kind: Kind, form: SentForm, fiche: Annotated[str, Query(max_length=140)] = ""
) -> Response:
    """Les erreurs, les remarques et l'aperçu d'un formulaire, pendant que l'on tape. Rien n'est enregistré."""
    _known(kind)
    with ctx.database.read() as session:
        record = _found(session, who, fiche)[0] if fiche else None
        filled, preview = _checked(ctx, kind, record, form)
    html = templates.get_template("admin/apercu.html").render(preview=preview)
    return JSONResponse({"errors": filled.errors, "remarks": filled.remarks, "preview": html})


@router.post("/fiches/{record_id}/retirer", dependencies=[Depends(check_csrf)])
def withdraw(ctx: Ctx, who: Who, record_id: RecordId, form: SentForm) -> Response:
    """Retire une fiche : elle n'est plus montrée, son histoire reste."""
    try:
        with ctx.database.write() as session:
            version = _number(first(form, "version"))
            saving.withdraw(session, who, record_id, version or 0, ctx.now(), first(form, "motif"))
    except EditingError as error:
        raise refused(error) from None
    return _back(record_id, "retire")


@router.post("/fiches/{record_id}/abandonner", dependencies=[Depends(check_csrf)])
def abandon(ctx: Ctx, who: Who, record_id: RecordId) -> Response:
    """Oublie le brouillon d'une fiche."""
    with ctx.database.write() as session:
        record, _ = _found(session, who, record_id)
        saving.drop_draft(session, record_id)
    return _back(record_id, "abandonne") if record else RedirectResponse("/admin", 303)


@router.get("/fiches/{record_id}/historique", response_class=HTMLResponse)
def past(request: Request, ctx: Ctx, who: Who, record_id: RecordId) -> Response:
    """Qui a changé quoi, et quand."""
    with ctx.database.read() as session:
        record, _ = _found(session, who, record_id)
        if record is None:
            raise Problem(404, None, "Cette fiche n'a pas encore d'histoire.")
        values = {
            "record": record,
            "title": record.title,
            "lines": history.lines(session, record, places_of(ctx)),
            "edited": [label_of(record.kind, name) for name in record.edited_fields or ()],
        }
    return admin_page(request, ctx, who, "historique.html", values)


@router.post("/fiches/{record_id}/annuler/{revision_id}", dependencies=[Depends(check_csrf)])
def undo(ctx: Ctx, who: Who, record_id: RecordId, revision_id: int) -> Response:
    """Annule un changement, s'il n'a pas été repris depuis."""
    try:
        with ctx.database.write() as session:
            history.undo(session, who, record_id, revision_id, ctx.now())
    except Conflict as error:
        raise Problem(409, None, str(error)) from None
    except EditingError as error:
        raise refused(error) from None
    return _back(record_id, "annule")


def _take(
    request: Request, ctx: Context, who: SignedIn, kind: str, record_id: str | None, form: dict[str, list[str]]
) -> Response:
    action = first(form, "action")
    version = _number(first(form, "version"))
    sent = Sent(kind, record_id, form, version, first(form, "motif"), first(form, "verifie") == "yes")
    try:
        if action == "draft":
            with ctx.database.write() as session:
                return _back(saving.save_draft(session, who, sent, places_of(ctx), ctx.now()), "brouillon")
        if action == "publish":
            with ctx.database.write() as session:
                record, changed = saving.publish(session, who, sent, places_of(ctx), ctx.now())
                _close_flags(session, who, record, form, ctx)
                return _back(record.id, "publie" if changed else "inchange")
    except Conflict as conflict:
        return _form_page(
            request,
            ctx,
            who,
            kind,
            record_id,
            form,
            conflict.version,
            status=409,
            show_errors=True,
            conflict=str(conflict),
        )
    except Invalid as invalid:
        return _form_page(
            request, ctx, who, kind, record_id, form, version, status=422, problem=str(invalid), show_errors=True
        )
    except EditingError as error:
        return _form_page(request, ctx, who, kind, record_id, form, version, status=403, problem=str(error))
    return _form_page(request, ctx, who, kind, record_id, form, version, show_errors=True)


def _close_flags(session: Session, who: SignedIn, record: Record, form: dict[str, list[str]], ctx: Context) -> None:
    """Close the flags ticked in the form as mended."""
    ticked = {number for text in form.get("signalement", []) if (number := _number(text)) is not None}
    for flag in flags.open_flags_of(session, record.id):
        if flag.id in ticked:
            counter.close_flag(session, who, flag.id, "resolved", first(form, "motif") or "Fiche corrigée", ctx.now())


def _form_page(
    request: Request,
    ctx: Context,
    who: SignedIn,
    kind: str,
    record_id: str | None,
    data: Data,
    version: int | None,
    *,
    status: int = 200,
    show_errors: bool = False,
    **more: Any,
) -> HTMLResponse:
    with ctx.database.read() as session:
        record, draft = _found(session, who, record_id) if record_id else (None, None)
        filled, preview = _checked(ctx, kind, record, data)
        values: dict[str, Any] = {
            "form": forms()[kind],
            "record": record,
            "record_id": record_id,
            "draft": draft,
            "draft_when": history.moment(draft.at) if draft else "",
            "data": data,
            "version": version,
            "errors": filled.errors if show_errors else {},
            "remarks": filled.remarks,
            "preview": preview,
            "places": places_of(ctx),
            "reasons": worklist.reasons(session, record, _today(ctx)) if record else [],
            "flags": [
                (flag, counter.FIELDS.get(flag.field, flag.field)) for flag in flags.open_flags_of(session, record.id)
            ]
            if record
            else [],
            "edited": record.edited_fields if record and record.origin not in ("editor", None) else [],
            **more,
        }
        return admin_page(request, ctx, who, "fiche.html", values, status=status)


def _checked(ctx: Context, kind: str, record: Record | None, data: Data) -> tuple[Filled, list[dict[str, Any]]]:
    """The form read, and the cards that residents would get: as it is, then in simple French."""
    places, today = places_of(ctx), _today(ctx)
    base = record or blank(kind, today)
    filled = fill(kind, data, base, places, today)
    shown = as_shown(filled, base)
    commune = places.communes.get(getattr(shown, "insee", None) or "")
    wordings = (False, True) if shown.plain else (False,)
    return filled, [view(card(shown, ctx.now(), commune=commune, plain=plain)) for plain in wordings]


def _found(session: Session, who: SignedIn, record_id: str) -> tuple[Record | None, RecordDraft | None]:
    """The record and its draft, that `who` may edit."""
    record, draft = session.get(Record, record_id), session.get(RecordDraft, record_id)
    if record is None and draft is None:
        raise Problem(404, None, "Cette fiche n'existe pas.")
    try:
        if record is not None:
            check(who, record.departments)
        elif draft is not None and draft.by != who.login:
            check(who, draft.departments)
    except EditingError as error:
        raise refused(error) from None
    return record, draft


def _known(kind: str) -> None:
    if kind not in forms():
        raise Problem(404, None, "Ce genre de fiche n'existe pas.")


def _today(ctx: Context) -> Any:
    return ctx.now().astimezone(PARIS).date()


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 10 else None


def _back(record_id: str, done: str) -> RedirectResponse:
    return RedirectResponse(f"/admin/fiches/{quote(record_id, safe=':')}?fait={done}", 303)
