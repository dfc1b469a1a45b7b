"""Backups: whole, checked, never restored over what is newer or of another version. The same on both databases."""

import tarfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from pistes import schema
from pistes.database import Database, make_engine
from pistes.models import AuditEvent, Department
from pistes.repositories import people
from pistes.services import backup
from pistes.services.backup_copies import BackupError

Make = Callable[[], Database]
_numbers = count()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes databases at this version's schema, all of one kind."""
    made: list[Database] = []

    def new() -> Database:
        number = next(_numbers)
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / f'{number}.db'}"
        else:
            url = request.getfixturevalue("postgres").create(f"backup_{number}")
        made.append(Database(make_engine(url)))
        schema.upgrade(made[-1].engine)
        return made[-1]

    yield new
    for database in made:
        database.dispose()


@pytest.fixture
def used(make: Make) -> Database:
    """A database somebody used yesterday."""
    database = make()
    with database.write() as session:
        session.add(Department(code="42", name="Loire", of_name="de la Loire"))
        people.audit(session, datetime.now(UTC) - timedelta(days=1), "essai", "sign-in")
    return database


def audits(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(AuditEvent)) or 0


class TestWrite:
    def test_counts_what_the_copy_holds(self, used: Database, tmp_path: Path) -> None:
        manifest = backup.write(used.engine, tmp_path / "b.tar.gz")
        assert manifest.rows["audit_event"] == 1
        assert manifest.schema == schema.head()

    def test_can_be_read_by_nobody_else(self, used: Database, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0

    def test_never_replaces_a_file(self, used: Database, tmp_path: Path) -> None:
        (tmp_path / "b.tar.gz").write_text("precious", encoding="utf-8")
        with pytest.raises(BackupError, match="existe déjà"):
            backup.write(used.engine, tmp_path / "b.tar.gz")

    def test_leaves_nothing_else_behind(self, used: Database, tmp_path: Path) -> None:
        folder = tmp_path / "backups"
        backup.write(used.engine, folder / "b.tar.gz")
        assert [path.name for path in folder.iterdir()] == ["b.tar.gz"]

    def test_is_one_moment_of_a_database_that_is_being_written(self, used: Database, tmp_path: Path) -> None:
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                with used.write() as session:
                    people.audit(session, datetime.now(UTC), "essai", "one")
                    people.audit(session, datetime.now(UTC), "essai", "two")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            manifest = backup.write(used.engine, tmp_path / "b.tar.gz")
        finally:
            stop.set()
            writer.join()
        # One from the start, then always two together.
        assert manifest.rows["audit_event"] % 2 == 1


class TestRestore:
    def test_brings_back_what_was_there(self, used: Database, make: Make, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        other = make()
        backup.restore(other.engine, tmp_path / "b.tar.gz")
        assert audits(other) == 1
        with other.read() as session:
            assert session.get(Department, "42") is not None

    def test_works_on_a_database_without_tables(self, used: Database, make: Make, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        empty = make()
        schema.downgrade(empty.engine)
        backup.restore(empty.engine, tmp_path / "b.tar.gz")
        assert schema.current(empty.engine) == schema.head()
        assert audits(empty) == 1

    def test_refuses_a_database_used_since(self, used: Database, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        with used.write() as session:
            people.audit(session, datetime.now(UTC), "essai", "later")
        with pytest.raises(BackupError, match="--force"):
            backup.restore(used.engine, tmp_path / "b.tar.gz")
        assert audits(used) == 2

    def test_goes_back_in_time_when_forced(self, used: Database, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        with used.write() as session:
            people.audit(session, datetime.now(UTC), "essai", "later")
        backup.restore(used.engine, tmp_path / "b.tar.gz", force=True)
        assert audits(used) == 1

    def test_refuses_another_schema_even_when_forced(self, used: Database, tmp_path: Path) -> None:
        with used.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        backup.write(used.engine, tmp_path / "b.tar.gz")
        with pytest.raises(BackupError, match="schéma 0000"):
            backup.restore(used.engine, tmp_path / "b.tar.gz", force=True)

    def test_is_seen_by_connections_opened_before(self, used: Database, tmp_path: Path) -> None:
        backup.write(used.engine, tmp_path / "b.tar.gz")
        with used.write() as session:
            people.audit(session, datetime.now(UTC), "essai", "later")
        # Another process restores; this one keeps its pool.
        other = make_engine(used.engine.url.render_as_string(hide_password=False))
        backup.restore(other, tmp_path / "b.tar.gz", force=True)
        other.dispose()
        assert audits(used) == 1
        with used.write() as session:
            people.audit(session, datetime.now(UTC), "essai", "after")
        assert audits(used) == 2


class TestDamage:
    @pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
    def test_one_changed_byte_is_found(self, used: Database, tmp_path: Path, where: float) -> None:
        path = tmp_path / "b.tar.gz"
        backup.write(used.engine, path)
        content = bytearray(path.read_bytes())
        content[int(len(content) * where)] ^= 0xFF
        path.write_bytes(content)
        with pytest.raises(BackupError):
            backup.verify(path)

    def test_a_cut_file_is_found(self, used: Database, tmp_path: Path) -> None:
        path = tmp_path / "b.tar.gz"
        backup.write(used.engine, path)
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(BackupError):
            backup.verify(path)

    def test_a_damaged_backup_changes_nothing(self, used: Database, tmp_path: Path) -> None:
        path = tmp_path / "b.tar.gz"
        backup.write(used.engine, path)
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(BackupError):
            backup.restore(used.engine, path, force=True)
        assert audits(used) == 1


def test_another_archive_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.txt", "a.txt")
    with pytest.raises(BackupError, match="pas une sauvegarde"):
        backup.verify(tmp_path / "a.tar.gz")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="n'existe pas"):
        backup.verify(tmp_path / "none.tar.gz")


@pytest.mark.postgresql
def test_a_backup_of_the_other_database_is_refused(postgres: object, tmp_path: Path) -> None:
    lite = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(lite)
    backup.write(lite, tmp_path / "b.tar.gz")
    other = make_engine(postgres.create("backup_other"))  # type: ignore[attr-defined]
    with pytest.raises(BackupError, match="vient d'une base sqlite"):
        backup.restore(other, tmp_path / "b.tar.gz")
    lite.dispose()
    other.dispose()
