"""Which web sites may call the public routes: those listed for a site in the database, and no other."""

import time
from collections.abc import MutableMapping
from typing import Any

import anyio.to_thread
from fastapi import Response
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from api.context import Context
from api.security import App, Receive, Scope, Send
from pistes.models import Site

# Seconds before the list of origins is read again.
REFRESH = 30.0
PUBLIC = ("/api/",)


class CrossOrigin:
    """CORS by an allow-list. Never credentials: residents have none and staff pages are same-origin."""

    def __init__(self, app: App, context: Context) -> None:
        self._app = app
        self._context = context
        self._origins: frozenset[str] = frozenset()
        self._read_at = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = _header(scope, b"origin") if scope["type"] == "http" else None
        if origin is None or not scope["path"].startswith(PUBLIC):
            await self._app(scope, receive, send)
            return
        allowed = origin in await self._allowed()
        if scope["method"] == "OPTIONS" and _header(scope, b"access-control-request-method"):
            await Response(status_code=204 if allowed else 403, headers=_headers(origin, True) if allowed else {})(
                scope, receive, send
            )
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and allowed:
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in _headers(origin).items()),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)

    async def _allowed(self) -> frozenset[str]:
        if time.monotonic() - self._read_at > REFRESH:
            self._read_at = time.monotonic()
            self._origins = await anyio.to_thread.run_sync(self._read)
        return self._origins

    def _read(self) -> frozenset[str]:
        try:
            with self._context.database.read() as session:
                return frozenset(
                    origin for origins in session.scalars(select(Site.origins)) for origin in origins or []
                )
        except SQLAlchemyError:
            return self._origins


def _header(scope: Scope, name: bytes) -> str | None:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def _headers(origin: str, preflight: bool = False) -> dict[str, str]:
    headers = {"access-control-allow-origin": origin, "vary": "Origin", "cross-origin-resource-policy": "cross-origin"}
    if preflight:
        headers |= {
            "access-control-allow-methods": "GET, POST, DELETE",
            "access-control-allow-headers": "content-type",
            "access-control-max-age": "600",
        }
    return headers
