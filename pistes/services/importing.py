"""Imports from wherever a person points: a file, a folder, an archive or an address."""

import tempfile
from dataclasses import replace
from pathlib import Path

from pistes.database import Database
from pistes.importers.engine import Options, Progress, run_import
from pistes.importers.notes import ImportRefused, Report
from pistes.importers.opening import open_location
from pistes.importers.remote import fetch, is_address


def import_location(
    database: Database,
    location: str,
    options: Options,
    *,
    format_name: str | None = None,
    progress: Progress | None = None,
) -> list[Report]:
    """Import what `location` holds, one run and one report for each format met.

    Raises `ImportRefused` when nothing can be read at all; what a format refuses is told by its report.
    """
    with tempfile.TemporaryDirectory(prefix="passerelle-source-") as made:
        folder = Path(made)
        (folder / "unpacked").mkdir()
        path: Path | None = Path(location)
        if is_address(location):
            path = fetch(location, folder).path
        if path is None:
            raise ImportRefused("l'adresse n'a rien donné")
        groups, unknown = open_location(path, folder / "unpacked", format_name=format_name)
        reports = []
        for group in groups:
            # Several formats in one place are several sources.
            chosen = (
                options
                if len(groups) == 1 or not options.origin
                else replace(options, origin=f"{options.origin}-{group.format.name}")
            )
            reports.append(run_import(database, group.format, group.files, chosen, progress))
            reports[-1].location = location
        for name in unknown:
            reports[0].ignored(name)
        return reports
