"""The public search."""

from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter
from fastapi import Query as Param

from api.context import Context, Ctx
from api.problems import Problem
from api.search.service import find
from pistes.importers.passerelle_records import KINDS

router = APIRouter(prefix="/api", tags=["Recherche"])


@router.get("/search")
async def search(
    ctx: Ctx,
    q: Annotated[str, Param(max_length=200)] = "",
    kind: Annotated[str | None, Param(max_length=40)] = None,
    commune: Annotated[str | None, Param(max_length=80)] = None,
    limit: Annotated[int, Param(ge=1, le=50)] = 10,
    plain: bool = False,
) -> dict[str, Any]:
    """Cherche dans tout ce qui est publié : mots-clés ou question entière, le meilleur résultat d'abord."""
    if kind and kind not in KINDS:
        raise Problem(422, None, f"Sorte inconnue. Choisissez parmi : {', '.join(KINDS)}.")
    return await anyio.to_thread.run_sync(_find, ctx, q, kind, commune, limit, plain)


def _find(ctx: Context, q: str, kind: str | None, commune: str | None, limit: int, plain: bool) -> dict[str, Any]:
    return find(ctx, q, kind=kind, commune=commune, limit=limit, plain=plain)
