"""`passerelle candidate`: a correction trained and measured beside the live model, promoted or rolled back."""

import asyncio
import getpass
import json
import logging
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Annotated

import anyio.to_thread
import typer
from sqlalchemy.exc import SQLAlchemyError

from passerelle.candidate.job import LESS_URGENT, Job
from passerelle.candidate.measure import measure as measure_here
from passerelle.model import fingerprint
from passerelle.settings import ROOT, Settings
from pistes.analytics import fixes
from pistes.database import Database, make_engine
from pistes.repositories import candidates
from pistes.services import model_candidates as service

log = logging.getLogger(__name__)
app = typer.Typer(help="Essayer une correction dans un modèle candidat.", no_args_is_help=True)
SECONDS = 15.0
Who = Annotated[str, typer.Option("--by", help="Votre nom, pour le journal.")]


def _database() -> Database:
    return Database(make_engine(Settings().database))


def _fail(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(1)


@app.command("add")
def add(
    intent: Annotated[str, typer.Argument(help="Intention des phrases.")],
    sentences: Annotated[list[str], typer.Argument(help="Phrases d'habitant.")],
    by: Who = "",
) -> None:
    """Prépare un candidat avec ces exemples, maintenant ; l'assistant continue pendant ce temps."""
    change = {"kind": "exemple", "intention": intent, "phrases": "\n".join(sentences)}
    database = _database()
    try:
        patch = fixes.patch_of(ROOT, change)
        with database.write() as session:
            number = service.ask(session, datetime.now(UTC), by or getpass.getuser(), None, change, patch.text)
    except (fixes.FixError, service.CandidateError) as refused:
        raise _fail(refused) from None
    _work(database, number)


@app.command("work")
def work(number: Annotated[int | None, typer.Argument(help="Numéro ; le plus ancien en attente.")] = None) -> None:
    """Prépare un candidat demandé depuis la page ; l'application le fait d'elle-même."""
    database = _database()
    with database.read() as session:
        waiting = [row.id for row in candidates.in_state(session, "waiting")]
    if number is None and not waiting:
        typer.echo("Aucun candidat en attente.")
        return
    _work(database, number or waiting[0])


def _work(database: Database, number: int) -> None:
    os.nice(LESS_URGENT)
    Job(database, Settings(), number).work()
    with database.read() as session:
        row = candidates.by_id(session, number)
        state, error = (row.state, row.error) if row else ("inconnu", None)
    typer.echo(f"Candidat {number} : {state}. {error or ''}".rstrip())
    if state != "ready":
        raise typer.Exit(1)


@app.command("list")
def list_() -> None:
    """Les candidats, et le modèle en service."""
    with _database().read() as session:
        for row in candidates.latest(session):
            typer.echo(f"{row.id}  {row.state}  {row.progress} %  {row.at:%Y-%m-%d}  {row.by}  {row.model or ''}")
        typer.echo(f"En service : {service.live_model(session, fingerprint())}")


@app.command("promote")
def promote(
    number: int,
    accept: Annotated[bool, typer.Option("--accept", help="Accepter ce qui est moins bien.")] = False,
    by: Who = "",
) -> None:
    """Met un candidat en service ; le moteur est remplacé en quelques secondes."""
    try:
        with _database().write() as session:
            service.promote(session, datetime.now(UTC), by or getpass.getuser(), number, accepted=accept)
    except service.CandidateError as refused:
        raise _fail(refused) from None
    typer.echo("Mis en service. Retour au modèle d'avant : passerelle candidate rollback")


@app.command("rollback")
def rollback(by: Who = "") -> None:
    """Remet le modèle d'avant en service."""
    try:
        with _database().write() as session:
            model = service.roll_back(session, datetime.now(UTC), by or getpass.getuser())
    except service.CandidateError as refused:
        raise _fail(refused) from None
    typer.echo(f"De nouveau en service : {model}")


@app.command("measure", hidden=True)
def measure(sets: Annotated[bool, typer.Option("--sets")] = False) -> None:
    """Mesure cette copie du projet ; lit des questions en JSON, écrit la mesure en JSON."""
    folder = ROOT / "evaluation" / "sets" if sets else None
    typer.echo(json.dumps(measure_here(folder, json.loads(sys.stdin.read() or "[]")), ensure_ascii=False))


async def prepare_regularly(database: Database) -> None:
    """Work on the candidates that pages ask for, each in a process of its own, last in the queue for the processor."""
    base = await anyio.to_thread.run_sync(fingerprint)
    while True:
        try:
            if await anyio.to_thread.run_sync(_look, database, base):
                await _apart()
        except (SQLAlchemyError, OSError) as error:
            log.warning("candidates: not looked after (%s)", type(error).__name__)
        await asyncio.sleep(SECONDS)


def _look(database: Database, base: str) -> bool:
    """Whether a candidate waits; those of a project that has changed since are set aside."""
    with database.read() as session:
        if not candidates.in_state(session, "waiting", "working", "ready"):
            return False
    with database.write() as session:
        service.expire(session, datetime.now(UTC))
        service.set_aside_stale(session, base)
        return bool(candidates.in_state(session, "waiting"))


async def _apart() -> None:
    command = (sys.executable, "-m", "passerelle", "candidate", "work")
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL, start_new_session=True
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGTERM)
