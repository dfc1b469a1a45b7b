"""Builds everything from the settings: the one place that knows both `api` and `actions`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from actions.registry import make_actions
from actions.turn import Services
from actions.webhook import make_router
from api.app import create_app
from api.chat.bot import Bot
from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.context import Context, Limits
from api.exchange_log import MaskedExchangeLog
from api.limits import NoLimits, RateLimits
from langue.gazetteer import Gazetteer
from passerelle.commands.purge import purge_daily
from passerelle.settings import ROOT, Settings
from pistes.clock import paris_clock
from pistes.database import Database, make_engine
from pistes.search import SearchEngine
from pistes.services.gazetteer import export_snapshot

DOMAIN = ROOT / "bot" / "domain"


def application(settings: Settings) -> FastAPI:
    """The application, ready to serve; its database must be at this version's schema."""
    settings = settings.with_secret()
    database = Database(make_engine(settings.database))
    with database.read() as session:
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
    search = SearchEngine(gazetteer)
    exchange_log = MaskedExchangeLog(database, gazetteer)
    context = Context(
        database=database,
        search=search,
        gazetteer=gazetteer,
        clock=paris_clock(settings.clock),
        wording=Wording.load(DOMAIN),
        emergency=EmergencyDesk(database),
        bot=Bot(settings.rasa_url.split(","), settings.secret, settings.rasa_timeout),
        limits=_limits(settings),
        exchange_log=exchange_log,
        secret=settings.secret,
        env=settings.env,
        version=_version(),
        default_site=settings.site or None,
        show_examples=settings.show_examples,
        behind_tls=settings.behind_tls,
        settings=settings,
    )
    services = Services(database, search, gazetteer, settings.show_examples)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        exchange_log.start()
        purging = asyncio.create_task(purge_daily(database, settings))
        yield
        purging.cancel()
        exchange_log.stop()
        await context.bot.close()
        database.dispose()

    return create_app(context, [make_router(make_actions(services), settings.secret)], lifespan)


def _limits(settings: Settings) -> Limits:
    if settings.rate_limit == "off":
        return NoLimits()
    return RateLimits(settings.rate_client, settings.rate_conversation, settings.trusted_networks, settings.redis_url)


def _version() -> str:
    try:
        return version("passerelle")
    except PackageNotFoundError:
        return "0"
