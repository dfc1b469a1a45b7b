"""Creates the content of a fresh database: the territory, then the project's records or one file of records instead."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from pistes.importers.passerelle_records import VERSION, RecordRejected, read_record
from pistes.models import Record
from pistes.search import index_records
from pistes.seed.territory import FOLDER, load_territory

RECORDS = FOLDER / "records"


class SeedError(ValueError):
    """A file of records that cannot be read; the message names the file and the record."""


def load_seed(session: Session, records_file: Path | None = None, *, examples: bool = True) -> int:
    """Fill an empty database and index it; gives the number of records.

    `records_file` replaces the project's own records: a fresh database then holds only that file's. Raises `SeedError`.
    """
    load_territory(session)
    session.flush()
    files = [records_file] if records_file else sorted(RECORDS.glob("*.yml"))
    count = 0
    for path in files:
        for raw in read_file(path):
            if raw.get("example") and not examples:
                continue
            try:
                record = read_record(raw)
            except RecordRejected as rejected:
                raise SeedError(f"{path.name}, {raw.get('id')} : {rejected}") from None
            record.origin, record.origin_id = "seed", record.id
            session.add(record)
            count += 1
    session.flush()
    index_records(session)
    return count


def read_file(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON or YAML file of the interchange format; raises `SeedError` when it is not one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SeedError(f"{path.name} : illisible ({type(error).__name__})") from None
    if not isinstance(content, dict) or content.get("passerelle_records") != VERSION:
        raise SeedError(f"{path.name} : ce n'est pas un fichier « passerelle_records » version {VERSION}")
    yield from content.get("records") or []


def is_filled(session: Session) -> bool:
    """Whether the database holds records already."""
    return session.scalar(select(Record.id).limit(1)) is not None
