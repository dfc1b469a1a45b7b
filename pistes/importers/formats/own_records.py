"""Passerelle's own records, JSON or YAML: what `passerelle export` writes. Nothing is lost between the two."""

from collections.abc import Iterator
from typing import Any

import yaml

from pistes.importers.cleaning import clean_text, has_markup
from pistes.importers.drafts import PREFIXES, Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.json_stream import json_rows
from pistes.importers.notes import ImportRefused, Level, RowRejected
from pistes.importers.passerelle_records import VERSION
from pistes.importers.rows import Row

# YAML is read at once: it is for files written by hand.
LARGEST_YAML = 20 << 20
_TEXTS = ("title", "summary", "plain", "place", "organisation", "address")


class OwnRecords(Format):
    """A file never says all there is: nothing is closed because it is not in it."""

    name = "passerelle"
    label = "Fiches Passerelle (JSON, YAML)"
    source_name = "Passerelle"
    complete = False

    def recognises(self, file: SourceFile) -> bool:
        """By its mark."""
        return "passerelle_records" in file.start[:2000]

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Record after record."""
        if file.start.startswith("{"):
            with file.text() as text:
                yield from json_rows(text, "records", reading.head)
            version = reading.head.get("passerelle_records")
        else:
            content = _yaml(file)
            version = content.get("passerelle_records")
            for rank, raw in enumerate(content.get("records") or [], start=1):
                yield Row(rank, raw) if isinstance(raw, dict) else Row(rank, {}, "ce n'est pas un objet")
        if version != VERSION:
            raise ImportRefused(f"version {version!r} inconnue : il faut « passerelle_records » : {VERSION}")

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One record, as it is."""
        raw = dict(row.values)
        record_id, kind = raw.pop("id", None), raw.pop("kind", None)
        if kind not in PREFIXES:
            raise RowRejected("kind", "genre inconnu", kind)
        if not isinstance(record_id, str) or not record_id or len(record_id) > 120:
            raise RowRejected("id", "identifiant absent ou trop long", record_id)
        source = raw.pop("source", None)
        if not isinstance(source, dict) or not source.get("name") or not source.get("checked_on"):
            raise RowRejected("source", "il faut « name » et « checked_on »")
        draft = Draft(kind, record_id, row.line, raw, record_id=record_id)
        for name in _TEXTS:
            if has_markup(raw.get(name)):
                draft.note(Level.MENDED, name, "balises HTML dans le texte", "retirées", raw[name])
                raw[name] = clean_text(raw[name])
        draft.source_name, draft.source_url, draft.licence = source["name"], source.get("url"), source.get("licence")
        draft.checked_on = source["checked_on"]
        raw.pop("schema_version", None)
        return draft


def _yaml(file: SourceFile) -> dict[str, Any]:
    if file.size > LARGEST_YAML:
        raise ImportRefused("fichier YAML trop grand : donnez-le en JSON")
    try:
        content = yaml.safe_load(file.path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefused(f"fichier YAML illisible ({type(error).__name__})") from None
    if not isinstance(content, dict):
        raise ImportRefused("ce n'est pas un fichier « passerelle_records »")
    return content
