"""OpenID Connect with one provider (ProConnect, Keycloak): authorization code, PKCE, state and nonce.

Rules: OpenID Connect Core 1.0 (3.1.3.7, 5.3), RFC 7636 (PKCE), RFC 9207 (issuer in the answer), OAuth 2.0 Security BCP.
Nothing is cached: a sign-in is rare, and a key that the provider withdrew is never trusted again.
"""

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.base_client.errors import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import OAuth2Client  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

SECONDS = 5.0
# Minutes that a person may take at the provider's.
ATTEMPT_MINUTES = 10
# Signatures that a provider may use: never « none », never a shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"]
LONGEST_SUBJECT = 300
# Seconds that two clocks may differ by.
LEEWAY = 60
# What each provider calls a name: Keycloak `profile`, ProConnect `given_name` and `usual_name`.
SCOPES = ("openid", "profile", "email", "given_name", "usual_name")
_LOCAL = ("127.0.0.1", "localhost", "::1")


class OidcError(Exception):
    """The provider did not answer, or what it said cannot be trusted; the message is for the log, never for a page."""


@dataclass(frozen=True)
class Attempt:
    """A sign-in under way: kept signed in the browser until it comes back. `begun`: seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    next_path: str
    shared: bool
    # A locked session is opened again by the person's own password, not by the provider's session.
    again: bool
    begun: int

    def sealed(self, secret: str) -> str:
        """The text of the cookie: content and signature."""
        content = urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
        return f"{content}.{_signature(content, secret)}"


@dataclass(frozen=True)
class Person:
    """Who the provider says it is. `subject` is issuer and sub: the only thing an account is known by."""

    subject: str
    name: str
    email: str


@dataclass(frozen=True)
class Client:
    """What we are for the provider."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str


def new_attempt(next_path: str, *, shared: bool, again: bool) -> Attempt:
    """A sign-in that begins now."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(state, nonce, verifier, next_path, shared, again, int(time.time()))


def opened(cookie: str | None, secret: str) -> Attempt:
    """The attempt of a cookie. Raises `OidcError` when it is missing, forged or too old."""
    content, _, signature = (cookie or "").partition(".")
    if not content or not hmac.compare_digest(signature.encode(), _signature(content, secret).encode()):
        raise OidcError("no attempt in this browser")
    attempt = Attempt(**json.loads(urlsafe_b64decode(content)))
    if time.time() - attempt.begun > ATTEMPT_MINUTES * 60:
        raise OidcError("this attempt is too old")
    return attempt


def authorization_url(client: Client, attempt: Attempt) -> str:
    """Where the browser is sent. Raises `OidcError`."""
    about = _discovered(client.issuer)
    known = about.get("scopes_supported")
    scope = " ".join(name for name in SCOPES if not known or name in known)
    more = {"nonce": attempt.nonce, "code_verifier": attempt.verifier}
    if attempt.again:
        more |= {"prompt": "login", "max_age": "0"}
    with _session(client, about, scope) as session:
        url, _ = session.create_authorization_url(_secure(about["authorization_endpoint"]), attempt.state, **more)
    return str(url)


def person_of(client: Client, attempt: Attempt, answer: dict[str, str]) -> Person:
    """Who came back with `answer`, the query of the redirection. Raises `OidcError`."""
    if not hmac.compare_digest(answer.get("state", "").encode(), attempt.state.encode()):
        raise OidcError("the state is not ours")
    if answer.get("iss", client.issuer) != client.issuer:
        raise OidcError("another provider answered")
    if "code" not in answer:
        raise OidcError(f"refused by the provider: {answer.get('error', '')[:60]}")
    about = _discovered(client.issuer)
    keys = KeySet.import_key_set(_json(_secure(about["jwks_uri"])))
    try:
        with _session(client, about, None) as session:
            token = session.fetch_token(
                _secure(about["token_endpoint"]), code=answer["code"], code_verifier=attempt.verifier
            )
            claims = _id_token(token, keys, client, attempt)
            said = _userinfo(session, about, keys, client, claims["sub"])
    except (httpx.HTTPError, OAuthError, JoseError, KeyError, TypeError, ValueError) as error:
        raise OidcError(f"the answer cannot be trusted ({type(error).__name__}: {error})"[:200]) from None
    known = {**claims, **said}
    subject = f"{client.issuer}|{claims['sub']}"
    if len(subject) > LONGEST_SUBJECT:
        raise OidcError("the subject is too long")
    return Person(subject, _name(known), str(known.get("email") or "").strip().lower())


def _id_token(token: Any, keys: KeySet, client: Client, attempt: Attempt) -> dict[str, Any]:
    claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
    checks = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": client.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client.client_id},
        exp={"essential": True},
        nonce={"essential": True, "value": attempt.nonce},
    )
    checks.validate(claims)
    if claims.get("azp", client.client_id) != client.client_id:
        raise OidcError("this token is for another client")
    if attempt.again and claims.get("auth_time", 0) < attempt.begun - LEEWAY:
        raise OidcError("the person did not sign in again")
    return claims


def _userinfo(
    session: OAuth2Client, about: dict[str, Any], keys: KeySet, client: Client, subject: str
) -> dict[str, Any]:
    """Name and e-mail: JSON at Keycloak's, a signed token at ProConnect's; the same person, or nothing is taken."""
    if "userinfo_endpoint" not in about:
        return {}
    answer = session.get(_secure(about["userinfo_endpoint"]))
    answer.raise_for_status()
    if answer.headers.get("content-type", "").startswith("application/jwt"):
        said = jwt.decode(answer.text.strip(), keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(leeway=LEEWAY, iss={"value": client.issuer}, aud={"value": client.client_id}).validate(
            said
        )
    else:
        said = answer.json()
    if said.get("sub") != subject:
        raise OidcError("the person's facts are somebody else's")
    return {name: said[name] for name in ("name", "given_name", "usual_name", "family_name", "email") if name in said}


def _name(known: dict[str, Any]) -> str:
    parts = [known.get("given_name"), known.get("usual_name") or known.get("family_name")]
    whole = " ".join(str(part) for part in parts if part) or str(known.get("name") or "")
    return " ".join(whole.split())[:120]


def _discovered(issuer: str) -> dict[str, Any]:
    about: dict[str, Any] = _json(_secure(issuer).rstrip("/") + "/.well-known/openid-configuration")
    if about.get("issuer") != issuer:
        raise OidcError("the provider has another name than the one configured")
    return about


def _json(url: str) -> Any:
    try:
        answer = httpx.get(url, timeout=SECONDS)
        answer.raise_for_status()
        return answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise OidcError(f"the provider does not answer ({type(error).__name__})") from None


def _secure(url: str) -> str:
    """HTTPS, or this machine for trying."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise OidcError("the provider must be reached over HTTPS")
    return url


def _session(client: Client, about: dict[str, Any], scope: str | None) -> OAuth2Client:
    methods = about.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    method = "client_secret_post" if "client_secret_post" in methods else "client_secret_basic"
    return OAuth2Client(
        client_id=client.client_id,
        client_secret=client.client_secret,
        token_endpoint_auth_method=method,
        redirect_uri=client.redirect_uri,
        scope=scope,
        code_challenge_method="S256",
        timeout=SECONDS,
    )


def _signature(content: str, secret: str) -> str:
    return hmac.new(secret.encode(), b"oidc " + content.encode(), sha256).hexdigest()
