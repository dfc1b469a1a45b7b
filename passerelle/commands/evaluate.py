"""`passerelle evaluate`: quality of the real stack on a folder of labelled sets."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from evaluation.score import score
from passerelle.settings import ROOT
from passerelle.stack import running_stack

# The civil instant that the labels of every set refer to.
CLOCK = "2026-11-25T10:00:00+01:00"


def evaluate(
    sets: Annotated[Path, typer.Argument(help="Dossier des jeux étiquetés.")] = ROOT / "evaluation" / "sets",
    records: Annotated[Path | None, typer.Option(help="Fiches fixes des jeux (par défaut, celles du projet).")] = None,
    url: Annotated[str | None, typer.Option(help="Adresse d'une instance déjà démarrée.")] = None,
    output: Annotated[Path | None, typer.Option("--json", help="Rapport complet, en JSON.")] = None,
    errors: Annotated[Path | None, typer.Option(help="Messages manqués, un par ligne.")] = None,
) -> None:
    """Mesure la qualité des réponses sur des messages étiquetés."""
    if not sets.is_dir():
        typer.echo(f"Ce dossier n'existe pas : {sets}", err=True)
        raise typer.Exit(1)
    fixed = records or next(iter(sorted(sets.glob("records*.json"))), None)
    if url:
        report, missed = score(url, sets)
    else:
        frozen = {"PASSERELLE_CLOCK": CLOCK, "PASSERELLE_RATE_LIMIT": "off"}
        with running_stack(fixed.resolve() if fixed else None, frozen) as stack:
            report, missed = score(stack.url, sets)
    if output:
        output.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    if errors:
        lines = [json.dumps(row, ensure_ascii=False) for row in missed]
        errors.write_text("\n".join(lines), encoding="utf-8")
    for part, figures in report.items():
        typer.echo(part)
        _print(figures)


def _print(figures: Any) -> None:
    if not isinstance(figures, dict):
        return
    for name, figure in figures.items():
        if isinstance(figure, dict) and "rate" in figure:
            rate, low, high = (100 * figure[key] for key in ("rate", "low", "high"))
            typer.echo(f"  {name:28} {rate:5.1f} %  [{low:.1f}, {high:.1f}]  n={figure['n']}")
        elif name == "by_intent":
            worst = sorted((f["rate"], intent) for intent, f in figure.items())[:6]
            typer.echo("  " + ", ".join(f"{intent} {100 * rate:.0f} %" for rate, intent in worst))
        elif not isinstance(figure, dict | list):
            typer.echo(f"  {name:28} {figure}")
