"""Errors as RFC 9457 `application/problem+json`, with French titles; one shape for every one of them."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

TITLES = {
    400: "Demande illisible",
    401: "Connexion nécessaire",
    403: "Accès refusé",
    404: "Introuvable",
    405: "Méthode refusée",
    409: "Conflit",
    413: "Demande trop volumineuse",
    415: "Type de contenu refusé",
    422: "Demande incomplète ou mal formée",
    429: "Trop de messages",
    500: "Erreur interne",
    503: "Service indisponible",
}


class Problem(Exception):
    """A refusal that the caller reads: HTTP status, French title and detail."""

    def __init__(
        self, status: int, title: str | None = None, detail: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail or title)
        self.status = status
        self.title = title or TITLES.get(status, "Erreur")
        self.detail = detail
        self.headers = headers or {}

    @classmethod
    def too_many(cls, seconds: int) -> "Problem":
        """429 with the wait in seconds."""
        wait = f"Vous avez envoyé beaucoup de messages. Réessayez dans {seconds} s."
        detail = f"{wait} En cas de danger : 15, 17, 112, ou 114 par SMS."
        return cls(429, None, detail, {"Retry-After": str(seconds)})


def problem_response(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The response of a problem."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status_code=status, headers=headers, media_type="application/problem+json")


def add_handlers(app: FastAPI) -> None:
    """Give every error the same shape; nothing of an exception or of the input is ever echoed."""

    @app.exception_handler(Problem)
    async def known(request: Request, problem: Problem) -> Response:
        return problem_response(problem.status, problem.title, problem.detail, problem.headers)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        title = TITLES.get(error.status_code, "Erreur")
        return problem_response(error.status_code, title, title, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        if any(e["type"] == "json_invalid" for e in error.errors()):
            return problem_response(400, TITLES[400], "Le corps de la demande n'est pas du JSON valide.")
        fields = sorted({".".join(str(part) for part in e["loc"][1:]) for e in error.errors()} - {""})
        return problem_response(422, TITLES[422], f"Champs à corriger : {', '.join(fields) or 'corps de la demande'}.")

    @app.exception_handler(OperationalError)
    async def database_down(request: Request, error: OperationalError) -> Response:
        detail = "La base de données ne répond pas. Réessayez dans quelques secondes."
        return problem_response(503, TITLES[503], detail, {"Retry-After": "5"})

    @app.exception_handler(Exception)
    async def unexpected(request: Request, error: Exception) -> Response:
        return problem_response(500, TITLES[500], "Une erreur est survenue. Réessayez dans un instant.")
