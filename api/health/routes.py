"""Health, readiness, version and metrics."""

import hmac
import ipaddress

import anyio.to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api import metrics as gauges
from api.context import Context, Ctx
from api.health import truth
from api.problems import Problem

router = APIRouter(tags=["Exploitation"])
_look_at_content = truth.content_gauges()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Le processus répond."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(ctx: Ctx) -> JSONResponse:
    """Base de données, moteur, enregistrement : 200 si tout va, 503 sinon (l'assistant répond alors en mode dégradé)."""
    parts = {
        "database": await anyio.to_thread.run_sync(truth.database_ready, ctx),
        "bot": await ctx.bot.ready(),
        "storage": await anyio.to_thread.run_sync(truth.storage_ready, ctx),
    }
    ready = all(parts.values())
    return JSONResponse({"status": "ok" if ready else "degraded", **parts}, status_code=200 if ready else 503)


@router.get("/version")
async def version(ctx: Ctx) -> dict[str, str]:
    """La version de l'application."""
    return {"name": "passerelle", "version": ctx.version}


@router.get("/metrics", include_in_schema=False)
async def metrics(ctx: Ctx, request: Request) -> Response:
    """Prometheus : pour cette machine, ou avec le jeton de `PASSERELLE_METRICS_TOKEN`."""
    if not (_is_here(request) or _has_token(request, ctx.settings.metrics_token)):
        raise Problem(403, None, "Les mesures se lisent depuis cette machine ou avec un jeton.")
    gauges.ENGINE_UP.set(await ctx.bot.ready())
    return Response(await anyio.to_thread.run_sync(_measured, ctx), media_type=CONTENT_TYPE_LATEST)


def _measured(ctx: Context) -> bytes:
    gauges.DATABASE_UP.set(truth.database_ready(ctx))
    truth.set_queues(ctx)
    _look_at_content(ctx)
    return generate_latest()


def _is_here(request: Request) -> bool:
    """From this machine and through no proxy: behind one on the same machine, everybody comes from loopback."""
    if request.client is None or {"forwarded", "x-forwarded-for", "x-real-ip", "via"} & set(request.headers.keys()):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _has_token(request: Request, token: str) -> bool:
    given = request.headers.get("authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
