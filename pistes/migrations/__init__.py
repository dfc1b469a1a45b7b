"""Alembic migrations: the only way a table comes to be, in tests too."""
