"""One cluster for all the tests of scale."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import postgres_binaries, postgres_cluster, redis_server

from .cluster import Cluster, start


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed")
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    models = Path(os.environ.get("PASSERELLE_VAR", "var")).resolve() / "models"
    with postgres_cluster(binaries) as postgres, redis_server() as redis:
        made = start(postgres, redis, tmp_path_factory.mktemp("cluster"), models)
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def cluster(running: Cluster) -> Cluster:
    running.ready()
    return running
