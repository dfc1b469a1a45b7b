"""From a draft to a row that waits: checked, made a record, its values and its search document written as JSON."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from pistes.importers.checks import check_place, drop_personal
from pistes.importers.cleaning import folded, slug
from pistes.importers.columns import fill_defaults
from pistes.importers.drafts import PREFIXES, Draft
from pistes.importers.formats.base import Format
from pistes.importers.notes import Level, Note, RowRejected
from pistes.importers.passerelle_records import RecordRejected, fields_of, read_record
from pistes.importers.places import Places
from pistes.importers.staging import Staged
from pistes.models import Record
from pistes.search.index import prepare_document

# Fields of the staff: a file that does not give them leaves them as they are.
_STAFF_FIELDS = frozenset({"internal_note", "direct_contact", "published"})
_PLACED = frozenset({"reception_point", "activity", "event"})
# Which fact of a record an editor is asked to look at, by field of a note.
FLAGS = {
    "phones": "phone",
    "email": "other",
    "lat": "address",
    "postcode": "address",
    "insee": "address",
    "opening_hours": "hours",
    "timings": "hours",
}
_SOURCE = ("source_name", "source_url", "source_licence")


@dataclass
class Twins:
    """Published places of other origins, by commune and telephone or title: the same place must not stand twice."""

    places: dict[tuple[str, str], str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str, list[dict[str, Any]], str | None]], origin: str) -> "Twins":
        """Read (id, commune, title, telephones, origin)."""
        found: dict[tuple[str, str], str] = {}
        for record_id, insee, title, phones, other in rows:
            if other != origin:
                for key in _marks(title, phones):
                    found[insee, key] = record_id
        return cls(found)

    def of_draft(self, raw: dict[str, Any], own_id: str) -> str | None:
        """The id of the place that `raw` describes too, when it is another record."""
        if not self.places:
            return None
        for key in _marks(raw["title"], raw.get("phones") or []):
            found = self.places.get((raw["insee"], key))
            if found is not None and found != own_id:
                return found
        return None


def _marks(title: str, phones: list[dict[str, Any]]) -> list[str]:
    return [
        "=" + folded(title),
        *(str(phone.get("number") or "").replace(" ", "") for phone in phones if phone.get("number")),
    ]


class Builder:
    """Makes rows of one run: `origin` names the source, `day` the default day of checking."""

    def __init__(self, source: Format, origin: str, places: Places, twins: Twins, day: date) -> None:
        self._source = source
        self._origin = origin
        self._places = places
        self._twins = twins
        self._day = day

    def build(self, draft: Draft) -> tuple[Staged, list[str]]:
        """The row and the telephones to compare with others'. Raises `RowRejected`, `Outside`."""
        raw = draft.raw
        if draft.record_id is None:
            if draft.kind in _PLACED:
                check_place(draft, self._places, own_region=self._source.own_region)
                raw.setdefault("departments", [self._places.by_insee[raw["insee"]].department])
            drop_personal(draft)
        elif draft.kind in _PLACED and raw.get("insee") not in self._places.by_insee:
            raise RowRejected("insee", "commune inconnue", raw.get("insee"))
        record_id = draft.record_id or identifier(draft.kind, self._origin, draft.origin_id)
        self._look_for_twin(draft, record_id)
        if draft.aside:
            raw["internal_note"] = f"Import {self._origin}, écarté : " + " ; ".join(draft.aside)
        record = self._record(draft, record_id)
        values = values_of(record, raw, own=draft.record_id is not None)
        flags = sorted(
            {FLAGS[note.field] for note in draft.notes if note.level is Level.TO_CHECK and note.field in FLAGS}
        )
        row, words = prepare_document(record)
        published = bool(record.published is not False and draft.published)
        staged = Staged(
            draft.origin_id[:200],
            record_id,
            draft.kind,
            draft.line,
            digest(values),
            record.checked_on.isoformat(),
            orjson.dumps({"values": values, "flags": flags, "published": published}),
            orjson.dumps({"row": row, "words": sorted(words)}) if published else None,
        )
        phones = [str(phone["number"]) for phone in raw.get("phones") or []] if self._source.own_line else []
        return staged, phones

    def _look_for_twin(self, draft: Draft, record_id: str) -> None:
        if draft.kind != "reception_point" or draft.record_id is not None:
            return
        twin = self._twins.of_draft(draft.raw, record_id)
        if twin is not None:
            draft.published = False
            reason = f"ce lieu semble être déjà la fiche {twin}"
            draft.note(
                Level.TO_CHECK, "title", reason, "gardé en brouillon si la fiche est nouvelle", draft.raw["title"]
            )

    def _record(self, draft: Draft, record_id: str) -> Record:
        source = self._source
        raw = {name: value for name, value in draft.raw.items() if value is not None}
        raw |= {
            "id": record_id,
            "kind": draft.kind,
            "source": {
                "name": draft.source_name or source.source_name,
                "url": draft.source_url or source.source_url,
                "licence": draft.licence or source.licence,
                "checked_on": draft.checked_on or self._day,
            },
        }
        try:
            return fill_defaults(read_record(raw))
        except RecordRejected as rejected:
            raise RowRejected(rejected.field, rejected.reason) from None


def values_of(record: Record, raw: dict[str, Any], *, own: bool) -> dict[str, Any]:
    """The fields that the source says, by name; for our own format every field, said or not."""
    names = [n for n in fields_of(record.kind) if n in raw or (own and n not in _STAFF_FIELDS)]
    values = {name: getattr(record, name) for name in names}
    values |= {name: getattr(record, name) for name in _SOURCE}
    if record.kind == "event":
        values |= {"begins_on": getattr(record, "begins_on", None), "ends_on": getattr(record, "ends_on", None)}
    values["departments"] = record.departments
    return values


def digest(values: dict[str, Any]) -> str:
    """What tells that two rows say the same."""
    return hashlib.sha1(orjson.dumps(values, option=orjson.OPT_SORT_KEYS), usedforsecurity=False).hexdigest()


def identifier(kind: str, origin: str, origin_id: str) -> str:
    """The id of an imported record: « pt:france-services-255 »; a hash keeps apart what a slug would mix up."""
    end = slug(origin_id, 50)
    if end != origin_id.lower():
        mark = hashlib.sha1(origin_id.encode(), usedforsecurity=False).hexdigest()[:8]
        end = f"{end[:41]}-{mark}".strip("-")
    return f"{PREFIXES[kind]}:{slug(origin, 40)}-{end}"


def without_phone(row: Staged, number: str, reason: str) -> Staged:
    """The same row, one telephone set aside for the staff."""
    payload = orjson.loads(row.payload)
    values = payload["values"]
    values["phones"] = [phone for phone in values.get("phones") or [] if phone["number"] != number]
    said = f"phones « {number} » ({reason})"
    before = values.get("internal_note")
    values["internal_note"] = f"{before} ; {said}" if before else f"Import, écarté : {said}"
    payload["flags"] = sorted({*payload["flags"], "phone"})
    return Staged(
        row.origin_id,
        row.record_id,
        row.kind,
        row.line,
        digest(values),
        row.checked_on,
        orjson.dumps(payload),
        row.document,
    )


def rejected_note(line: int, rejected: RowRejected, record: str | None) -> Note:
    """What the report says of a row that did not come in."""
    return Note(Level.REJECTED, rejected.field, rejected.reason, "ligne laissée de côté", line, record, rejected.value)
