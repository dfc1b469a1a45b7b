"""`passerelle off` and `passerelle on`: the switch that residents see, with who did it and when."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from passerelle.commands.data import open_database
from pistes.services import off_switch

Site = Annotated[str | None, typer.Option(help="Un seul site (par exemple 42) ; tous sinon.")]
Who = Annotated[str | None, typer.Option("--by", help="Qui le fait, pour le journal ; le compte système sinon.")]


def off(
    message: Annotated[str, typer.Option(help="Ce que les habitants lisent à la place des réponses.")],
    site: Site = None,
    by: Who = None,
) -> None:
    """Arrête l'assistant et affiche un message ; les messages de danger restent traités."""
    said = message.strip()
    if not 1 <= len(said) <= off_switch.MAX_MESSAGE:
        typer.echo(f"Le message compte de 1 à {off_switch.MAX_MESSAGE} caractères.", err=True)
        raise typer.Exit(1)
    _switch(site, said, by, "Assistant arrêté")


def on(site: Site = None, by: Who = None) -> None:
    """Remet l'assistant en marche."""
    _switch(site, None, by, "Assistant en marche")


def _switch(site: str | None, message: str | None, by: str | None, done: str) -> None:
    who = f"commande:{by or getpass.getuser()}"
    try:
        with open_database().write() as session:
            changed = off_switch.switch(session, site, message, who, datetime.now(UTC))
    except off_switch.UnknownSite:
        typer.echo(f"Ce site n'existe pas : {site}" if site else "La base ne contient aucun site.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{done} : {', '.join(changed)}" if changed else "Rien à changer.")
