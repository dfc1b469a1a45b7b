"""A report as a page to keep or send: HTML that stands alone, no script, nothing taken from elsewhere."""

from html import escape

from pistes.french import typeset
from pistes.importers.notes import COUNTS, COUNTS_FR, LEVELS_FR, Note, Report

_STYLE = (
    "body{font-family:system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;"
    "vertical-align:top}th{background:#eee}.rejected{background:#fde7e7}.conflict,.to_check{background:#fff6dd}"
)


def as_html(report: Report) -> str:
    """The whole report as an HTML page in French."""
    counts = "".join(f"<tr><th scope='row'>{COUNTS_FR[n]}</th><td>{report.counts[n]}</td></tr>" for n in COUNTS)
    notes = "".join(_row(note) for note in report.notes)
    more = sum(report.not_listed.values())
    title = typeset(f"Import : {report.location}")
    message = f"<p><strong>{escape(typeset(report.message))}</strong></p>" if report.message else ""
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{escape(title)}</title>"
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f"<p>{escape(typeset(STATUS_FR[report.status]))}</p>{message}"
        f"<table><caption>Fiches</caption><tbody>{counts}</tbody></table><h2>Remarques ({len(report.notes) + more})</h2>"
        "<table><thead><tr><th scope='col'>Ligne</th><th scope='col'>Fiche</th><th scope='col'>Champ</th>"
        "<th scope='col'>Valeur</th><th scope='col'>Raison</th><th scope='col'>Ce qui a été fait</th>"
        f"<th scope='col'>Niveau</th></tr></thead><tbody>{notes}</tbody></table>"
        + (f"<p>{more} autres remarques ne sont pas listées.</p>" if more else "")
        + "</main></body></html>"
    )


STATUS_FR = {
    "done": "Import terminé.",
    "trial": "Essai : rien n'a été écrit.",
    "refused": "Import refusé : aucune fiche n'a changé.",
}


def _row(note: Note) -> str:
    cells = (note.line or "", note.record or "", note.field, note.value or "", typeset(note.reason), typeset(note.done))
    told = "".join(f"<td>{escape(str(cell))}</td>" for cell in cells)
    return f"<tr class='{note.level.value}'>{told}<td>{escape(LEVELS_FR[note.level])}</td></tr>"
