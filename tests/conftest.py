"""What tests of several parts share."""

from collections.abc import Iterator

import pytest

from tests.servers import Postgres, postgres_binaries, postgres_cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL cluster of its own, gone at the end; the test is skipped where PostgreSQL is not installed."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_cluster(binaries) as cluster:
        yield cluster
