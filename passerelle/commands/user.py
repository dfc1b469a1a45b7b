"""`passerelle user`: staff accounts; the first administrator is made here, there is no default password."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from passerelle.commands.data import open_database
from pistes.repositories import people
from pistes.services import accounts

app = typer.Typer(help="Les comptes des agents.", no_args_is_help=True)


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(help="Identifiant.")],
    role: Annotated[str, typer.Option(help="reception, manager, editor ou administrator.")] = "reception",
    name: Annotated[str, typer.Option(help="Nom affiché.")] = "",
    departments: Annotated[str, typer.Option(help="Codes séparés par des virgules ; vide : tous.")] = "",
    password: Annotated[str, typer.Option(prompt="Mot de passe", hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Crée un compte."""
    codes = [code.strip() for code in departments.split(",") if code.strip()]
    _change(lambda session: accounts.create_user(session, login, name, role, password, codes))
    typer.echo(f"Compte créé : {login} ({role})")


@app.command("password")
def set_password(
    login: str,
    password: Annotated[str, typer.Option(prompt="Mot de passe", hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Change un mot de passe et ferme les sessions ouvertes."""

    def change(session: Session) -> None:
        user = people.user_by_login(session, login)
        if user is None:
            raise accounts.AccountError(f"Ce compte n'existe pas : {login}.")
        user.password_hash = accounts.hash_password(password, user.login)
        user.failed_attempts, user.locked_until = 0, None
        people.end_sessions(session, user.id)

    _change(change)
    typer.echo("Mot de passe changé.")


@app.command("disable")
def disable(login: str) -> None:
    """Ferme un compte sans l'effacer."""

    def change(session: Session) -> None:
        user = people.user_by_login(session, login)
        if user is None:
            raise accounts.AccountError(f"Ce compte n'existe pas : {login}.")
        user.active = False
        people.end_sessions(session, user.id)

    _change(change)
    typer.echo("Compte fermé.")


@app.command("list")
def list_users() -> None:
    """Liste les comptes."""
    with open_database().read() as session:
        for user in people.users(session):
            state = "" if user.active else " (fermé)"
            typer.echo(f"{user.login:30} {user.role:15} {','.join(user.departments) or 'tous'}{state}")


def _change(change: Callable[[Session], Any]) -> None:
    try:
        with open_database().write() as session:
            change(session)
    except accounts.AccountError as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
