"""A copy of the project in which a change is tried: its own code, data and database; the models are shared.

A model is named after its inputs. So once the patch is applied to the project itself, the candidate's model is found there
as already trained.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from passerelle.settings import ROOT
from pistes.analytics import fixes

FOLDERS = ("actions", "api", "bot", "data", "evaluation", "langue", "passerelle", "pistes")
FILES = ("config.yml", "uv.lock", "pyproject.toml")


def copy_project(target: Path, models: Path) -> Path:
    """A fresh copy of the project in `target`; its `var/models` is `models`."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, target / name)
    (target / ".venv-bot").symlink_to(ROOT / ".venv-bot")
    models.mkdir(parents=True, exist_ok=True)
    (target / "var").mkdir()
    (target / "var" / "models").symlink_to(models.resolve())
    return target


def apply(tree: Path, changes: Iterable[Mapping[str, Any]]) -> str:
    """Make the changes in a copy, one after the other; gives the whole patch against the project. Raises `FixError`."""
    touched: dict[Path, None] = {}
    for change in changes:
        patch = fixes.patch_of(tree, change)
        (tree / patch.path).parent.mkdir(parents=True, exist_ok=True)
        (tree / patch.path).write_text(patch.after, encoding="utf-8")
        touched[patch.path] = None
    return "".join(fixes.diff(path, _text(ROOT / path), _text(tree / path)) for path in touched)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def environment(tree: Path) -> dict[str, str]:
    """The environment of the commands run in a copy: none of the service's settings, so that nothing of it is touched."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PASSERELLE_")}
    return {**kept, "PASSERELLE_VAR": str(tree / "var"), "PYTHONPATH": str(tree)}
