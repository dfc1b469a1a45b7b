"""Bringing a database to the schema of this version, and back, by Alembic's migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply the migrations up to `revision`, in one transaction."""
    with _writer(engine).begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Undo the migrations down to `revision`."""
    with _writer(engine).begin() as connection:
        command.downgrade(_config(connection), revision)


def revision(engine: Engine, message: str, revision_id: str) -> None:
    """Write a new migration from what the models say and the database does not yet (for developers)."""
    with engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=revision_id)


def current(engine: Engine) -> str | None:
    """The database's revision, None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The revision of this version."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _writer(engine: Engine) -> Engine:
    return engine.execution_options(passerelle_write=True)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
