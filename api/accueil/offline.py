"""What lets the look-up work without network: manifest, service worker, its one page, and the snapshot of public data.

All of it is public and holds nothing of anybody, so a shared computer may keep it.
"""

import gzip
import hashlib
import json
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from api.context import Context, Ctx
from api.pages.cards import FACTS, KIND_NAMES
from api.pages.rendering import page
from langue.gazetteer import Gazetteer
from pistes.repositories import snapshot
from pistes.services.counter import FIELDS
from pistes.services.counter_snapshot import build

router = APIRouter(include_in_schema=False)
STATIC = Path(__file__).parent.parent / "static"
TEMPLATE = Path(__file__).parent.parent / "templates" / "accueil" / "hors_ligne.html"
# What the page without network is made of; the service worker keeps it.
SHELL = (
    "passerelle.css",
    "accueil.css",
    "accueil-commun.js",
    "accueil-file.js",
    "accueil-cherche.js",
    "accueil-instantane.js",
    "accueil-hors-ligne.js",
    "passerelle.svg",
)
# Facts in reading order, with their words, as on every other page.
LABELS = {
    "number": "Numéro",
    **{name: FACTS["labels"][name] for part in ("first", "more") for name in FACTS[part] if name != "hours_now"},
}

MANIFEST = {
    "id": "/accueil",
    "name": "Passerelle, accueil",
    "short_name": "Passerelle",
    "description": "Chercher un service de la Loire et de la Haute-Loire, même sans réseau.",
    "lang": "fr",
    "start_url": "/accueil",
    "scope": "/",
    "display": "standalone",
    "background_color": "#fbf8f2",
    "theme_color": "#083f4a",
    "icons": [{"src": "/static/passerelle.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    "shortcuts": [{"name": "Chercher sans compte", "url": "/recherche"}],
}


@dataclass
class Snapshots:
    """The last snapshot made by this process; made again when the data or the day has changed."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    version: tuple[Any, ...] = ()
    packed: bytes = b""
    digest: str = ""

    def current(self, ctx: Context) -> tuple[bytes, str]:
        """(JSON packed by gzip, SHA-256 of the JSON in hexadecimal)."""
        now = ctx.now()
        with ctx.database.read() as session:
            version = (now.date(), *snapshot.version(session))
            with self.lock:
                if version != self.version:
                    communes = _communes(ctx.gazetteer)
                    made = {**build(session, now, communes), "kinds": KIND_NAMES, "labels": LABELS}
                    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
                    self.packed, self.digest = gzip.compress(text, 6, mtime=0), hashlib.sha256(text).hexdigest()
                    self.version = version
                return self.packed, self.digest


def _communes(gazetteer: Gazetteer) -> list[tuple[str, float, float]]:
    """(name, latitude, longitude), the most inhabited first."""
    known = sorted(gazetteer.communes.values(), key=lambda commune: (-commune.population, commune.insee))
    return [(commune.name, round(commune.lat, 4), round(commune.lon, 4)) for commune in known if commune.lat]


def _snapshots(request: Request) -> Snapshots:
    """One for each application: two may serve two databases in one process."""
    state = request.app.state
    if not hasattr(state, "snapshots"):
        state.snapshots = Snapshots()
    found: Snapshots = state.snapshots
    return found


@router.get("/hors-ligne/donnees.json")
def data(request: Request, ctx: Ctx) -> Response:
    """L'instantané des fiches publiées ; l'étiquette est l'empreinte que le navigateur vérifie avant de le garder."""
    packed, digest = _snapshots(request).current(ctx)
    headers = {"ETag": f'"{digest}"', "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if digest in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type="application/json", headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type="application/json", headers=headers)


@router.get("/hors-ligne", response_class=HTMLResponse)
def shell(request: Request, ctx: Ctx) -> Response:
    """La page qui remplace les autres quand le réseau manque."""
    return page(request, ctx, "accueil/hors_ligne.html", {"site": {}, "fields": FIELDS})


@router.get("/sw.js")
def worker() -> Response:
    """Le service worker, à la racine pour que toutes les pages en dépendent."""
    script = (STATIC / "accueil-sw.js").read_text(encoding="utf-8").replace("__VERSION__", shell_version())
    script = script.replace('"__FILES__"', json.dumps(["/hors-ligne", *(f"/static/{name}" for name in SHELL)]))
    return Response(script, media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@router.get("/accueil.webmanifest")
def manifest() -> Response:
    """Ce qui rend la page installable."""
    return Response(json.dumps(MANIFEST, ensure_ascii=False), media_type="application/manifest+json")


@cache
def shell_version() -> str:
    """Changes with any file of the shell, so that browsers take the new one."""
    parts = [TEMPLATE.read_bytes(), *((STATIC / name).read_bytes() for name in SHELL)]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]
