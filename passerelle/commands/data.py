"""`passerelle db`, `export`, `check-data`: the database and its content."""

from pathlib import Path
from typing import Annotated

import typer

from passerelle.settings import Settings
from pistes import schema
from pistes.database import Database, make_engine
from pistes.exports.writing import FORMATS, export_to
from pistes.importers.passerelle_records import KINDS, RecordRejected, read_record
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
    path: Annotated[Path, typer.Argument(help="Fichier à écrire.")],
    name: Annotated[str, typer.Option("--format", help="json, csv, xlsx ou data-inclusion.")] = "json",
    kind: Annotated[str | None, typer.Option(help="Un seul genre de fiches (reception_point, event…).")] = None,
) -> None:
    """Écrit toutes les fiches publiées, sans rien d'interne."""
    if name not in FORMATS:
        raise typer.BadParameter(f"format inconnu, il faut l'un de : {', '.join(FORMATS)}")
    if kind is not None and kind not in KINDS:
        raise typer.BadParameter(f"genre inconnu, il faut l'un de : {', '.join(KINDS)}")
    with open_database().read() as session:
        for told in export_to(session, path, name, kind):
            typer.echo(told)


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
