"""The bot's model: trained when its inputs changed, reused otherwise, found by the hash of its inputs."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from passerelle.settings import ROOT

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


class TrainingFailed(RuntimeError):
    """Rasa could not train; the message holds the end of what it printed."""


def fingerprint() -> str:
    """A short hash of everything a model is made from."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _inputs() -> Iterator[Path]:
    for pattern in INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def bot_environment(gazetteer: Path) -> dict[str, str]:
    """The environment of every process of the bot: no telemetry, one thread, our own modules."""
    return {
        **os.environ,
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


def trained(folder: Path, gazetteer: Path, *, quiet: bool = False) -> tuple[Path, bool]:
    """The model of the present inputs in `folder`, and whether it had to be trained now.

    Raises `TrainingFailed`. A half-written model never takes the place of a whole one.
    """
    name = f"passerelle-{fingerprint()}"
    model = folder / f"{name}.tar.gz"
    if model.exists():
        return model, False
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"new-{os.getpid()}"
    command = [str(BOT_PYTHON), "-m", "rasa", "train", "--data", "data/nlu", "data/rules", "--domain", "bot/domain"]
    command += ["--config", "config.yml", "--out", str(temporary), "--fixed-model-name", name]
    result = subprocess.run(
        command, cwd=ROOT, env=bot_environment(gazetteer), text=True, capture_output=quiet, check=False
    )
    written = temporary / f"{name}.tar.gz"
    if result.returncode or not written.exists():
        raise TrainingFailed((result.stderr or result.stdout or "voir les messages ci-dessus")[-2000:])
    written.replace(model)
    temporary.rmdir()
    return model, True
