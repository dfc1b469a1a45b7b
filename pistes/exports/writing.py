"""One way in for the command line and the pages: a format and a path, out comes what is published."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from sqlalchemy.orm import Session

from pistes.exports.data_inclusion import write_data_inclusion
from pistes.exports.own_records import write_json
from pistes.exports.selection import commune_names, published_records
from pistes.exports.tables import NAMES_FR, kinds, write_csv, write_xlsx
from pistes.models import Procedure, ReceptionPoint, Record

FORMATS = ("json", "csv", "xlsx", "data-inclusion")


def export_to(session: Session, path: Path, name: str, kind: str | None = None) -> list[str]:
    """Write what is published (of one `kind`, or all) to `path`; gives sentences that tell what was written.

    CSV holds one kind a file: without `kind`, `fiches.csv` becomes `fiches-lieux.csv`, `fiches-activites.csv`…
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if name == "json":
        with path.open("w", encoding="utf-8") as out:
            return [f"{write_json(published_records(session, kind), out)} fiches écrites dans {path}"]
    if name == "xlsx":
        count = write_xlsx(_by_kind(session, kind), commune_names(session), path)
        return [f"{count} fiches écrites dans {path}"]
    if name == "csv":
        return _csv_files(session, path, kind)
    return _data_inclusion(session, path)


def _csv_files(session: Session, path: Path, kind: str | None) -> list[str]:
    told = []
    for one, records in _by_kind(session, kind):
        target = path if kind else path.with_name(f"{path.stem}-{NAMES_FR[one]}{path.suffix or '.csv'}")
        with target.open("w", encoding="utf-8-sig", newline="") as out:
            told.append(f"{write_csv(records, one, commune_names(session), out)} fiches écrites dans {target}")
    return told


def _data_inclusion(session: Session, path: Path) -> list[str]:
    points = cast("Iterator[ReceptionPoint]", published_records(session, "reception_point"))
    procedures = {one.key: one for one in cast("Iterator[Procedure]", published_records(session, "procedure"))}
    with path.open("w", encoding="utf-8") as out:
        structures, services, faults = write_data_inclusion(points, procedures, commune_names(session), out)
    return [f"{structures} structures et {services} services écrits dans {path}", *faults]


def _by_kind(session: Session, kind: str | None) -> Iterator[tuple[str, Iterator[Record]]]:
    for one in (kind,) if kind else kinds():
        yield one, published_records(session, one)
