"""The same change to many records: each with its own check, history and audit line; one refusal stops no other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from pistes.clock import PARIS
from pistes.models import Record
from pistes.services.accounts import SignedIn
from pistes.services.editing.form import forms
from pistes.services.editing.places import Places
from pistes.services.editing.readers import Wrong, clean, read_text
from pistes.services.editing.rights import EditingError
from pistes.services.editing.saving import apply, check_version, existing, publishable

ACTIONS = {
    "publish": "Publier",
    "unpublish": "Retirer de la publication",
    "verified": "Marquer vérifié aujourd’hui",
    "service": "Changer le service responsable",
    "rhythm": "Changer le rythme de relecture",
}
MOST = 200


@dataclass
class Result:
    """`done` and `unchanged` count records; `refused` holds (title or id, reason)."""

    done: int = 0
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def change_all(
    session: Session,
    who: SignedIn,
    chosen: Sequence[tuple[str, int]],
    action: str,
    value: str,
    places: Places,
    now: datetime,
) -> Result:
    """Apply `action` (a key of `ACTIONS`) to records, each (id, version as it was listed).

    Raises `EditingError` for an unknown action, a value that cannot be read, or more than `MOST` records.
    """
    if action not in ACTIONS:
        raise EditingError("Choisissez ce qu'il faut faire.")
    if not chosen or len(chosen) > MOST:
        raise EditingError(f"Cochez de 1 à {MOST} fiches.")
    wanted = _value(action, value, places)
    result = Result()
    for record_id, version in chosen:
        title = record_id
        try:
            record = existing(session, who, record_id)
            title = record.title
            check_version(session, record, version)
            changes = _changes(record, action, wanted, places, now)
            if changes:
                if action == "verified":
                    record.checked_by = who.login
                apply(session, who, record, changes, "bulk", now)
                session.flush()
        except EditingError as error:
            result.refused.append((title, str(error)))
            continue
        result.done += bool(changes)
        result.unchanged += not changes
    return result


def _value(action: str, text: str, places: Places) -> Any:
    name = {"service": "responsible_service", "rhythm": "review_every_days"}.get(action)
    if name is None:
        return None
    one = forms()["reception_point"].field(name)
    assert one is not None
    try:
        return read_text(one, clean(text), places)
    except Wrong as wrong:
        raise EditingError(f"{one.label} : {wrong}") from None


def _changes(record: Record, action: str, wanted: Any, places: Places, now: datetime) -> dict[str, tuple[Any, Any]]:
    today = now.astimezone(PARIS).date()
    if action == "publish" and not record.published and (errors := publishable(record, places, today).errors):
        raise EditingError("Pas publiable : " + " ".join(errors.values()))
    name, after = {
        "publish": ("published", True),
        "unpublish": ("published", False),
        "verified": ("checked_on", today),
        "service": ("responsible_service", wanted),
        "rhythm": ("review_every_days", wanted),
    }[action]
    before = getattr(record, name)
    return {} if before == after else {name: (before, after)}
