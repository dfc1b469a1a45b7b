"""The form of each kind of record: groups of fields with their French labels, read once from `form.yml`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pistes.french import typeset

_FILE = Path(__file__).with_name("form.yml")


@dataclass(frozen=True)
class Field:
    """One field. `type` says how it is read (`values.py`); `choices` maps codes to words; `columns` are its parts."""

    name: str
    label: str
    type: str
    help: str = ""
    required: bool = False
    min: int | None = None
    max: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    # The word of the empty choice.
    empty: str = "Choisir"
    columns: tuple["Field", ...] = ()


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """The form of a kind. `prefix` begins the ids of its new records."""

    kind: str
    name: str
    prefix: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field, in the order of the form."""
        return tuple(field for group in self.groups for field in group.fields)

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """Every form, by kind of record."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {kind: _form(raw, kind) for kind in raw["kinds"]}


def label_of(kind: str, name: str) -> str:
    """What a field is called; its own name for one that no form shows."""
    if name == "published":
        return "Publication"
    form = forms().get(kind)
    field = form.field(name) if form else None
    return field.label if field else name


def _form(raw: dict[str, Any], kind: str) -> Form:
    about = raw["kinds"][kind]
    groups = tuple(
        Group(typeset(group["title"]), tuple(_named(raw, kind, name) for name in group["fields"]))
        for group in [*about["groups"], *raw["ends"]]
    )
    return Form(kind, about["name"], about["prefix"], groups)


def _named(raw: dict[str, Any], kind: str, name: str) -> Field:
    fields = raw["fields"]
    return _field(raw, name, fields.get(f"{kind}.{name}") or fields[name])


def _field(raw: dict[str, Any], name: str, given: dict[str, Any]) -> Field:
    return Field(
        name=name,
        label=typeset(given["label"]),
        type=given["type"],
        help=typeset(given.get("help", "")),
        required=bool(given.get("required")),
        min=given.get("min"),
        max=given.get("max"),
        choices=tuple(raw["choices"][given["choices"]].items()) if "choices" in given else (),
        empty=given.get("empty", "Choisir"),
        columns=tuple(_field(raw, column["name"], column) for column in given.get("columns", ())),
    )
