"""The bot's model: trained when its inputs changed, reused otherwise, found by the hash of its inputs."""

import gzip
import hashlib
import logging
import os
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from langue import deep
from passerelle.children import die_with_parent
from passerelle.settings import ROOT

log = logging.getLogger(__name__)

BOT_PYTHON = ROOT / ".venv-bot" / "bin" / "python"

# What a model is made from. Wording is not: it can change without training.
INPUTS = (
    "config.yml",
    "uv.lock",
    "bot/domain/domain.yml",
    "bot/components/*.py",
    "data/nlu/**/*.yml",
    "data/rules/*.yml",
    "langue/**/*",
    "pistes/seed/territory.yml",
    "pistes/seed/communes.csv",
)


CHUNK = 1 << 20


class TrainingFailed(RuntimeError):
    """Rasa could not train; the message holds the end of what it printed."""


def fingerprint(root: Path = ROOT) -> str:
    """A short hash of everything a model is made from, in a copy of the project."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _inputs(root: Path) -> Iterator[Path]:
    for pattern in INPUTS:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def bot_environment(gazetteer: Path, deep_file: Path | None = None) -> dict[str, str]:
    """The environment of every process of the bot: no telemetry, one thread, our own modules."""
    return {
        **os.environ,
        **({"PASSERELLE_DEEP_ENCODER": str(deep_file)} if deep_file else {}),
        "PYTHONPATH": str(ROOT),
        "PASSERELLE_GAZETTEER": str(gazetteer),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_INTRA_OP_PARALLELISM_THREADS": "1",
        "TF_INTER_OP_PARALLELISM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "WARNING",
    }


def is_whole(path: Path) -> bool:
    """Whether a model's archive can be read to its last byte."""
    try:
        with gzip.open(path) as file:
            read = 0
            while chunk := file.read(CHUNK):
                read += len(chunk)
        return read > 0
    except (OSError, EOFError, zlib.error):
        return False


def keep_whole(model: Path) -> None:
    """Keep a copy of a model beside it, and take it back when the model is found broken.

    A broken model without a copy is put aside, so that it is trained again at the next start.
    """
    kept = model.with_suffix(".kept")
    if is_whole(model):
        if not kept.exists() or kept.stat().st_size != model.stat().st_size:
            _copy(model, kept)
    elif is_whole(kept):
        log.error("the model file is broken: its copy takes its place")
        _copy(kept, model)
    elif model.exists():
        log.error("the model file is broken, and there is no copy: put aside")
        model.replace(model.with_suffix(".broken"))


def tuned_classes(model: Path) -> Path | None:
    """The tuned encoder of a model's archive as a file of its own beside it, for the guard; None when it holds none.

    Raises OSError or `tarfile.TarError` when the archive cannot be read.
    """
    path = model.with_name(f"{model.name.removesuffix('.tar.gz')}.tuned.npz")
    if path.exists() and path.stat().st_mtime >= model.stat().st_mtime:
        return path
    with tarfile.open(model) as archive:
        member = next((one for one in archive if one.name.endswith("/tuned.npz")), None)
        source = archive.extractfile(member) if member else None
        if source is None:
            return None
        temporary = path.with_suffix(f".{os.getpid()}")
        with temporary.open("wb") as target:
            shutil.copyfileobj(source, target)
    temporary.replace(path)
    return path


def deep_encoder(folder: Path) -> Path | None:
    """The file of the deep encoder in `folder`, written when it is missing or damaged; None where it cannot be or run."""
    if not deep.supported():
        log.warning("the deep encoder cannot run here: the small models answer alone")
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return deep.compose(folder / "deep.bin")
    except (OSError, ValueError) as error:
        log.error("the deep encoder was not written: %s", error)
        return None


def _copy(source: Path, target: Path) -> None:
    temporary = target.with_suffix(f".{os.getpid()}")
    shutil.copyfile(source, temporary)
    temporary.replace(target)


def trained(folder: Path, gazetteer: Path, *, quiet: bool = False) -> tuple[Path, bool]:
    """The model of the present inputs in `folder`, and whether it had to be trained now.

    Raises `TrainingFailed`. A half-written model never takes the place of a whole one.
    """
    name = f"passerelle-{fingerprint()}"
    model = folder / f"{name}.tar.gz"
    keep_whole(model)
    if model.exists():
        return model, False
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("new-*"):
        # Of a training that was killed; the number is its process.
        if not Path("/proc", left.name.removeprefix("new-")).exists():
            shutil.rmtree(left, ignore_errors=True)
    temporary = folder / f"new-{os.getpid()}"
    command = [str(BOT_PYTHON), "-m", "rasa", "train", "--data", "data/nlu", "data/rules", "--domain", "bot/domain"]
    command += ["--config", "config.yml", "--out", str(temporary), "--fixed-model-name", name]
    # Training alone may use a second core: serving is faster with one thread a process.
    environment = bot_environment(gazetteer) | {"TF_INTRA_OP_PARALLELISM_THREADS": "2"}
    try:
        result = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            capture_output=quiet,
            check=False,
            preexec_fn=die_with_parent,
        )
        written = temporary / f"{name}.tar.gz"
        if result.returncode or not written.exists():
            raise TrainingFailed((result.stderr or result.stdout or "voir les messages ci-dessus")[-2000:])
        written.replace(model)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return model, True
