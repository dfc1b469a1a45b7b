"""What every page of the back office needs: who is there, the form that was sent, the places, the template."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from api.auth.session import entrance
from api.context import Context
from api.pages.rendering import page
from api.problems import Problem
from pistes.services.accounts import Role, SignedIn
from pistes.services.editing.places import Places
from pistes.services.editing.rights import EditingError, NotAllowed

Who = Annotated[SignedIn, Depends(entrance("admin"))]
MOST_INPUTS = 2000


def administrator(who: Who) -> SignedIn:
    """A dependency: an administrator."""
    if who.role is not Role.ADMINISTRATOR:
        raise Problem(403, None, "Cette page est réservée aux personnes qui administrent le service.")
    return who


Administrator = Annotated[SignedIn, Depends(administrator)]


async def sent_form(request: Request) -> dict[str, list[str]]:
    """Every input of the form that was sent, with its texts; files are refused."""
    form = await request.form(max_fields=MOST_INPUTS, max_files=0)
    found: dict[str, list[str]] = {}
    for name, text in form.multi_items():
        if isinstance(text, str):
            found.setdefault(name, []).append(text)
    return found


SentForm = Annotated[dict[str, list[str]], Depends(sent_form)]


def first(form: dict[str, list[str]], name: str) -> str:
    """The first text of an input; empty when it was not sent."""
    return (form.get(name) or [""])[0]


def places_of(ctx: Context) -> Places:
    """The communes and départements that forms know."""
    return Places.of(ctx.gazetteer)


def refused(error: EditingError) -> Problem:
    """The refusal that a person reads."""
    return Problem(403 if isinstance(error, NotAllowed) else 422, None, str(error))


def admin_page(
    request: Request, ctx: Context, who: SignedIn, name: str, values: dict[str, Any], *, status: int = 200
) -> HTMLResponse:
    """A page of this part, for `who`."""
    known = {"site": {}, "who": who, "part": "admin", "is_administrator": who.role is Role.ADMINISTRATOR, **values}
    return page(request, ctx, f"admin/{name}", known, status=status)
