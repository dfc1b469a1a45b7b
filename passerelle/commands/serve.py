"""`passerelle serve api|bot`: one process alone, for several machines, systemd or containers; `run` does both on one."""

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from passerelle import processes
from passerelle.candidate.live import live_model
from passerelle.commands.run import check_danger_texts
from passerelle.model import deep_encoder, tuned_classes
from passerelle.settings import ROOT, Settings

app = typer.Typer(help="Un processus seul, sur plusieurs machines.", no_args_is_help=True)


@app.command("api")
def api(
    port: Annotated[int, typer.Option(help="Port d'écoute.")] = 8000,
    host: Annotated[str, typer.Option(help="Adresse d'écoute.")] = "127.0.0.1",
    model: Annotated[
        Path | None, typer.Option(help="Modèle, pour la recherche de danger ; celui de cette version.")
    ] = None,
) -> None:
    """L'API seule ; la base doit être au schéma de cette version (passerelle db upgrade)."""
    settings = _settings()
    try:
        check_danger_texts(settings)
    except processes.StartFailed as refused:
        raise _refused(str(refused)) from None
    environment = {}
    chosen = model or _model(settings)
    if settings.guard_encoder is None and chosen.exists() and (encoder := tuned_classes(chosen)):
        environment["PASSERELLE_GUARD_ENCODER"] = str(encoder)
    if settings.deep_encoder is None and (deep := deep_encoder(chosen.parent)):
        environment["PASSERELLE_DEEP_ENCODER"] = str(deep)
    _become(processes.api_child(host, port, environment, settings.var / "logs"))


@app.command("bot")
def bot(
    actions: Annotated[str, typer.Option(help="Adresse d'une API, par exemple http://10.0.0.2:8000.")],
    port: Annotated[int, typer.Option(help="Port d'écoute.")] = 5005,
    host: Annotated[str, typer.Option(help="Adresse d'écoute, jamais publique.")] = "127.0.0.1",
    model: Annotated[Path | None, typer.Option(help="Modèle ; par défaut, celui de cette version.")] = None,
    gazetteer: Annotated[Path | None, typer.Option(help="Répertoire des communes écrit par passerelle train.")] = None,
) -> None:
    """Le moteur seul, avec un modèle déjà entraîné (passerelle train)."""
    settings = _settings()
    chosen = model or _model(settings)
    places = gazetteer or settings.var / "gazetteer.json"
    for needed in (chosen, places):
        if not needed.exists():
            raise _refused(f"Il manque {needed} : lancez d'abord passerelle train.")
    url = f"{actions.rstrip('/')}/actions/webhook/{settings.secret}"
    _become(processes.bot_child(chosen, port, url, settings.secret, places, settings.var / "logs", host))


def _model(settings: Settings) -> Path:
    return live_model(settings.database, settings.var / "models")


def _settings() -> Settings:
    try:
        settings = Settings()
    except ValidationError as refused:
        raise _refused(" ".join(str(e["msg"]).removeprefix("Value error, ") for e in refused.errors())) from None
    if not settings.secret:
        raise _refused("PASSERELLE_SECRET est nécessaire : le même pour toutes les API et tous les moteurs.")
    return settings


def _refused(why: str) -> typer.Exit:
    typer.echo(why, err=True)
    return typer.Exit(1)


def _become(child: processes.Child) -> NoReturn:
    """Take the process's place: whoever started us watches it, stops it and keeps its log."""
    child.prepare()
    os.chdir(ROOT)
    os.execvpe(child.command[0], child.command, dict(child.environment))  # noqa: S606
