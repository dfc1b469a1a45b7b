"""Redis only shares the limits: without it each process counts for itself, and nobody waits."""

import time

import pytest

from tests.servers import Redis

from .life import Life

pytestmark = pytest.mark.faults


@pytest.fixture
def server(redis: Redis | None) -> Redis:
    if redis is None:
        pytest.skip("redis-server is not installed")
    return redis


def test_down_and_back(life: Life, server: Redis) -> None:
    life.client.ask()
    server.stop()
    try:
        started = time.monotonic()
        assert life.client.ask()["outcome"] == "answered"
        assert time.monotonic() - started < 2
        life.client.danger()
    finally:
        server.start()
    life.healed()


def test_hung(life: Life, server: Redis) -> None:
    import psutil

    assert server.process is not None
    process = psutil.Process(server.process.pid)
    process.suspend()
    try:
        for _ in range(3):
            assert life.client.ask()["outcome"] == "answered"
        started = time.monotonic()
        life.client.ask()
        assert time.monotonic() - started < 1
    finally:
        process.resume()
    life.healed()
