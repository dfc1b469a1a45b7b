"""`passerelle train`: the bot's model, trained when its inputs changed."""

import typer

from passerelle.commands.run import prepare_database
from passerelle.model import TrainingFailed, trained
from passerelle.settings import Settings


def train() -> None:
    """Entraîne le modèle de langue si ses données ont changé."""
    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    gazetteer = prepare_database(settings.database, settings.var, None, examples=settings.show_examples)
    try:
        model, new = trained(settings.var / "models", gazetteer)
    except TrainingFailed as failed:
        typer.echo(f"L'entraînement a échoué. {failed}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{'Modèle entraîné' if new else 'Modèle déjà à jour'} : {model}")
