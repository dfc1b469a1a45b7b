"""`passerelle load steady|overload|soak|import`: what the stack carries, sheds and keeps, each on a stack of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from sqlalchemy import func, select

from passerelle.commands.bench import texts
from passerelle.load.growth import Growth
from passerelle.load.places import write_places
from passerelle.load.traffic import full_speed, steady
from passerelle.settings import Settings
from passerelle.stack import RunningStack, running_stack
from pistes.database import Database, make_engine
from pistes.models import Exchange, Record

app = typer.Typer(help="Charge et endurance de l'ensemble.", no_args_is_help=True)

# The goals of the specification.
STEADY_P95_MS = 300.0
# « About zero »: less than this for 1,000 messages over the second half of a run.
MEMORY_MB_PER_1000 = 0.2
HANDLES_PER_1000 = 0.05
SAMPLES = 200
# For 100,000 lines or fewer, in proportion beyond.
IMPORT_SECONDS = 60.0
# Messages a second while an import runs: a busy hour of two départements (docs/scale.md).
IMPORT_PER_SECOND = 3.0

Output = Annotated[Path | None, typer.Option("--json", help="Rapport en JSON.")]


@app.command("steady")
def steady_command(
    per_second: Annotated[float, typer.Option(help="Messages par seconde.")] = 10.0,
    minutes: Annotated[float, typer.Option(help="Durée.")] = 60.0,
    output: Output = None,
) -> None:
    """Un débit constant : 95 % des réponses en 300 ms, aucune erreur, tout est compté."""
    with _stack() as (stack, database):
        full_speed(stack.url, texts(), 200, 8)
        before = _exchanges(database)
        answers = steady(stack.url, texts(), per_second, minutes * 60)
        report = {"per_second": per_second, "minutes": minutes, **answers.summary()}
        report["counted"] = _exchanges(database) - before == answers.stored
    passed = set(answers.statuses) == {200} and report["counted"] and report["p95_ms"] <= STEADY_P95_MS
    _finish(report, bool(passed), output)


@app.command("overload")
def overload_command(
    factor: Annotated[float, typer.Option(help="Multiple de ce que l'ensemble peut porter.")] = 3.0,
    seconds: Annotated[float, typer.Option(help="Durée.")] = 60.0,
    output: Output = None,
) -> None:
    """Plus que l'ensemble ne peut porter : il refuse en 429 ou 503, ne perd rien, puis répond comme avant."""
    with _stack() as (stack, database):
        _, capacity = full_speed(stack.url, texts(), 1_000, 64)
        before = _exchanges(database)
        answers = steady(stack.url, texts(), factor * capacity, seconds)
        report: dict[str, Any] = {"capacity_per_second": round(capacity, 1), "factor": factor, **answers.summary()}
        report["counted"] = _exchanges(database) - before == answers.stored
        after, _ = full_speed(stack.url, texts(), 100, 4)
        report["afterwards"] = after.summary()
    passed = set(answers.statuses) <= {200, 429, 503} and report["counted"] and set(after.statuses) == {200}
    _finish(report, bool(passed), output)


@app.command("soak")
def soak_command(
    messages: Annotated[int, typer.Option(help="Messages à envoyer, à pleine vitesse.")] = 216_000,
    at_once: Annotated[int, typer.Option(help="Habitants à la fois.")] = 16,
    output: Output = None,
) -> None:
    """L'endurance : mémoire, fichiers et connexions ne croissent pas."""
    with _stack() as (stack, database):
        full_speed(stack.url, texts(), 500, at_once)
        growth, every = Growth(stack.process.pid), max(1, messages // SAMPLES)
        before = _exchanges(database)

        def watch(sent: int) -> None:
            if sent % every == 0:
                growth.sample(sent)

        answers, per_second = full_speed(stack.url, texts(), messages, at_once, watch)
        report = {"messages": messages, "per_second": round(per_second, 1), **answers.summary(), **growth.summary()}
        report["counted"] = _exchanges(database) - before == answers.stored
    passed = (
        set(answers.statuses) == {200}
        and report["counted"]
        and report["memory_mb_per_1000"] <= MEMORY_MB_PER_1000
        and max(report["files_per_1000"], report["connections_per_1000"]) <= HANDLES_PER_1000
    )
    _finish(report, bool(passed), output)


@app.command("import")
def import_command(
    rows: Annotated[int, typer.Option(help="Lignes du fichier.")] = 100_000,
    output: Output = None,
) -> None:
    """Un grand import pendant que les habitants écrivent : durée, mémoire, et les réponses pendant ce temps."""
    with _stack() as (stack, database):
        var = Path(database.engine.url.database or "").parent
        source = var / "liste.csv"
        write_places(database, rows, source)
        before = _records(database)
        running = psutil.Popen(
            [sys.executable, "-m", "passerelle", "import", str(source), "--format", "france_services"],
            env=os.environ | {"PASSERELLE_VAR": str(var), "PASSERELLE_DATABASE_URL": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started, peak, meanwhile = time.monotonic(), 0.0, []
        while running.poll() is None:
            meanwhile.append(steady(stack.url, texts(), IMPORT_PER_SECOND, 1.0))
            with suppress(psutil.NoSuchProcess):
                peak = max(peak, running.memory_info().rss / 1e6)
        seconds = time.monotonic() - started
        statuses = sum((one.statuses for one in meanwhile), Counter[int]())
        report = {
            "rows": rows,
            "seconds": round(seconds, 1),
            "peak_memory_mb": round(peak, 1),
            "imported": _records(database) - before,
            "chat_statuses": {str(status): count for status, count in sorted(statuses.items())},
            "chat_slowest_ms": round(1000 * max(max(one.seconds, default=0.0) for one in meanwhile), 1),
        }
    passed = (
        report["imported"] == rows and set(statuses) == {200} and seconds <= IMPORT_SECONDS * max(1.0, rows / 100_000)
    )
    _finish(report, passed, output)


@contextmanager
def _stack() -> Iterator[tuple[RunningStack, Database]]:
    """A stack on a database of its own, without limits by client: all messages come from one machine."""
    with tempfile.TemporaryDirectory(prefix="passerelle-load-") as folder:
        var = Path(folder)
        (var / "models").symlink_to(Settings().var.resolve() / "models")
        environment = {"PASSERELLE_VAR": str(var), "PASSERELLE_RATE_LIMIT": "off", "PASSERELLE_DATABASE_URL": ""}
        with running_stack(None, environment) as stack:
            yield stack, Database(make_engine(f"sqlite:///{var / 'passerelle.db'}"))


def _exchanges(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Exchange)) or 0


def _records(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Record)) or 0


def _finish(report: dict[str, Any], passed: bool, output: Path | None) -> None:
    report = {"passed": passed, "processors": os.cpu_count(), **report}
    if output:
        output.write_text(json.dumps(report, indent=1), encoding="utf-8")
    typer.echo(json.dumps(report, indent=1))
    if not passed:
        raise typer.Exit(1)
