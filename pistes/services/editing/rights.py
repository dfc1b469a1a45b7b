"""Who may edit what, and the failures of editing that are told to a person."""

from collections.abc import Sequence

from pistes.services.accounts import Role, SignedIn
from pistes.services.editing.filled import Filled

EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


class EditingError(ValueError):
    """A change that cannot be made; the message is French and may be shown."""


class NotAllowed(EditingError):
    """The account's role or départements do not allow it."""


class Invalid(EditingError):
    """A form with errors, or a record that may not be published as it is."""

    def __init__(self, filled: Filled) -> None:
        super().__init__("Cette fiche n'est pas publiable : corrigez les champs signalés.")
        self.filled = filled


class Conflict(EditingError):
    """Somebody changed the record meanwhile: who, and which fields, in words."""

    def __init__(self, message: str, version: int, fields: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.version = version
        self.fields = list(fields)


def check(who: SignedIn, departments: Sequence[str]) -> None:
    """Raise `NotAllowed` unless `who` edits records of these départements."""
    if who.role not in EDITORS:
        raise NotAllowed("Votre compte ne permet pas de modifier les fiches.")
    if not who.covers(departments):
        raise NotAllowed("Cette fiche concerne un département qui n'est pas le vôtre.")


def may_edit(who: SignedIn, departments: Sequence[str]) -> bool:
    """Whether `who` edits records of these départements."""
    return who.role in EDITORS and who.covers(departments)
