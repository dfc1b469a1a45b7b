"""`passerelle run`: prepares what is missing, starts the bot and the API, prints the address."""

import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.admin.danger_texts import without_review
from passerelle import processes
from passerelle.candidate.live import Follower, LiveModels, live_model
from passerelle.model import BOT_PYTHON, TrainingFailed, deep_encoder, fingerprint, trained, tuned_classes
from passerelle.settings import Settings
from pistes import schema
from pistes.database import Database, make_engine
from pistes.seed.content import SeedError, is_filled, load_seed
from pistes.services.gazetteer import export_snapshot

# A model, a database and their logs need about this much; less is a disk that is about to be full.
NEEDED_BYTES = 500_000_000
READY_SECONDS = 120


def run(
    port: Annotated[int, typer.Option(help="Port d'écoute.")] = 8000,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    records: Annotated[Path | None, typer.Option(help="Base neuve ne contenant que les fiches de ce fichier.")] = None,
    no_examples: Annotated[bool, typer.Option("--no-examples", help="Sans les fiches d'exemple.")] = False,
) -> None:
    """Prépare ce qui manque, démarre l'assistant et affiche son adresse."""
    try:
        start(port, host, records, examples=not no_examples)
    except (processes.StartFailed, SeedError, TrainingFailed) as failed:
        typer.echo(f"Passerelle n'a pas démarré. {failed}", err=True)
        raise typer.Exit(1) from None
    except ValidationError as refused:
        reasons = " ".join(str(error["msg"]).removeprefix("Value error, ") for error in refused.errors())
        typer.echo(f"Passerelle n'a pas démarré. {reasons}", err=True)
        raise typer.Exit(1) from None
    except (SQLAlchemyError, OSError) as failed:
        typer.echo(f"Passerelle n'a pas démarré. {_reason(failed)}", err=True)
        raise typer.Exit(1) from None


def start(port: int, host: str, records: Path | None, *, examples: bool) -> None:
    """Prepare, start, wait until stopped; raises `StartFailed`, `SeedError`, `TrainingFailed`."""
    settings = Settings().with_secret()
    check_danger_texts(settings)
    processes.check_port(host, port)
    settings.var.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(settings.var).free < NEEDED_BYTES:
        raise processes.StartFailed(f"Le disque de {settings.var} est presque plein : il faut 500 Mo libres.")
    work = settings.var
    if records is not None:
        work = settings.var / f"records-{port}"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
    url = f"sqlite:///{work / 'passerelle.db'}" if records is not None else settings.database
    gazetteer = prepare_database(url, work, records, examples=examples and settings.env != "production")
    if not BOT_PYTHON.exists():
        raise processes.StartFailed("Il manque l'environnement du moteur (.venv-bot) : lancez ./scripts/run.")
    typer.echo("Modèle de langue…")
    model, new = trained(settings.var / "models", gazetteer)
    typer.echo("Modèle entraîné." if new else "Modèle déjà entraîné, réutilisé.")
    model = live_model(url, model.parent)
    bot_port = processes.free_port()
    environment = {
        "PASSERELLE_SECRET": settings.secret,
        "PASSERELLE_DATABASE_URL": url,
        "PASSERELLE_RASA_URL": f"http://127.0.0.1:{bot_port}",
        "PASSERELLE_EXAMPLES": str(examples).lower(),
    }
    if encoder := tuned_classes(model):
        environment["PASSERELLE_GUARD_ENCODER"] = str(encoder)
    if deep := deep_encoder(model.parent):
        environment["PASSERELLE_DEEP_ENCODER"] = str(deep)
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    actions = f"http://{address}:{port}/actions/webhook/{settings.secret}"
    logs = work / "logs"

    def bot(served: Path) -> processes.Child:
        return processes.bot_child(served, bot_port, actions, settings.secret, gazetteer, logs)

    children = [bot(model), processes.api_child(host, port, environment, logs)]
    follower = Follower(children[0], model, LiveModels(url, model.parent, fingerprint()), bot)
    _serve(children, f"http://{address}:{port}/", follower.look)


def check_danger_texts(settings: Settings) -> None:
    """In production the texts shown to people in danger are reviewed, or the operator accepts them as they are.

    Reviews are written down in the database (/admin/danger). Raises `StartFailed`.
    """
    if settings.env != "production" or settings.danger_texts_accepted:
        return
    if (missing := _unread_danger_texts(settings.database)) != 0:
        raise processes.StartFailed(
            "Des textes destinés aux personnes en danger n'ont pas été relus par des professionnels "
            f"({'aucune relecture notée' if missing is None else f'il en reste {missing}'}). Les relectures se notent dans "
            "/admin/danger (docs/conformite/relecture-danger.md). "
            "Pour accepter ces textes tels quels : PASSERELLE_DANGER_TEXTS_ACCEPTED=true"
        )


def _unread_danger_texts(url: str) -> int | None:
    """How many texts no professional has read as they are now; None for a database that is not made yet."""
    database = Database(make_engine(url))
    try:
        with database.read() as session:
            return len(without_review(session))
    except SQLAlchemyError:
        return None
    finally:
        database.dispose()


def prepare_database(url: str, work: Path, records: Path | None, *, examples: bool) -> Path:
    """Bring the database to this version's schema, fill it when it is empty, and write the bot's gazetteer."""
    database = Database(make_engine(url))
    try:
        if schema.current(database.engine) != schema.head():
            typer.echo("Base de données : mise à jour du schéma…")
            schema.upgrade(database.engine)
        with database.write() as session:
            if not is_filled(session):
                typer.echo("Base de données : chargement des communes et des fiches…")
                typer.echo(f"{load_seed(session, records, examples=examples)} fiches chargées.")
            snapshot = export_snapshot(session)
    finally:
        database.dispose()
    path = work / "gazetteer.json"
    temporary = path.with_suffix(f".{os.getpid()}")
    temporary.write_text(json.dumps(snapshot, ensure_ascii=False), encoding="utf-8")
    temporary.replace(path)
    return path


def _serve(children: list[processes.Child], address: str, tick: Callable[[], None]) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        for child in children:
            child.start()
        typer.echo("Démarrage…")
        _wait(children, stop)
        typer.echo(f"Passerelle répond sur {address}  (Ctrl-C pour arrêter)")
        sys.stdout.flush()
        processes.watch(children, stop, tick)
    except KeyboardInterrupt:
        pass
    finally:
        processes.stop_all(children)


def _wait(children: list[processes.Child], stop: threading.Event) -> None:
    """Wait for every process; without the bot we still answer, from the search, and it is tried again."""
    *bots, api = children
    processes.wait_ready([api], READY_SECONDS, lambda: _leave_if(stop))
    try:
        processes.wait_ready(bots, READY_SECONDS, lambda: _leave_if(stop))
    except processes.StartFailed as failed:
        typer.echo(f"{failed} En attendant, les réponses sont dégradées.", err=True)


def _leave_if(stop: threading.Event) -> None:
    if stop.is_set():
        raise KeyboardInterrupt


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == 28:
        return "Le disque est plein."
    return f"{type(error).__name__} : {str(error).splitlines()[0][:200]}" if str(error) else type(error).__name__
