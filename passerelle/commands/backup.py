"""`passerelle backup` and `passerelle restore`: the whole database in one file, and back."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from passerelle.commands.data import open_database
from passerelle.commands.purge import purge_now
from passerelle.settings import Settings
from pistes.repositories import people
from pistes.services import backup as backups
from pistes.services.backup_copies import BackupError


def backup(
    path: Annotated[Path | None, typer.Argument(help="Fichier à écrire ; par défaut, daté, dans var/backups.")] = None,
    keep: Annotated[int, typer.Option(min=0, help="Nombre de sauvegardes datées à garder ; 0 : toutes.")] = 0,
) -> None:
    """Sauvegarde la base de données, pendant qu'elle sert, et vérifie la copie."""
    folder = Settings().var / "backups"
    target = path or folder / f"passerelle-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    try:
        manifest = backups.write(open_database().engine, target)
    except (BackupError, SQLAlchemyError, OSError) as error:
        raise _refused("La sauvegarde a échoué", error) from None
    typer.echo(f"Sauvegarde vérifiée : {target} ({sum(manifest.rows.values())} lignes, schéma {manifest.schema})")
    if keep and path is None:
        for old in sorted(folder.glob("passerelle-*.tar.gz"))[:-keep]:
            old.unlink()


def restore(
    path: Annotated[Path, typer.Argument(help="Sauvegarde à restaurer.")],
    force: Annotated[bool, typer.Option("--force", help="Même si la base a servi depuis la sauvegarde.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Vérifier seulement, ne rien restaurer.")] = False,
) -> None:
    """Remet la base de données dans l'état d'une sauvegarde ; l'application peut continuer de répondre."""
    try:
        if check:
            manifest = backups.verify(path)
        else:
            database = open_database()
            manifest = backups.restore(database.engine, path, force=force)
            # Connections opened before know the old tables.
            database.dispose()
            with database.write() as session:
                people.audit(session, datetime.now(UTC), f"commande:{getpass.getuser()}", "restore", path.name)
            # What was to be forgotten since the backup is forgotten now.
            purge_now(database, Settings())
    except (BackupError, SQLAlchemyError, OSError) as error:
        raise _refused("La restauration n'a pas été faite", error) from None
    done = "Sauvegarde entière" if check else "Base restaurée"
    typer.echo(f"{done} : faite le {manifest.made_at}, {sum(manifest.rows.values())} lignes, schéma {manifest.schema}")


def _refused(what: str, error: Exception) -> typer.Exit:
    said = str(error) if isinstance(error, BackupError) else f"{type(error).__name__} : {str(error).splitlines()[0]}"
    typer.echo(f"{what}. {said}", err=True)
    return typer.Exit(1)
