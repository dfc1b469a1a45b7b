"""A hand-written identity provider on a port of its own, in the shapes of Keycloak and of ProConnect."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT_ID, CLIENT_SECRET = "passerelle", "un secret d'essai"


class IdentityProvider:
    """Signs in whoever it is told to; each test bends one thing of what it says."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.key = RSAKey.generate_key(2048, {"kid": "un", "use": "sig"})
        self.signing_key = self.key
        self.subject = "f3a1-sub"
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.about: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        root = f"http://127.0.0.1:{self.server.server_port}"
        self.issuer = f"{root}/realms/loire" if shape == "keycloak" else f"{root}/api/v2"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def approve(self, location: str) -> dict[str, str]:
        """What the browser brings back when the person signs in at `location`."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return {"code": code, "state": query["state"]}

    def discovery(self) -> dict[str, Any]:
        post = self.shape == "proconnect"
        found: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"] if post else ["client_secret_basic"],
        }
        if post:
            found["scopes_supported"] = ["openid", "given_name", "usual_name", "email", "uid", "siret"]
        return {**found, **self.about}

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.asked.pop(form.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != challenge:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "exp": now + 60, "iat": now,
            "nonce": asked["nonce"], **self.claims,
        }  # fmt: skip
        return {"access_token": "jeton", "token_type": "Bearer", "id_token": self._signed(claims)}

    def person(self) -> tuple[str, str]:
        said = {"sub": self.subject, "email": "Camille.Essai@loire.test"}
        if self.shape == "keycloak":
            said |= {"name": "Camille Essai", "preferred_username": "cessai"}
            return "application/json", json.dumps({**said, **self.userinfo})
        said |= {"given_name": "Camille", "usual_name": "Essai", "aud": CLIENT_ID, "iss": self.issuer}
        return "application/jwt", self._signed({**said, **self.userinfo})

    def _signed(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "un"}, claims, self.signing_key)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.removeprefix(urlsplit(provider.issuer).path)
                if path == "/.well-known/openid-configuration":
                    self.give("application/json", json.dumps(provider.discovery()))
                elif path == "/jwks":
                    self.give("application/json", json.dumps(KeySet([provider.key]).as_dict(private=False)))
                elif path == "/userinfo" and self.headers.get("authorization") == "Bearer jeton":
                    self.give(*provider.person())
                else:
                    self.give("text/plain", "", 404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                basic = self.headers.get("authorization", "").startswith("Basic ")
                right = form.get("client_secret") == CLIENT_SECRET if provider.shape == "proconnect" else basic
                token = provider.token(form) if right else None
                self.give("application/json", json.dumps(token or {"error": "invalid_grant"}), 200 if token else 400)

            def give(self, kind: str, body: str, status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *args: Any) -> None:
                pass

        return Handler
