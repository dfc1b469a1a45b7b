"""One stack for all faults, on a small disk of its own where it can be mounted, with a Redis of its own where there is one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from passerelle.stack import RunningStack, running_stack
from tests.servers import Redis, redis_server

from .life import Life

# `passerelle run` asks for 500 MB at start.
DISK = "900m"


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis | None]:
    if shutil.which("redis-server") is None:
        yield None
        return
    with redis_server() as server:
        yield server


@pytest.fixture(scope="session")
def small_disk() -> Iterator[Path | None]:
    """A file system of 900 MB, None where this user may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    try:
        yield folder if mounted.returncode == 0 else None
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "-l", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def var(small_disk: Path | None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = small_disk or tmp_path_factory.mktemp("var")
    # A copy of the trained models: one of them will be broken.
    models = Path(os.environ.get("PASSERELLE_VAR", "var")).resolve() / "models"
    (folder / "models").mkdir()
    for model in sorted(models.glob("passerelle-*.tar.gz")):
        shutil.copy(model, folder / "models")
    return folder


@pytest.fixture(scope="session")
def stack(var: Path, redis: Redis | None) -> Iterator[RunningStack]:
    environment = {
        "PASSERELLE_VAR": str(var),
        "PASSERELLE_RATE_CLIENT": "100000/minute",
        "PASSERELLE_RATE_CONVERSATION": "1000/minute",
        "PASSERELLE_REDIS_URL": redis.url if redis else "",
    }
    with running_stack(None, environment) as running:
        yield running


@pytest.fixture
def life(stack: RunningStack, var: Path) -> Life:
    """The stack, well, and what it has counted so far."""
    made = Life(stack, var)
    made.waits_for(made.ready)
    return made
