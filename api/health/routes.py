"""Health, readiness, version and metrics."""

import anyio.to_thread
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.context import Context, Ctx

router = APIRouter(tags=["Exploitation"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Le processus répond."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(ctx: Ctx) -> JSONResponse:
    """Base de données et moteur : 200 si tout répond, 503 sinon (l'assistant répond alors en mode dégradé)."""
    parts = {"database": await anyio.to_thread.run_sync(_database_ready, ctx), "bot": await ctx.bot.ready()}
    ready = all(parts.values())
    return JSONResponse({"status": "ok" if ready else "degraded", **parts}, status_code=200 if ready else 503)


def _database_ready(ctx: Context) -> bool:
    try:
        with ctx.database.read() as session:
            session.execute(text("SELECT 1"))
        return True
    except SQLAlchemyError:
        return False


@router.get("/version")
async def version(ctx: Ctx) -> dict[str, str]:
    """La version de l'application."""
    return {"name": "passerelle", "version": ctx.version}


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    """Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
