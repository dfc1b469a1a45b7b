"""Which records leave the house: published ones, no example, in a stable order, a few at a time."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, with_polymorphic

from pistes.models import Commune, Record

BATCH = 500
_EVERY_KIND = with_polymorphic(Record, "*")


def published_records(session: Session, kind: str | None = None) -> Iterator[Record]:
    """Records to export, by id; `kind` None: every kind. Memory does not grow with their number."""
    last = ""
    while True:
        query = select(_EVERY_KIND).where(_EVERY_KIND.published, ~_EVERY_KIND.example, _EVERY_KIND.id > last)
        if kind is not None:
            query = query.where(_EVERY_KIND.kind == kind)
        found = list(session.scalars(query.order_by(_EVERY_KIND.id).limit(BATCH)))
        if not found:
            return
        yield from found
        last = found[-1].id
        for record in found:
            session.expunge(record)


def commune_names(session: Session) -> dict[str, str]:
    """Names of communes by INSEE code."""
    return {row.insee: row.name for row in session.execute(select(Commune.insee, Commune.name))}
