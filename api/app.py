"""The web application: routers, errors, headers. It only wires; `passerelle/` builds what it is given."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api import problems
from api.accueil.assistant import router as assistant_router
from api.accueil.offline import router as offline_router
from api.accueil.reports import router as reports_router
from api.accueil.routes import router as accueil_router
from api.admin.people import router as admin_people_router
from api.admin.records import router as admin_records_router
from api.admin.routes import router as admin_router
from api.admin.safety import router as admin_safety_router
from api.admin.sites import router as admin_sites_router
from api.auth.oidc_routes import router as oidc_router
from api.auth.routes import router as auth_router
from api.auth.session import NotSignedIn
from api.chat.routes import router as chat_router
from api.context import Context
from api.cross_origin import CrossOrigin
from api.health.routes import router as health_router
from api.pages.routes import router as pages_router
from api.pilotage.candidate_pages import router as candidate_router
from api.pilotage.fix_pages import router as fix_router
from api.pilotage.quality_pages import router as quality_router
from api.pilotage.routes import router as pilotage_router
from api.records.routes import router as records_router
from api.search.routes import router as search_router
from api.security import SecurityHeaders

STATIC = Path(__file__).parent / "static"


def create_app(context: Context, extra_routers: Sequence[APIRouter] = (), lifespan: Any = None) -> FastAPI:
    """The application over `context`; `extra_routers` are the doors that are not ours (the bot's actions)."""
    app = FastAPI(
        title="Passerelle",
        version=context.version,
        description="Assistant des habitants de la Loire et de la Haute-Loire.",
        lifespan=lifespan,
        # The interactive documentation loads scripts from elsewhere; /openapi.json says the same.
        docs_url=None,
        redoc_url=None,
    )
    app.state.context = context
    problems.add_handlers(app)
    app.add_exception_handler(NotSignedIn, _to_sign_in)
    routers = (
        chat_router,
        search_router,
        auth_router,
        oidc_router,
        pages_router,
        health_router,
        accueil_router,
        reports_router,
        assistant_router,
        offline_router,
        pilotage_router,
        candidate_router,
        quality_router,
        fix_router,
        admin_router,
        admin_records_router,
        admin_sites_router,
        admin_safety_router,
        admin_people_router,
        *extra_routers,
        records_router,
    )
    for router in routers:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(CrossOrigin, context=context)
    app.add_middleware(SecurityHeaders, behind_tls=context.behind_tls)
    return app


async def _to_sign_in(request: Request, missing: Exception) -> Response:
    """Pages send the browser to the sign-in page; scripts get a problem they can show."""
    if request.headers.get("accept", "").startswith("application/json"):
        return problems.problem_response(401, problems.TITLES[401], "Connectez-vous, puis recommencez.")
    return RedirectResponse(missing.location if isinstance(missing, NotSignedIn) else "/connexion", 303)
