"""`GET /api/{kind}/{id}`, `.ics` for events and activities, `.vcf` for reception points."""

from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Path, Response

from api.context import Context, Ctx
from api.problems import Problem
from api.records.calendars import calendar_of
from api.records.visiting_cards import visiting_card_of
from pistes.importers.passerelle_records import KINDS
from pistes.models import Activity, Event, ReceptionPoint, Record
from pistes.repositories.records import published
from pistes.services.cards import load_cards

router = APIRouter(prefix="/api", tags=["Fiches"])
Id = Annotated[str, Path(max_length=140)]


@router.get("/{kind}/{record_id}.ics", response_class=Response)
async def calendar(ctx: Ctx, kind: str, record_id: Id) -> Response:
    """Les dates d'un évènement ou d'une activité, pour un agenda ; jamais une fiche d'exemple."""
    content = await anyio.to_thread.run_sync(_calendar, ctx, kind, record_id)
    return _file(content, "text/calendar; charset=utf-8", f"{_slug(record_id)}.ics")


@router.get("/{kind}/{record_id}.vcf", response_class=Response)
async def visiting_card(ctx: Ctx, kind: str, record_id: Id) -> Response:
    """Les coordonnées d'un lieu d'accueil, pour un carnet d'adresses ; jamais une fiche d'exemple."""
    content = await anyio.to_thread.run_sync(_visiting_card, ctx, kind, record_id)
    return _file(content, "text/vcard; charset=utf-8", f"{_slug(record_id)}.vcf")


@router.get("/{kind}/{record_id}")
async def record(ctx: Ctx, kind: str, record_id: Id, plain: bool = False) -> dict[str, Any]:
    """Une fiche publiée, comme dans une réponse de l'assistant."""
    return await anyio.to_thread.run_sync(_card, ctx, kind, record_id, plain)


def _card(ctx: Context, kind: str, record_id: str, plain: bool) -> dict[str, Any]:
    with ctx.database.read() as session:
        _find(ctx, session, kind, record_id)
        return load_cards(session, [record_id], ctx.now(), plain=plain)[0]


def _calendar(ctx: Context, kind: str, record_id: str) -> bytes:
    with ctx.database.read() as session:
        found = _find(ctx, session, kind, record_id)
        if found.example or not isinstance(found, Event | Activity) or not found.timings:
            raise Problem(404, None, "Cette fiche n'a pas de dates à ajouter à un agenda.")
        return calendar_of(session, found, ctx.now())


def _visiting_card(ctx: Context, kind: str, record_id: str) -> bytes:
    with ctx.database.read() as session:
        found = _find(ctx, session, kind, record_id)
        if found.example or not isinstance(found, ReceptionPoint):
            raise Problem(404, None, "Cette fiche n'a pas de coordonnées à enregistrer.")
        return visiting_card_of(session, found)


def _find(ctx: Context, session: Any, kind: str, record_id: str) -> Record:
    found = published(session, record_id, examples=ctx.show_examples)
    if kind not in KINDS or found is None or found.kind != kind:
        raise Problem(404, None, "Cette fiche n'existe pas ou n'est plus publiée.")
    return found


def _slug(record_id: str) -> str:
    """A file name made of letters, digits and dashes only."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in record_id)[:80]


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
