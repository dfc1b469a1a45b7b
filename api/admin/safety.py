"""What answers danger: the rules that choose help lines (read only here), and who reviewed which text."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.admin.danger_texts import texts_to_review
from api.admin.pages import Administrator, Who, admin_page, refused
from api.auth.session import check_csrf
from api.context import Ctx
from api.problems import Problem
from pistes.repositories import editing
from pistes.repositories.records import by_ids
from pistes.services.editing import reviews
from pistes.services.editing.form import forms
from pistes.services.editing.rights import EditingError

router = APIRouter(prefix="/admin/danger", include_in_schema=False)
_ANSWER = "utter_danger__"
_OTHERS = {
    "program": "Ce que dit le programme de lui-même",
    "program_child": "Ce que dit le programme de lui-même, à un enfant",
    "second_step": "Quand la ligne est occupée ou fermée",
    "second_step_child": "Quand la ligne est occupée ou fermée, à un enfant",
}
WRITERS = {
    "child": "un enfant",
    "parent": "un parent",
    "author": "l’auteur des violences",
    "neighbour": "un voisin",
    "teacher": "un enseignant",
    None: "n’importe qui",
}


@router.get("", response_class=HTMLResponse)
def safety(request: Request, ctx: Ctx, who: Who, fait: Annotated[str, Query(max_length=10)] = "") -> Response:
    """Les règles et les textes du danger, avec leur relecture."""
    with ctx.database.read() as session:
        rules = editing.help_line_rules(session)
        names = {line.id: line.title for line in by_ids(session, sorted({key for r in rules for key in r.lines}))}
        kinds = dict(_choices("help_line", "kinds"))
        statuses = reviews.statuses(session, texts_to_review(session))
        values: dict[str, Any] = {
            "rules": [
                {
                    "kind": kinds.get(rule.kind, rule.kind),
                    "immediate": rule.immediate,
                    "writer": WRITERS.get(rule.writer, rule.writer),
                    "lines": [(key, names.get(key, key)) for key in rule.lines],
                }
                for rule in rules
            ],
            "statuses": statuses,
            "missing": sum(not status.current for status in statuses),
            "to_review": reviews.TO_REVIEW,
            "rules_name": reviews.RULES,
            "called": lambda name: _called(name, kinds),
            "done": "La relecture est notée." if fait else "",
            "today": ctx.now().date(),
        }
        return admin_page(request, ctx, who, "danger.html", values)


@router.post("/relecture", dependencies=[Depends(check_csrf)])
def reviewed(
    ctx: Ctx,
    who: Administrator,
    texte: Annotated[str, Form(max_length=120)],
    relecteur: Annotated[str, Form(max_length=200)] = "",
    le: Annotated[str, Form(max_length=10)] = "",
    note: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Note qu'un professionnel a relu un texte, tel qu'il est aujourd'hui."""
    try:
        day = date.fromisoformat(le)
    except ValueError:
        raise Problem(422, None, "Donnez la date de la relecture.") from None
    with ctx.database.write() as session:
        texts = texts_to_review(session)
        if texte not in texts:
            raise Problem(404, None, "Ce texte n'existe pas.")
        try:
            reviews.record_review(session, who, texte, texts[texte], relecteur, day, note, ctx.now())
        except EditingError as error:
            raise refused(error) from None
    return RedirectResponse("/admin/danger?fait=relu", 303)


def _called(name: str, kinds: dict[str, str]) -> str:
    """« Enfant en danger, écrit par un parent, urgence immédiate », from the name of a response."""
    kind = next((kind for kind in kinds if name.startswith(f"{_ANSWER}{kind}_")), None)
    if kind is None:
        return _OTHERS.get(name.removeprefix(_ANSWER), name.removeprefix(_ANSWER))
    writer, _, when = name.removeprefix(f"{_ANSWER}{kind}_").partition("_")
    by = WRITERS.get(None if writer == "default" else writer, writer)
    urgency = {"now": "urgence immédiate", "later": "sans urgence immédiate"}.get(when, when)
    return f"{kinds[kind]}, écrit par {by}, {urgency}"


def _choices(kind: str, name: str) -> tuple[tuple[str, str], ...]:
    field = forms()[kind].field(name)
    return field.choices if field else ()
