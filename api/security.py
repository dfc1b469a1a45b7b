"""Headers of every response, and the size of requests. Only our own scripts and styles run on our pages."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from api.problems import problem_response

MAX_BODY_BYTES = 256_000
HSTS = "max-age=63072000; includeSubDomains"

# No inline script or style, nothing from elsewhere, framed by nobody (the widget is a script, not a frame).
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class SecurityHeaders:
    """Adds the headers to every response and refuses bodies that are too large before they are read."""

    def __init__(self, app: App, *, behind_tls: bool) -> None:
        self._app = app
        headers = {
            "content-security-policy": CSP,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=(), interest-cohort=()",
            "cross-origin-opener-policy": "same-origin",
            "x-frame-options": "DENY",
        }
        if behind_tls:
            headers["strict-transport-security"] = HSTS
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in present)]
                if b"cache-control" not in present and scope["path"].startswith(
                    ("/api", "/accueil", "/pilotage", "/admin")
                ):
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        length = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            refused = problem_response(413, "Demande trop volumineuse", "La demande dépasse 256 ko.")
            await refused(scope, receive, with_headers)
            return
        await self._app(scope, _bounded(receive), with_headers)


def _bounded(receive: Receive) -> Receive:
    """`receive` that ends the body of a request without length once it is too large."""
    read = 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > MAX_BODY_BYTES:
            return {"type": "http.disconnect"}
        return message

    return bounded
