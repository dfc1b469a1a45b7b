"""The command line: `passerelle --help`."""

import typer

from passerelle.commands import bench, data, evaluate, purge, run, train, user

app = typer.Typer(
    help="Passerelle : l'assistant des habitants de la Loire et de la Haute-Loire.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("bench")(bench.bench)
app.command("purge")(purge.purge_command)
app.command("export")(data.export)
app.command("check-data")(data.check_data)
app.add_typer(data.db, name="db")
app.add_typer(user.app, name="user")


def main() -> None:
    """Entry point of the `passerelle` script."""
    app()
