"""The real application on a port of its own, a host site on another, and Chromium; only the bot is a fake."""

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from api.app import create_app
from api.chat.admission import Admission
from api.chat.emergency_desk import EmergencyDesk
from api.chat.wording import Wording
from api.context import Context
from api.late_writes import LateWrites
from api.limits import NoLimits
from langue.gazetteer import Gazetteer
from passerelle.settings import Settings
from passerelle.wiring import DOMAIN
from pistes.database import Database, make_engine
from pistes.models import Site
from pistes.search import Query, SearchEngine
from tests.api.conftest import NOW, FakeBot, KeptTexts, seeded

__all__ = ["seeded"]

ARTEFACTS = Path(__file__).parents[2] / "var" / "screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The page « Quitter » leads to; `new_page` answers for it.
NEUTRAL = "https://neutre.test/"
DANGER = "on frappe mon petit voisin tous les soirs"


class SlowBot(FakeBot):
    """Answers after `delay` seconds."""

    delay = 0.0

    async def ask(self, turn: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(self.delay)
        return await super().ask(turn)


@dataclass
class Running:
    """The application under test."""

    address: str
    bot: SlowBot
    database: Database
    records: list[str]


@dataclass
class HostSite:
    """A département's own site: pages by path, each with its headers."""

    address: str
    pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def put(self, body: str, headers: dict[str, str] | None = None) -> str:
        """Serve a page with this body; gives its address."""
        path = f"/{len(self.pages)}"
        html = f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un site</title></head><body>{body}</body></html>'
        self.pages[path] = (html, headers or {})
        return self.address + path


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def host() -> Iterator[HostSite]:
    site = HostSite("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = site.pages.get(self.path, ("", {}))
            self.send_response(200 if body else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()


@pytest.fixture(scope="session")
def running(
    seeded: tuple[Path, Gazetteer], host: HostSite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("browser") / "passerelle.db"
    shutil.copy(seeded[0], path)
    database = Database(make_engine(f"sqlite:///{path}"))
    with database.write() as session:
        for site in session.query(Site):
            site.origins = [*site.origins, host.address]
            site.theme = {**site.theme, "quit_url": NEUTRAL}
    bot = SlowBot()
    context = Context(
        database=database, search=SearchEngine(seeded[1]), gazetteer=seeded[1], clock=lambda: NOW,
        wording=Wording.load(DOMAIN), emergency=EmergencyDesk(database), bot=bot, actions=bot, limits=NoLimits(),
        exchange_log=KeptTexts(), late=LateWrites(database), admission=Admission(64), secret="a secret of thirty-two characters", env="test", version="0",
        default_site="42", show_examples=True, behind_tls=False, settings=Settings(env="test"),
    )  # fmt: skip
    port = _free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(context), port=port, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    records = _some_records(context)
    yield Running(f"http://127.0.0.1:{port}", bot, database, records)
    server.should_exit = True
    thread.join(10)
    database.dispose()


def _some_records(context: Context) -> list[str]:
    with context.database.read() as session:
        query = Query(
            text="lieu d'accueil", kinds=("reception_point",), insee="42095", include_examples=True, now=NOW, limit=3
        )
        return [hit.record_id for hit in context.search.search(session, query).hits]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_page(chromium: Browser, running: Running) -> Iterator[Callable[..., Page]]:
    """Opens a page; width, height and any option of a browser context. The neutral page is answered here."""
    running.bot.delay = 0.0
    running.bot.say("utter_chitchat__greet", "answered", tuple(running.records))
    running.bot.output["suggestions"] = [{"name": "utter_suggest__hours", "values": {}}]
    contexts = []

    def make(width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="fr-FR", **options)
        context.route(
            f"{NEUTRAL}**", lambda route: route.fulfill(body="<title>Météo</title>ciel", content_type="text/html")
        )
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def embed(host: HostSite, running: Running) -> Callable[..., str]:
    """A host page that embeds the widget by its one line; `more` comes before it."""

    def make(more: str = "", headers: dict[str, str] | None = None, sites: tuple[str, ...] = ("42",)) -> str:
        lines = "".join(
            f'<script src="{running.address}/widget.js" data-site="{site}" defer></script>' for site in sites
        )
        return host.put(f"<main><h1>Un Département</h1><p>Une page.</p>{more}</main>{lines}", headers)

    return make


def open_chat(page: Page, address: str) -> None:
    """Go to the host page and open the chat."""
    page.goto(address)
    page.get_by_role("button", name="Une question").click()
    page.get_by_role("dialog").wait_for()


def ask(page: Page, text: str, answers: int = 1) -> None:
    """Write a question, and wait for that many answers in all."""
    page.get_by_role("textbox", name="Votre question").fill(text)
    page.keyboard.press("Enter")
    page.locator(".turn .bot").nth(answers - 1).wait_for()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, as « rule: selector », once the page and its style sheets are there."""
    page.wait_for_load_state()
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def picture(page: Page, name: str) -> None:
    """Keep a screenshot among the artefacts."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")
