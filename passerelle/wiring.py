"""Builds everything from the settings: the one place that knows both `api` and `actions`."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import anyio.to_thread
from fastapi import FastAPI

from actions.desk import ActionDesk
from actions.registry import make_actions
from actions.turn import Services
from actions.webhook import make_router
from api.app import create_app
from api.chat import degraded
from api.chat.admission import Admission
from api.chat.bot import Bot
from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.context import Context, Limits
from api.exchange_log import MaskedExchangeLog
from api.late_writes import LateWrites
from api.limits import NoLimits, RateLimits
from langue import deep, encoder, guard
from langue.gazetteer import Gazetteer
from passerelle.commands.candidate import prepare_regularly
from passerelle.commands.import_ import refresh_regularly
from passerelle.commands.pilotage import count_regularly
from passerelle.commands.purge import purge_daily
from passerelle.embedding import embed_missing
from passerelle.settings import ROOT, Settings
from pistes.clock import paris_clock
from pistes.database import Database, make_engine
from pistes.search import SearchEngine
from pistes.services.gazetteer import export_snapshot

log = logging.getLogger(__name__)

WARM_UP = "point d'accueil près de Firminy demain"
DOMAIN = ROOT / "bot" / "domain"


def application(settings: Settings) -> FastAPI:
    """The application, ready to serve; its database must be at this version's schema."""
    settings = settings.with_secret()
    database = Database(make_engine(settings.database))
    with database.read() as session:
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
    search = SearchEngine(gazetteer, encoder=encoder if encoder.available() else None)
    guard.use(_guard_encoder(settings), deep.open_if_there(settings.deep_encoder))
    services = Services(database, search, gazetteer, settings.show_examples)
    actions = make_actions(services)
    exchange_log = MaskedExchangeLog(database, gazetteer)
    late = LateWrites(database)
    context = Context(
        database=database,
        search=search,
        gazetteer=gazetteer,
        clock=paris_clock(settings.clock),
        wording=Wording.load(DOMAIN),
        emergency=EmergencyDesk(database),
        actions=ActionDesk(actions, services),
        bot=Bot(settings.rasa_url.split(","), settings.secret, settings.rasa_timeout),
        limits=_limits(settings),
        exchange_log=exchange_log,
        late=late,
        admission=Admission(settings.max_in_flight),
        secret=settings.secret,
        env=settings.env,
        version=_version(),
        default_site=settings.site or None,
        show_examples=settings.show_examples,
        behind_tls=settings.behind_tls,
        settings=settings,
    )

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await anyio.to_thread.run_sync(_warm_up, context)
        # What is loaded now stays: the garbage collector need not walk through it again.
        gc.freeze()
        exchange_log.start()
        late.start()
        jobs = [
            purge_daily(database, settings),
            count_regularly(database, settings, context.bot.ready),
            refresh_regularly(database),
            prepare_regularly(database),
        ]
        if encoder.available():
            jobs.append(embed_missing(database))
        running = [asyncio.create_task(job) for job in jobs]
        yield
        for task in running:
            task.cancel()
        late.stop()
        exchange_log.stop()
        await context.bot.close()
        database.dispose()

    return create_app(context, [make_router(actions, settings.secret)], lifespan)


def _guard_encoder(settings: Settings) -> guard.Meaning | None:
    """The tuned encoder for the guard; a missing or broken one never keeps the service from starting."""
    if settings.guard_encoder is None:
        return None
    try:
        return guard.Meaning.open(settings.guard_encoder)
    except (OSError, ValueError, RuntimeError) as error:
        log.error("the guard works without its encoder: %s", error)
        return None


def _warm_up(context: Context) -> None:
    """Answer a made-up question as without a bot: what is loaded at the first one, no resident waits for."""
    try:
        guard.check(WARM_UP)
        degraded.answer(context, WARM_UP, context.now(), False)
    except Exception as error:  # it serves nobody: nothing of it may keep the service from starting
        log.warning("warm-up failed (%s)", type(error).__name__)


def _limits(settings: Settings) -> Limits:
    if settings.rate_limit == "off":
        return NoLimits()
    return RateLimits(settings.rate_client, settings.rate_conversation, settings.trusted_networks, settings.redis_url)


def _version() -> str:
    try:
        return version("passerelle")
    except PackageNotFoundError:
        return "0"
