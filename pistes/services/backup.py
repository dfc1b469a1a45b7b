"""Backups of a whole database: one file that holds the data and a manifest, checked when written and when read.

SQLite is copied by its online backup API, PostgreSQL by `pg_dump`; both work while the application answers, and a restore
is one transaction: a reader sees all of the old data or all of the new.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select

from pistes import schema
from pistes.models import AuditEvent, Base, Conversation, Exchange, GivenAnswer, Record
from pistes.services import backup_copies as copies
from pistes.services.backup_copies import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
DATA = "data"
CHUNK = 1 << 20

# The columns that say when somebody last used or changed a database.
_ACTIVITY = (Exchange.at, AuditEvent.at, Conversation.last_at, GivenAnswer.at, Record.updated_at)


@dataclass(frozen=True)
class Manifest:
    """What a backup is. `made_at` is ISO 8601 in UTC; `rows` counts the rows of each table; `sha256` is of the data."""

    passerelle_backup: int
    made_at: str
    backend: str
    schema: str
    rows: dict[str, int]
    sha256: str


def write(engine: Engine, path: Path) -> Manifest:
    """Back the database up to `path` (readable by its owner only), verified before it takes its name.

    Raises `BackupError` when the database is empty or damaged, when the path exists, or when a program is missing.
    """
    if path.exists():
        raise BackupError(f"Ce fichier existe déjà : {path}")
    revision = schema.current(engine)
    if revision is None:
        raise BackupError("La base de données est vide : il n'y a rien à sauvegarder.")
    made_at = datetime.now(UTC)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        data = Path(folder) / DATA
        rows = copies.dump(engine, data, _counts)
        manifest = Manifest(FORMAT, made_at.isoformat(), _backend(engine), revision, rows, _sha256(data))
        whole = Path(folder) / "whole.tar.gz"
        _pack(whole, data, manifest)
        verify(whole)
        whole.replace(path)
    return manifest


def verify(path: Path) -> Manifest:
    """Read a backup whole; raises `BackupError` when a byte of it is not what was written."""
    with _unpacked(path) as (manifest, _):
        return manifest


def restore(engine: Engine, path: Path, *, force: bool = False) -> Manifest:
    """Put the backup in the place of the database's content, in one transaction.

    Raises `BackupError` for a damaged file, another kind of database, another schema than this version's, or a
    database used since the backup was made, unless `force`.
    """
    with _unpacked(path) as (manifest, data):
        if manifest.backend != _backend(engine):
            raise BackupError(
                f"Cette sauvegarde vient d'une base {manifest.backend}, la base réglée est {_backend(engine)}."
            )
        if manifest.schema != schema.head():
            raise BackupError(
                f"Cette sauvegarde a le schéma {manifest.schema}, cette version de Passerelle attend {schema.head()} : "
                "restaurez-la avec la version qui l'a faite, puis mettez à jour."
            )
        used = last_activity(engine)
        if used is not None and used > datetime.fromisoformat(manifest.made_at) and not force:
            raise BackupError(
                f"La base a servi après cette sauvegarde (le {used:%d/%m/%Y à %H:%M} UTC) : "
                "ce qui a suivi serait perdu. Pour l'accepter : --force"
            )
        copies.load(engine, data)
    return manifest


def last_activity(engine: Engine) -> datetime | None:
    """When somebody last used or changed the database; None for one that is empty or was never used."""
    tables = set(inspect(engine).get_table_names())
    found: list[datetime] = []
    with engine.connect() as connection:
        for column in _ACTIVITY:
            if column.class_.__tablename__ in tables:
                latest = connection.scalar(select(func.max(column)))
                found += [latest] if latest else []
    return max(found, default=None)


def _backend(engine: Engine) -> str:
    return engine.url.get_backend_name()


def _counts(connection: Connection) -> dict[str, int]:
    tables = set(inspect(connection).get_table_names())
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if table.name in tables
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(path: Path, data: Path, manifest: Manifest) -> None:
    written = data.with_name(MANIFEST)
    written.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    # Password hashes and masked texts: nobody else on the machine reads them.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            archive.add(written, MANIFEST)
            archive.add(data, DATA)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _unpacked(path: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the data of a backup, checked; both are gone when the block ends."""
    if not path.is_file():
        raise BackupError(f"Ce fichier n'existe pas : {path}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as folder:
        try:
            manifest, data = _read(path, Path(folder))
        except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(
                f"Ce fichier n'est pas une sauvegarde entière de Passerelle : {path} ({type(error).__name__})"
            ) from None
        if _sha256(data) != manifest.sha256:
            raise BackupError(f"Cette sauvegarde est abîmée (somme de contrôle) : {path}")
        copies.check(manifest.backend, data)
        yield manifest, data


def _read(path: Path, folder: Path) -> tuple[Manifest, Path]:
    data = folder / DATA
    with tarfile.open(path, "r:gz") as archive:
        described = archive.extractfile(MANIFEST)
        content = archive.extractfile(DATA)
        if described is None or content is None:
            raise KeyError(MANIFEST)
        manifest = Manifest(**json.load(described))
        if manifest.passerelle_backup != FORMAT:
            raise ValueError("another format")
        with data.open("wb") as file:
            while chunk := content.read(CHUNK):
                file.write(chunk)
        # Reading to the end makes gzip verify its own sum.
        while archive.fileobj is not None and archive.fileobj.read(CHUNK):
            pass
    return manifest, data
