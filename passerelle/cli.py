"""The command line: `passerelle --help`."""

import typer
from sqlalchemy.exc import OperationalError, ProgrammingError

from passerelle.commands import (
    backup,
    bench,
    candidate,
    data,
    evaluate,
    import_,
    load,
    off,
    pilotage,
    purge,
    run,
    scorecard,
    serve,
    train,
    user,
)

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
app.command("count")(pilotage.count)
app.command("scorecard")(scorecard.scorecard)
app.command("purge")(purge.purge_command)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("off")(off.off)
app.command("on")(off.on)
app.command("import")(import_.import_)
app.command("refresh")(import_.refresh)
app.command("export")(data.export)
app.command("check-data")(data.check_data)
app.add_typer(candidate.app, name="candidate")
app.add_typer(data.db, name="db")
app.add_typer(load.app, name="load")
app.add_typer(serve.app, name="serve")
app.add_typer(import_.source_app, name="source")
app.add_typer(user.app, name="user")


def main() -> None:
    """Entry point of the `passerelle` script."""
    try:
        app()
    except (OperationalError, ProgrammingError) as error:
        # The first line of the driver's own words: never a statement, never what was in it.
        said = str(error.orig).splitlines()[0]
        typer.echo(
            f"La base ne répond pas, ou n'est pas au schéma de cette version : passerelle db upgrade. ({said})",
            err=True,
        )
        raise SystemExit(1) from None
