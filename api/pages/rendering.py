"""Jinja and what every page needs."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from api.context import Context
from api.pages.sites import site_look

ROOT = Path(__file__).parent.parent
templates = Jinja2Templates(ROOT / "templates")


def page(
    request: Request, ctx: Context, name: str, values: dict[str, Any] | None = None, *, status: int = 200
) -> HTMLResponse:
    """The page `name`, kept by no browser and no proxy: it may show what a resident wrote or was answered."""
    known = dict(values or {})
    if "site" not in known:
        known["site"] = site_look(ctx, None)
    return templates.TemplateResponse(request, name, known, status_code=status, headers={"Cache-Control": "no-store"})
