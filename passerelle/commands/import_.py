"""`passerelle import` and `refresh`: what other producers publish, brought in, with a report a person can act on."""

import asyncio
import getpass
import json
import logging
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from passerelle.commands.data import open_database
from passerelle.settings import Settings
from pistes.clock import paris_clock
from pistes.database import Database
from pistes.french import typeset
from pistes.importers.cleaning import read_day
from pistes.importers.detection import FORMATS
from pistes.importers.engine import Options
from pistes.importers.notes import COUNTS, COUNTS_FR, LEVELS_FR, ImportRefused, Level, Report
from pistes.importers.reporting import STATUS_FR, as_html
from pistes.models import ImportSource
from pistes.repositories.imports import due_sources
from pistes.repositories.imports import sources as sources_of
from pistes.services.importing import import_location
from pistes.services.refresh import refresh as refresh_sources

log = logging.getLogger(__name__)
source_app = typer.Typer(help="Les sources relues régulièrement.", no_args_is_help=True)

# Seconds between two looks at the sources that are due.
REFRESH_SECONDS = 900.0

# Lines of remarks shown on a screen; the rest is in the report files.
ON_SCREEN = 60
_COLOURS = {Level.REJECTED: "red", Level.CONFLICT: "magenta", Level.TO_CHECK: "yellow", Level.MENDED: "cyan"}


def import_(
    location: Annotated[str, typer.Argument(help="Fichier, dossier, archive ou adresse.", show_default=False)] = "",
    format_name: Annotated[str | None, typer.Option("--format", help="Format, s'il n'est pas reconnu.")] = None,
    source: Annotated[str | None, typer.Option(help="Nom de la source ; par défaut celui du format.")] = None,
    complete: Annotated[
        bool | None,
        typer.Option("--complete/--partial", help="Le fichier dit tout, ou non : ce qui n'y est plus est retiré."),
    ] = None,
    most_lost: Annotated[float, typer.Option(min=0, max=1, help="Part de fiches qui peuvent disparaître.")] = 0.2,
    day: Annotated[str | None, typer.Option("--date", help="Jour où les données étaient vraies (AAAA-MM-JJ).")] = None,
    trial: Annotated[bool, typer.Option("--dry-run", help="Essai : tout lire, ne rien écrire.")] = False,
    json_report: Annotated[Path | None, typer.Option("--json", help="Écrire aussi le rapport en JSON.")] = None,
    html_report: Annotated[Path | None, typer.Option("--html", help="Écrire aussi le rapport en HTML.")] = None,
    formats: Annotated[bool, typer.Option("--formats", help="Lister les formats connus.")] = False,
) -> None:
    """Importe des fiches ; le format est reconnu. Rien n'est changé si le fichier est abîmé."""
    if formats:
        for known in FORMATS:
            typer.echo(f"{known.name} : {known.label}")
        return
    if not location:
        raise typer.BadParameter("dites quel fichier, dossier, archive ou adresse importer")
    options = Options(
        by=f"commande:{getpass.getuser()}",
        today=paris_clock(Settings().clock)().date(),
        origin=source,
        complete=complete,
        most_lost=most_lost,
        trial=trial,
        day=_day(day),
    )
    console = Console()
    try:
        reports = _with_bar(console, location, options, format_name)
    except ImportRefused as refused:
        typer.echo(typeset(f"Import refusé : {refused}."), err=True)
        raise typer.Exit(1) from None
    for report in reports:
        show(console, report)
    _write_reports(reports, json_report, html_report)
    if any(report.status == "refused" for report in reports):
        raise typer.Exit(1)


def refresh(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Sources à relire ; par défaut celles qui sont dues.")
    ] = None,
) -> None:
    """Relit les sources configurées ; les dernières bonnes données restent si une source échoue."""
    settings = Settings()
    outcomes = refresh_sources(open_database(), settings.var / "sources", datetime.now(UTC), ids=sources or ())
    console = Console()
    for outcome in outcomes:
        if outcome.error:
            typer.echo(typeset(f"{outcome.source_id} : échec, dernières données gardées ({outcome.error})"), err=True)
        elif not outcome.changed:
            typer.echo(typeset(f"{outcome.source_id} : rien de nouveau"))
        for report in outcome.reports:
            show(console, report)
    if not outcomes:
        typer.echo("Aucune source à relire.")
    if any(outcome.error for outcome in outcomes):
        raise typer.Exit(1)


async def refresh_regularly(database: Database) -> None:
    """Read the sources that are due, every quarter of an hour, in a process of its own: answers are not slowed."""
    while True:
        await asyncio.sleep(REFRESH_SECONDS)
        try:
            if await asyncio.to_thread(_some_due, database):
                await _refresh_apart()
        except (SQLAlchemyError, OSError):
            log.exception("refresh of sources failed")


def _some_due(database: Database) -> bool:
    with database.read() as session:
        return bool(due_sources(session, datetime.now(UTC)))


async def _refresh_apart() -> None:
    quiet = asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "passerelle", "refresh")
    process = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()


@source_app.command("add")
def source_add(
    source_id: Annotated[str, typer.Argument(help="Nom court, qui ne change plus.")],
    location: Annotated[str, typer.Argument(help="Adresse, ou chemin d'un fichier ou d'un dossier.")],
    name: Annotated[str, typer.Option(help="Nom lisible.")] = "",
    format_name: Annotated[str | None, typer.Option("--format", help="Format, s'il n'est pas reconnu.")] = None,
    every_hours: Annotated[int, typer.Option("--every", min=1, help="Heures entre deux lectures.")] = 24,
    most_lost: Annotated[float, typer.Option(min=0, max=1, help="Part de fiches qui peuvent disparaître.")] = 0.2,
) -> None:
    """Ajoute une source, ou change ses réglages."""
    with open_database().write() as session:
        source = session.get(ImportSource, source_id) or ImportSource(id=source_id)
        source.name, source.location, source.format = name or source_id, location, format_name
        source.every_hours, source.most_lost = every_hours, most_lost
        session.add(source)
    typer.echo(typeset(f"Source {source_id} : relue toutes les {every_hours} heures."))


@source_app.command("list")
def source_list() -> None:
    """Liste les sources, leur dernière lecture et leurs échecs."""
    with open_database().read() as session:
        for source in sources_of(session):
            good = f"{source.last_good_at:%Y-%m-%d %H:%M}" if source.last_good_at else "jamais"
            failed = f", {source.failures} échecs ({source.last_error})" if source.failures else ""
            typer.echo(typeset(f"{source.id} : {source.location}, dernière lecture {good}{failed}"))


def show(console: Console, report: Report) -> None:
    """Print a report as tables."""
    console.print(
        Text(typeset(f"{STATUS_FR[report.status]} {report.location} ({report.format}, {report.seconds:.1f} s)"))
    )
    if report.message:
        console.print(Text(typeset(report.message), style="bold"))
    counts = Table(show_header=False)
    for name in COUNTS:
        counts.add_row(COUNTS_FR[name], str(report.counts[name]))
    console.print(counts)
    if not report.notes:
        return
    table = Table("Ligne", "Fiche", "Champ", "Valeur", "Raison", "Fait", "Niveau")
    ordered = sorted(report.notes, key=lambda note: list(Level).index(note.level), reverse=True)
    for note in ordered[:ON_SCREEN]:
        cells = (str(note.line or ""), note.record or "", note.field, note.value or "", note.reason, note.done)
        table.add_row(*map(Text, cells), Text(LEVELS_FR[note.level], style=_COLOURS.get(note.level, "")))
    console.print(table)
    if len(ordered) > ON_SCREEN:
        console.print(typeset(f"{len(ordered) - ON_SCREEN} autres remarques : voir --json ou --html."))


def _with_bar(console: Console, location: str, options: Options, format_name: str | None) -> list[Report]:
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("lecture", total=None)

        def advance(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        return import_location(open_database(), location, options, format_name=format_name, progress=advance)


def _write_reports(reports: list[Report], json_path: Path | None, html_path: Path | None) -> None:
    if json_path is not None:
        content = [report.as_dict() for report in reports]
        whole = content[0] if len(content) == 1 else {"runs": content}
        json_path.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    if html_path is not None:
        html_path.write_text("\n".join(as_html(report) for report in reports), encoding="utf-8")


def _day(written: str | None) -> date | None:
    if written is None:
        return None
    day = read_day(written)
    if day is None:
        raise typer.BadParameter("cette date n'existe pas")
    return day
