"""Alembic's entry point: the connection is given by `pistes.schema`, never read from a file."""

from typing import Literal

from alembic import context

from pistes.models import Base
from pistes.models.base import Instant


def include_object(thing: object, name: str | None, type_: str, reflected: bool, compare_to: object) -> bool:
    """Leave out what no model describes on purpose: the full-text side of each database."""
    if type_ == "index" and name == "ix_search_document_terms":
        return False
    return not (type_ == "table" and (name or "").startswith("search_fts"))


def render_item(type_: str, thing: object, autogen_context: object) -> str | Literal[False]:
    """Write our instants as plain timestamps: a migration must not change when the models do."""
    return "sa.DateTime(timezone=True)" if type_ == "type" and isinstance(thing, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=include_object,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
