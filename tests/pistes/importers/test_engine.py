"""What an import promises: idempotent, nothing lost, no correction overwritten, a broken file changes nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from pistes.database import Database
from pistes.importers.creating import ReadyRows
from pistes.importers.engine import Options
from pistes.importers.notes import Level
from pistes.models import Flag, ImportRun, ReceptionPoint, Record, RecordRevision, SearchDocument
from pistes.services.importing import import_location
from tests.pistes.importers.conftest import FRANCE_SERVICES, Import, place


def count(base: Database, model: Any = ReceptionPoint) -> int:
    with base.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_file_twice_changes_nothing(bring_places: Import, base: Database) -> None:
    bring_places(place("1"), place("2"))
    report = bring_places(place("1"), place("2"))
    assert (report.counts["created"], report.counts["unchanged"]) == (0, 2)
    assert (count(base), count(base, SearchDocument)) == (2, 2)


def test_a_changed_line_updates_its_record_and_its_history(bring_places: Import, base: Database) -> None:
    bring_places(place("1"))
    report = bring_places(place("1", name="Guichet renommé"))
    assert report.counts["updated"] == 1
    with base.read() as session:
        assert session.scalars(select(Record)).one().title == "Guichet renommé"
        assert session.scalars(select(RecordRevision)).one().changes["title"] == ["Guichet d'essai", "Guichet renommé"]


def test_what_disappears_is_closed_and_what_comes_back_is_opened(bring_places: Import, base: Database) -> None:
    bring_places(place("1"), place("2"))
    assert bring_places(place("1")).counts["closed"] == 1
    assert count(base, SearchDocument) == 1
    assert bring_places(place("1"), place("2")).counts["reopened"] == 1
    assert count(base, SearchDocument) == 2


def test_a_file_that_loses_too_much_is_refused(bring_places: Import, base: Database) -> None:
    bring_places(*(place(str(number)) for number in range(1, 21)))
    report = bring_places(place("1"))
    assert report.status == "refused"
    assert "19 fiches sur 20" in report.message
    with base.read() as session:
        assert all(record.published for record in session.scalars(select(Record)))


def test_a_partial_file_closes_nothing(bring_places: Import) -> None:
    bring_places(place("1"), place("2"))
    assert bring_places(place("1"), complete=False).counts["closed"] == 0


def test_an_editors_correction_is_kept_and_shown(bring_places: Import, base: Database) -> None:
    bring_places(place("1"))
    with base.write() as session:
        record = session.scalars(select(ReceptionPoint)).one()
        record.phones, record.edited_fields = [{"number": "04 65 71 00 99", "label": "Accueil"}], ["phones"]
    report = bring_places(place("1"))
    conflict = next(note for note in report.notes if note.level is Level.CONFLICT)
    assert (conflict.field, "04 65 71 00 01" in (conflict.value or "")) == ("phones", True)
    with base.read() as session:
        assert session.scalars(select(ReceptionPoint)).one().phones[0]["number"] == "04 65 71 00 99"


def test_a_deleted_record_is_not_made_again(bring_places: Import, base: Database) -> None:
    bring_places(place("1"))
    with base.write() as session:
        session.delete(session.scalars(select(ReceptionPoint)).one())
    assert bring_places(place("1")).counts["created"] == 0


def test_one_bad_line_never_stops_a_file(bring_places: Import) -> None:
    report = bring_places(place("1"), place("2", name=""), "a,b,c", place("3"))
    assert (report.counts["created"], report.counts["rejected"]) == (2, 2)
    assert [(n.line, n.field) for n in report.notes if n.level is Level.REJECTED] == [(3, "lib_fs"), (4, "ligne")]


def test_a_double_identifier_is_told_with_its_first_line(bring_places: Import) -> None:
    report = bring_places(place("1"), place("1", name="Autre"), place("1"))
    assert report.counts["rejected"] == 1
    assert [note.line for note in report.notes] == [3, 4]
    assert "déjà ligne 2" in report.notes[0].reason


def test_a_broken_file_changes_nothing_and_its_run_is_stored(
    bring_places: Import, bring: Import, base: Database
) -> None:
    bring_places(place("1"))
    whole = "\n".join([FRANCE_SERVICES, place("1", name="Autre"), place("2")])
    report = bring(whole[:-3])
    assert report.status == "refused"
    assert count(base) == 1
    with base.read() as session:
        assert session.scalars(select(Record)).one().title == "Guichet d'essai"
        assert [run.status for run in session.scalars(select(ImportRun).order_by(ImportRun.id))] == ["done", "refused"]


def test_an_import_cut_in_its_transaction_leaves_the_database_as_before(
    bring_places: Import, base: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ReadyRows.copy

    def copied_then_cut(ready: ReadyRows, connection: Connection, revision: int) -> None:
        whole(ready, connection, revision)
        raise KeyboardInterrupt

    monkeypatch.setattr(ReadyRows, "copy", copied_then_cut)
    with pytest.raises(KeyboardInterrupt):
        bring_places(place("1"), place("2"))
    assert (count(base, Record), count(base, SearchDocument)) == (0, 0)


def test_a_trial_writes_nothing(bring_places: Import, base: Database) -> None:
    report = bring_places(place("1"), trial=True)
    assert (report.status, report.counts["created"], count(base), count(base, ImportRun)) == ("trial", 1, 0, 0)


def test_the_same_place_of_another_source_waits_as_a_draft(bring_places: Import, base: Database) -> None:
    bring_places(place("1"))
    report = bring_places(place("7", telephone="04 65 71 00 01"), origin="autre")
    assert any("semble être déjà" in note.reason for note in report.notes)
    with base.read() as session:
        assert {r.origin: r.published for r in session.scalars(select(Record))} == {
            "france_services": True,
            "autre": False,
        }


def own(*records: dict[str, Any]) -> str:
    common = {"summary": "Essai.", "departments": ["42"], "example": True}
    source = {"name": "Essai", "url": None, "checked_on": "2026-11-20"}
    return json.dumps(
        {"passerelle_records": 1, "records": [common | {"source": source} | record for record in records]}
    )


def test_our_own_records_come_back_without_a_difference(bring: Import, base: Database) -> None:
    content = own(
        {
            "kind": "event",
            "id": "evt:essai",
            "title": "Essai",
            "insee": "42095",
            "timings": [{"begin": "2026-12-01T10:00:00+01:00"}],
        },
        {"kind": "answer", "id": "rep:essai", "title": "Essai", "question": "Essai ?", "answer": "Oui."},
    )
    assert bring(content, "fiches.json").counts["created"] == 2
    assert bring(content, "fiches.json").counts["unchanged"] == 2


def test_an_unknown_field_or_a_day_that_does_not_exist_rejects_the_record(bring: Import) -> None:
    event = {"kind": "event", "title": "Essai", "insee": "42095"}
    report = bring(
        own(
            event | {"id": "evt:a", "timings": [{"begin": "2026-02-31T10:00:00"}]},
            event | {"id": "evt:b", "timings": [{"begin": "2026-12-01T10:00:00"}], "titel": "x"},
            {"kind": "licorne", "id": "x", "title": "x"},
        ),
        "fiches.json",
    )
    assert [note.field for note in report.notes] == ["timings.begin", "titel", "kind"]


def test_every_row_bad_is_a_report_and_not_a_failure(bring_places: Import) -> None:
    assert bring_places(place("1", name="")).counts["rejected"] == 1


def test_both_databases_hold_the_same_after_an_import(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "fs.csv"
    options = Options(by="essai", today=date(2026, 11, 25), day=date(2026, 11, 1))
    for lines in ([place("1"), place("2", h_lundi="bientôt")], [place("1", name="Guichet renommé")]):
        path.write_text("\n".join([FRANCE_SERVICES, *lines]) + "\n", encoding="utf-8")
        import_location(database, str(path), options)
    with database.read() as session:
        found = list(session.scalars(select(ReceptionPoint).order_by(ReceptionPoint.id)))
        assert [(r.title, r.published, r.opening_hours, r.hours_text) for r in found] == [
            ("Guichet renommé", True, "Mo 09:00-12:00", None),
            ("Guichet d'essai", False, None, "lundi bientôt"),
        ]
        assert session.scalar(select(func.count()).select_from(SearchDocument)) == 1
        assert session.scalar(select(func.count()).select_from(Flag)) == 1


def test_a_program_that_has_just_begun_imports(bring_places: Import, base: Database) -> None:
    """The command line: nothing was written before on its connections (SQLite then kept the staged file locked)."""
    base.dispose()
    assert bring_places(place("1")).counts["created"] == 1
    base.dispose()
    assert bring_places(place("1", name="Guichet renommé")).counts["updated"] == 1
