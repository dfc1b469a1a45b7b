"""The work on a candidate: copy, train, measure before and after, compare. Its state is in the database at every step."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from passerelle.candidate import tree
from passerelle.children import die_with_parent
from passerelle.model import fingerprint
from passerelle.settings import Settings
from pistes.analytics.facets import UNANSWERED
from pistes.analytics.fixes import FixError
from pistes.database import Database
from pistes.repositories import candidates, questions
from pistes.repositories.analytics import Scope
from pistes.repositories.questions import Filter
from pistes.services import model_candidates as service

# Questions of the group that are asked to both, and messages of the sets shown as lost or won, at most.
QUESTIONS, SHOWN = 200, 50
QUESTION_DAYS = 91
LESS_URGENT = 10
# Each step and how much of the work is done when it begins.
STEPS = {"copy": 0, "train_before": 3, "measure_before": 20, "train": 45, "measure": 70, "done": 100}


class WorkFailed(RuntimeError):
    """A command of the work failed; the message is the end of what it printed."""


Run = Callable[[Path, Sequence[str], str], str]


def run_in(copy: Path, arguments: Sequence[str], given: str = "") -> str:
    """What `passerelle ARGUMENTS` prints when run in a copy of the project; raises `WorkFailed`."""
    command = [sys.executable, "-m", "passerelle", *arguments]
    done = subprocess.run(
        command,
        cwd=copy,
        env=tree.environment(copy),
        input=given,
        text=True,
        capture_output=True,
        check=False,
        preexec_fn=die_with_parent,
    )
    if done.returncode:
        raise WorkFailed((done.stderr or done.stdout)[-1000:])
    return done.stdout


@dataclass
class Job:
    """One candidate being worked on. `run` is how a command is run in the copy."""

    database: Database
    settings: Settings
    candidate_id: int
    run: Run = run_in

    def work(self) -> bool:
        """Do it all; False when somebody else does, or when it failed (the reason is on the candidate)."""
        with self.database.write() as session:
            if not candidates.claim(session, self.candidate_id, datetime.now(UTC)):
                return False
        folder = self.settings.var / "candidates"
        copy = folder / str(self.candidate_id)
        try:
            self._prepare_and_compare(copy, folder)
        except (WorkFailed, FixError, OSError, ValueError) as failed:
            self._save(state="failed", error=str(failed)[-1000:])
            return False
        finally:
            # Models stay in their own folder: the copy is of no more use.
            shutil.rmtree(copy, ignore_errors=True)
        return True

    def _prepare_and_compare(self, copy: Path, folder: Path) -> None:
        self._step("copy")
        base = fingerprint()
        earlier, own = self._changes(base)
        asked = json.dumps(self._questions(), ensure_ascii=False)
        tree.copy_project(copy, self.settings.var / "models")
        tree.apply(copy, earlier)
        before = self._measure(copy, asked, "before", folder)
        patch = tree.apply(copy, own) if not earlier else self._with_earlier(copy, earlier, own)
        after = self._measure(copy, asked, "", folder)
        report = compare(before, after, self.settings.smallest_group)
        self._save(
            state="ready", base=base, model=service.own_model(fingerprint(copy)), patch=patch, report=report,
            changes=[*earlier, *own], step="done", progress=STEPS["done"],
        )  # fmt: skip

    def _with_earlier(self, copy: Path, earlier: list[dict[str, Any]], own: list[dict[str, Any]]) -> str:
        """Make our changes above those of the live candidate; the patch holds both."""
        tree.copy_project(copy, self.settings.var / "models")
        return tree.apply(copy, [*earlier, *own])

    def _changes(self, base: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        with self.database.read() as session:
            row, live = candidates.by_id(session, self.candidate_id), service.live_candidate(session, base)
            return list(live.changes) if live else [], list(row.changes) if row else []

    def _questions(self) -> list[str]:
        """The masked questions of the group, those whole without what was masked."""
        with self.database.read() as session:
            row = candidates.by_id(session, self.candidate_id)
            if row is None or row.group_id is None:
                return []
            today = date.today()
            scope = Scope(today - timedelta(days=QUESTION_DAYS), today)
            rows = questions.behind(session, scope, Filter("group", str(row.group_id)), ())
        return [found.text for found in rows if "[" not in found.text][:QUESTIONS]

    def _measure(self, copy: Path, asked: str, which: str, folder: Path) -> dict[str, Any]:
        """Train and measure what the copy now holds; the sets are not asked twice to the very same project."""
        self._step(f"train_{which}" if which else "train")
        self.run(copy, ["train"], "")
        self._step(f"measure_{which}" if which else "measure")
        known = folder / f"measured-{contents(copy)}.json"
        sets = [] if known.exists() else ["--sets"]
        found: dict[str, Any] = json.loads(self.run(copy, ["candidate", "measure", *sets], asked))
        if known.exists():
            return {**found, **json.loads(known.read_text(encoding="utf-8"))}
        kept = {name: found[name] for name in ("report", "missed")}
        temporary = known.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        temporary.replace(known)
        return found

    def _step(self, name: str) -> None:
        self._save(step=name, progress=STEPS[name])

    def _save(self, **values: Any) -> None:
        with self.database.write() as session:
            row = candidates.by_id(session, self.candidate_id)
            if row is not None:
                for name, value in {**values, "touched_at": datetime.now(UTC)}.items():
                    setattr(row, name, value)


def contents(copy: Path) -> str:
    """A short hash of everything in a copy of the project."""
    digest = hashlib.sha256()
    for folder in (*tree.FOLDERS, *tree.FILES):
        paths = sorted((copy / folder).rglob("*")) if (copy / folder).is_dir() else [copy / folder]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(copy).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def compare(before: Mapping[str, Any], after: Mapping[str, Any], smallest: int) -> dict[str, Any]:
    """What a candidate's report holds; a group of less than `smallest` questions is not told."""
    missed = [{_key(row): row for row in one["missed"]} for one in (before, after)]
    lost = [_shown(row) for key, row in missed[1].items() if key not in missed[0]]
    won = [_shown(row) for key, row in missed[0].items() if key not in missed[1]]
    found: dict[str, Any] = {"before": before["report"], "after": after["report"], "lost": lost[:SHOWN]}
    found |= {"won": won[:SHOWN], "lost_count": len(lost), "won_count": len(won)}
    asked = sum(before["group"].values())
    if asked >= smallest:
        failed = [sum(Counter(one["group"])[str(outcome)] for outcome in UNANSWERED) for one in (before, after)]
        found["group"] = {"asked": asked, "failed_before": failed[0], "failed_after": failed[1]}
    return found


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("text")), str(row.get("why")).partition(":")[0]


def _shown(row: Mapping[str, Any]) -> dict[str, str]:
    got = row.get("got") or []
    return {"text": str(row.get("text")), "why": str(row.get("why")), "got": str(got[0]) if got else ""}
