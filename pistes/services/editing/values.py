"""From what a form sends to the values of a record, and back.

A form is a mapping of input names to lists of texts. What comes back as it was written keeps its stored value, so that
opening and saving a record changes nothing, whatever an importer wrote in it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pistes.clock import PARIS
from pistes.french import typeset
from pistes.services.editing.form import Field
from pistes.services.editing.places import Places
from pistes.services.editing.readers import Wrong, read_text

Data = Mapping[str, Sequence[str]]
MOST_ROWS = 120
EMPTY: tuple[Any, ...] = (None, "", [], {})


def written(field: Field, value: Any, places: Places) -> dict[str, list[str]]:
    """`value` as the inputs of the form show it: every input name, with its texts."""
    if field.type == "rows":
        rows = [row for row in value or () if isinstance(row, Mapping)]
        return {
            f"{field.name}.{column.name}": [_text_of(column, row.get(column.name), places) for row in rows]
            for column in field.columns
        }
    if field.type == "parts":
        parts = value or {}
        return {
            f"{field.name}.{column.name}": [_text_of(column, parts.get(column.name), places)]
            for column in field.columns
        }
    if field.type in ("choices", "departments"):
        return {field.name: [str(code) for code in value or ()]}
    return {field.name: [_text_of(field, value, places)]}


def read(field: Field, data: Data, current: Any, places: Places) -> Any:
    """The value of `field` in `data`; `current` itself when it was not touched. Raises `Wrong`."""
    before = written(field, current, places)
    names = list(before)
    if (
        field.type != "bool"
        and all(_same(data.get(name, ()), before[name]) for name in names)
        and not (field.required and current in EMPTY)
    ):
        return current
    if field.type == "rows":
        value: Any = _rows(field, data, current, places)
    elif field.type == "parts":
        value = _parts(field, data, current, places)
    elif field.type == "choices":
        value = _several(data.get(field.name, ()), {code for code, _ in field.choices}, current)
    elif field.type == "departments":
        value = _several(data.get(field.name, ()), set(places.departments), current)
    else:
        value = read_text(field, _first(data, field.name), places)
    if field.required and value in EMPTY:
        raise Wrong("Ce champ est obligatoire.")
    return value


def _same(now: Sequence[str], before: Sequence[str]) -> bool:
    return _trimmed(now) == _trimmed(before)


def _trimmed(texts: Sequence[str]) -> list[str]:
    """Texts as browsers may send them back, without the blank ones at the end (rows offered and left empty)."""
    kept = [text.replace("\r\n", "\n").strip() for text in texts]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _text_of(field: Field, value: Any, places: Places) -> str:
    if field.type in ("lines", "places"):
        show = places.written if field.type == "places" else str
        return "\n".join(show(str(line)) for line in value or ())
    if field.type == "tri":
        return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else ""
    if value is None:
        return ""
    if field.type == "bool":
        return "yes" if value else ""
    if field.type == "commune":
        return places.written(str(value))
    if field.type == "float":
        return f"{value}".replace(".", ",")
    if field.type == "instant":
        return _local(str(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _local(instant: str) -> str:
    """« 2026-11-28T10:00 » in Europe/Paris, what a date and time input shows; the text itself when it is no instant."""
    try:
        moment = datetime.fromisoformat(instant)
    except ValueError:
        return instant
    moment = moment.astimezone(PARIS) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M")


def _first(data: Data, name: str) -> str:
    texts = data.get(name) or ("",)
    return texts[0]


def _rows(field: Field, data: Data, current: Any, places: Places) -> list[dict[str, Any]]:
    columns = [(column, list(data.get(f"{field.name}.{column.name}", ()))) for column in field.columns]
    count = max((len(texts) for _, texts in columns), default=0)
    if count > MOST_ROWS:
        raise Wrong(f"Pas plus de {MOST_ROWS} lignes.")
    known = {
        tuple(_text_of(column, row.get(column.name), places) for column in field.columns): row
        for row in current or ()
        if isinstance(row, Mapping)
    }
    found: list[dict[str, Any]] = []
    for index in range(count):
        texts = tuple((texts[index] if index < len(texts) else "").strip() for _, texts in columns)
        if not any(texts):
            continue
        found.append(dict(known[texts]) if texts in known else _row(field, texts, len(found) + 1, places))
    return found


def _row(field: Field, texts: Sequence[str], number: int, places: Places) -> dict[str, Any]:
    row = {}
    for column, text in zip(field.columns, texts, strict=True):
        try:
            value = read_text(column, text, places)
            if column.required and value in (None, ""):
                raise Wrong(f"« {column.label} » manque.")
        except Wrong as wrong:
            raise Wrong(typeset(f"Ligne {number} : {wrong}")) from None
        if value not in (None, ""):
            row[column.name] = value
    return row


def _parts(field: Field, data: Data, current: Any, places: Places) -> dict[str, Any]:
    value = dict(current or {})
    for column in field.columns:
        text = _first(data, f"{field.name}.{column.name}")
        if text.strip() == _text_of(column, value.get(column.name), places):
            continue
        try:
            part = read_text(column, text, places)
        except Wrong as wrong:
            raise Wrong(typeset(f"{column.label} : {wrong}")) from None
        if part in (None, ""):
            value.pop(column.name, None)
        else:
            value[column.name] = part
    return value


def _several(codes: Sequence[str], known: set[str], current: Any) -> list[str]:
    """Codes ticked, in the order sent; those that were stored before are kept even if no list names them."""
    before = [str(code) for code in current or ()]
    if set(codes) - known - set(before):
        raise Wrong("Ce choix n'est pas dans la liste.")
    return [*(code for code in before if code in codes or code not in known), *(c for c in codes if c not in before)]
