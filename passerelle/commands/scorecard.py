"""`passerelle scorecard`: one public page and its files, made again by anybody with one command.

Quality is measured on labelled messages, accessibility in a browser, traffic from the daily counts. Nothing of a
resident's text is in any of them.
"""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from api.pages.rendering import templates
from api.pilotage.exports import as_csv, safe
from evaluation.score import score
from langue.gazetteer import Gazetteer
from passerelle.accessibility import check
from passerelle.commands.evaluate import CLOCK
from passerelle.settings import ROOT, Settings
from passerelle.stack import running_stack
from pistes.analytics import report
from pistes.analytics.labels import number
from pistes.analytics.section import NOT_A_SURVEY, Section
from pistes.clock import PARIS
from pistes.database import Database, make_engine
from pistes.french import long_date
from pistes.repositories.analytics import Scope
from pistes.services.gazetteer import export_snapshot

# Sections that may be published: counts only. Groups of questions carry texts, and stay with managers.
PUBLIC = (
    "issues",
    "causes",
    "intentions",
    "themes",
    "pistes",
    "departements",
    "communes",
    "avis",
    "ecritures",
    "service",
)


def scorecard(
    output: Annotated[Path, typer.Argument(help="Dossier où écrire la page et les fichiers.")] = ROOT / "var" / "bilan",
    evaluation: Annotated[
        Path | None, typer.Option(help="Rapport JSON de « passerelle evaluate » ; sinon, l'évaluation est refaite.")
    ] = None,
    sets: Annotated[Path, typer.Option(help="Dossier des jeux étiquetés.")] = ROOT / "evaluation",
    url: Annotated[str | None, typer.Option(help="Adresse d'une instance déjà démarrée.")] = None,
    days: Annotated[int, typer.Option(min=7, help="Nombre de jours de trafic.")] = 91,
) -> None:
    """Publie le bilan : qualité, accessibilité, trafic, en une page et des fichiers ouverts."""
    measured, pages = _measure(evaluation, sets, url)
    settings = Settings()
    today = datetime.now(UTC).astimezone(PARIS).date()
    scope = Scope(today - timedelta(days=days), today - timedelta(days=1))
    sections = traffic(Database(make_engine(settings.database)), scope, settings.smallest_group, today)
    publish(output, measured, pages, sections, scope, today)
    typer.echo(f"Bilan écrit : {output / 'index.html'}")


def _measure(given: Path | None, sets: Path, url: str | None) -> tuple[dict[str, Any], dict[str, Any] | None]:
    if given is not None:
        return json.loads(given.read_text(encoding="utf-8")), check(url) if url else None
    if url:
        return score(url, sets)[0], check(url)
    with running_stack(None, {"PASSERELLE_CLOCK": CLOCK, "PASSERELLE_RATE_LIMIT": "off"}) as stack:
        return score(stack.url, sets)[0], check(stack.url)


def traffic(database: Database, scope: Scope, smallest: int, today: date) -> list[Section]:
    """The sections of the counts that may be published."""
    with database.read() as session:
        gazetteer = Gazetteer.from_snapshot(export_snapshot(session))
        made = report.build(session, report.Asked(scope, None, smallest, gazetteer, today))
    return [section for section in made.sections if section.id in PUBLIC]


def publish(
    output: Path,
    measured: dict[str, Any],
    pages: dict[str, Any] | None,
    sections: list[Section],
    scope: Scope,
    today: date,
) -> None:
    """Write `index.html`, `bilan.json`, `qualite.csv` and one CSV a section into `output`."""
    output.mkdir(parents=True, exist_ok=True)
    lines = quality_lines(measured)
    period = f"du {long_date(scope.since, weekday=False)} au {long_date(scope.until, weekday=False)}"
    values = {
        "lines": [(part, name, _percent(rate), _interval(rate), number(rate["n"])) for part, name, rate in lines],
        "pages": pages,
        "sections": sections,
        "period": period,
        "today": long_date(today, weekday=False),
        "not_a_survey": NOT_A_SURVEY,
    }
    html = templates.get_template("pilotage/bilan.html").render(values)
    (output / "index.html").write_text(html, encoding="utf-8")
    data = {
        "made_on": today.isoformat(),
        "quality": measured,
        "accessibility": pages,
        "traffic": {
            "since": scope.since.isoformat(),
            "until": scope.until.isoformat(),
            "note": NOT_A_SURVEY,
            "tables": {s.id: [{"label": row.label, "count": row.count} for row in s.rows] for s in sections},
        },
    }
    (output / "bilan.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    (output / "qualite.csv").write_bytes(_quality_csv(lines))
    for section in sections:
        (output / f"{section.id}.csv").write_bytes(as_csv(section, [f"Période : {period}"]))


def quality_lines(measured: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(set, measure, rate) of every rate of an evaluation's report, wherever it stands in it."""
    found = []
    for part, figures in measured.items():
        for name, figure in figures.items() if isinstance(figures, dict) else ():
            if isinstance(figure, dict) and {"rate", "low", "high", "n"} <= figure.keys():
                found.append((part, name, figure))
    return found


def _percent(rate: dict[str, Any]) -> str:
    return f"{number(100 * rate['rate'], 1)}\u00a0%"


def _interval(rate: dict[str, Any]) -> str:
    return f"{number(100 * rate['low'], 1)} à {number(100 * rate['high'], 1)}\u00a0%"


def _quality_csv(lines: list[tuple[str, str, dict[str, Any]]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["jeu", "mesure", "taux", "bas", "haut", "n"])
    for part, name, rate in lines:
        writer.writerow([safe(part), safe(name), rate["rate"], rate["low"], rate["high"], rate["n"]])
    return out.getvalue().encode("utf-8-sig")
