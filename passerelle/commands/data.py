"""`passerelle db`, `export`, `check-data`: the database and its content."""

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from passerelle.settings import Settings
from pistes import schema
from pistes.database import Database, make_engine
from pistes.importers.passerelle_records import VERSION, RecordRejected, read_record, write_record
from pistes.models import Record
from pistes.repositories.records import counts_by_kind
from pistes.seed.content import RECORDS, SeedError, read_file

db = typer.Typer(help="Le schéma de la base de données.", no_args_is_help=True)


def open_database() -> Database:
    """The database of the settings."""
    return Database(make_engine(Settings().database))


@db.command("upgrade")
def upgrade() -> None:
    """Met la base au schéma de cette version."""
    schema.upgrade(open_database().engine)
    typer.echo(f"Schéma : {schema.head()}")


@db.command("status")
def status() -> None:
    """Affiche le schéma et le nombre de fiches."""
    database = open_database()
    typer.echo(f"Schéma : {schema.current(database.engine)} (cette version : {schema.head()})")
    with database.read() as session:
        for kind, count in sorted(counts_by_kind(session).items()):
            typer.echo(f"{kind} : {count}")


def export(
    path: Annotated[Path, typer.Argument(help="Fichier JSON à écrire.")],
) -> None:
    """Écrit toutes les fiches publiées, sans rien d'interne."""
    with open_database().read() as session:
        records = session.scalars(select(Record).where(Record.published, ~Record.example).order_by(Record.id))
        content = {"passerelle_records": VERSION, "records": [write_record(record) for record in records]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    typer.echo(f"{len(content['records'])} fiches écrites dans {path}")  # type: ignore[arg-type]


def check_data(
    paths: Annotated[list[Path] | None, typer.Argument(help="Fichiers à vérifier ; par défaut ceux du projet.")] = None,
) -> None:
    """Vérifie des fichiers de fiches sans rien écrire."""
    faults, seen = [], set()
    for path in paths or sorted(RECORDS.glob("*.yml")):
        try:
            rows = list(read_file(path))
        except SeedError as error:
            faults.append(str(error))
            continue
        for raw in rows:
            try:
                record = read_record(raw)
                if record.id in seen:
                    faults.append(f"{path.name}, {record.id} : identifiant en double")
                seen.add(record.id)
            except RecordRejected as rejected:
                faults.append(f"{path.name}, {raw.get('id')} : {rejected}")
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(f"{len(seen)} fiches lues, {len(faults)} à corriger.")
    if faults:
        raise typer.Exit(1)
