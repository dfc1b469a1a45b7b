"""One import, from files to a report: read, check, stage apart, compare, then one transaction or nothing at all."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pistes.database import Database
from pistes.importers.applying import Applying
from pistes.importers.building import Builder, Twins, rejected_note, without_phone
from pistes.importers.checks import Outside
from pistes.importers.creating import ReadyRows
from pistes.importers.encoding import encoding_of
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.notes import ImportRefused, Level, Note, Report, RowRejected
from pistes.importers.places import Places
from pistes.importers.rows import Row
from pistes.importers.staging import Known, Staging
from pistes.models import ImportRun
from pistes.repositories import imports as store

# Notes stored with the run, for editors; the whole report is given to who imports.
NOTES_STORED = 2_000
# Below this many records, a share says nothing.
FEW = 5
# (what is being done, how much is done, of how much: 0 when not known)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """How to import. `complete`: the files say all there is (None: as the format usually does)."""

    by: str
    today: date
    origin: str | None = None
    complete: bool | None = None
    most_lost: float = 0.2
    trial: bool = False
    day: date | None = None


def run_import(
    database: Database, source: Format, files: Sequence[SourceFile], options: Options, progress: Progress | None = None
) -> Report:
    """Import `files`, all of the format `source`. Never raises for what a file says: the report tells.

    `status` is `refused` when the whole is refused: then no record has changed. Interrupted, the database is as before.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    report = Report(options.origin or source.name, source.name, ", ".join(file.name for file in files[:3]))
    try:
        with tempfile.TemporaryDirectory(prefix="passerelle-import-") as folder:
            _Run(database, source, options, report, progress or (lambda *_: None)).run(files, Path(folder))
    except ImportRefused as refused:
        report.status, report.message = "refused", str(refused)
    except IntegrityError:
        report.status = "refused"
        report.message = "un autre import a changé les mêmes fiches pendant celui-ci : recommencez"
    report.seconds = time.monotonic() - clock
    if report.status == "refused":
        for name in ("created", "updated", "closed", "reopened"):
            report.counts[name] = 0
    if not options.trial:
        with database.write() as session:
            report.run_id = store.add_run(session, _stored(report, options, started))
    return report


def _stored(report: Report, options: Options, started: datetime) -> ImportRun:
    content = report.as_dict(most_notes=NOTES_STORED)
    return ImportRun(
        origin=report.origin,
        format=report.format,
        location=report.location[:1000],
        started_at=started,
        ended_at=datetime.now(UTC),
        by=options.by,
        status=report.status,
        message=report.message,
        counts=content["counts"],
        notes=content["notes"],
    )


class _Run:
    def __init__(
        self, database: Database, source: Format, options: Options, report: Report, progress: Progress
    ) -> None:
        self._database = database
        self._source = source
        self._options = options
        self._report = report
        self._progress = progress
        self._partial = False

    def run(self, files: Sequence[SourceFile], folder: Path) -> None:
        """Stage, compare, write."""
        with _opened(folder / "stage.db") as staging:
            self._stage(files, staging)
            self._doubt_shared_phones(staging)
            with self._database.read() as session:
                staging.add_known(self._known(session))
                for rows in staging.unknown():
                    # Ours under another origin (a seed, another source): it is looked at field by field.
                    existing = store.known_records(session, [record_id for _, record_id in rows])
                    staging.add_known(
                        Known(origin_id, record_id, "", "0001-01-01", False, True, False)
                        for origin_id, record_id in rows
                        if record_id in existing
                    )
            actions = staging.compare()
            closing = self._closing(staging)
            self._report.counts["unchanged"] += actions.get("same", 0) + actions.get("gone", 0)
            if self._options.trial:
                self._tell_trial(actions, len(closing))
                return
            self._write(staging, closing, sum(actions.get(name, 0) for name in ("create", "update", "newer")))

    def _stage(self, files: Sequence[SourceFile], staging: Staging) -> None:
        with self._database.read() as session:
            places = Places.load(session)
            twins = Twins.of(store.twins(session), self._report.origin)
        total = sum(file.size for file in files)
        done, count = 0, 0
        for file in files:
            self._tell_encoding(file)
            day = self._options.day or file.day or self._options.today
            builder = Builder(self._source, self._report.origin, places, twins, day)
            reading = Reading()
            for row in self._source.rows(file, reading):
                count += 1
                if count % 500 == 0:
                    self._progress("lecture", done + file.position(), total)
                if row.fault:
                    self._report.add(rejected_note(row.line, RowRejected("ligne", row.fault), None))
                    continue
                self._stage_row(row, file, reading, builder, staging)
            done += file.size
            self._tell_styles(reading)
            self._partial |= self._source.is_partial(reading, count)
        if not count:
            raise ImportRefused("aucune fiche dans ce fichier : rien n'a été changé")

    def _stage_row(self, row: Row, file: SourceFile, reading: Reading, builder: Builder, staging: Staging) -> None:
        origin_id = None
        try:
            draft = self._source.read(row, file, reading)
            if draft is None:
                return
            origin_id = draft.origin_id
            staged, phones = builder.build(draft)
        except Outside:
            self._report.counts["outside"] += 1
            return
        except RowRejected as rejected:
            self._report.add(rejected_note(row.line, rejected, origin_id))
            return
        seq = staging.add(staged)
        if seq is None:
            earlier = staging.line_of(staged.origin_id)
            if earlier and earlier[1] == staged.digest:
                reason, done = f"ligne répétée (déjà ligne {earlier[0]})", "lue une fois"
                self._report.add(Note(Level.INFO, "id", reason, done, row.line, origin_id))
            else:
                reason = f"identifiant en double (déjà ligne {earlier[0] if earlier else '?'}), contenu différent"
                self._report.add(rejected_note(row.line, RowRejected("id", reason), origin_id))
            return
        for note in draft.notes:
            self._report.add(note)
        if phones:
            staging.add_phones(seq, draft.raw["insee"], draft.group, phones)

    def _doubt_shared_phones(self, staging: Staging) -> None:
        for number, seqs, same_group in staging.shared_phones():
            rows = staging.rows(seqs)
            for row in rows:
                others = ", ".join(str(other.line) for other in rows if other is not row)
                reason = f"même téléphone dans deux communes (ligne {others})"
                if same_group:
                    note = Note(
                        Level.INFO, "phones", f"{reason}, même groupe", "gardé", row.line, row.origin_id, number
                    )
                else:
                    staging.replace(without_phone(row, number, reason))
                    done = "laissé de côté, gardé en note interne"
                    note = Note(Level.TO_CHECK, "phones", reason, done, row.line, row.origin_id, number)
                self._report.add(note)

    def _known(self, session: Session) -> Iterator[Known]:
        for item, edited in store.known_items(session, self._report.origin):
            yield Known(
                item.origin_id,
                item.record_id,
                item.digest,
                item.checked_on.isoformat(),
                item.closed,
                bool(edited),
                edited is None,
            )

    def _closing(self, staging: Staging) -> list[tuple[str, str]]:
        complete = self._options.complete
        if complete is None:
            complete = self._source.complete and not self._partial
        if not complete:
            return []
        closing, opened = staging.closing(), staging.count_open()
        if len(closing) > FEW and len(closing) > self._options.most_lost * opened:
            share = f"{100 * len(closing) / opened:.0f}"
            raise ImportRefused(
                f"ce fichier ferait disparaître {len(closing)} fiches sur {opened} ({share} %), "
                f"plus que la part admise ({100 * self._options.most_lost:.0f} %) : rien n'a été changé"
            )
        return closing

    def _write(self, staging: Staging, closing: list[tuple[str, str]], total: int) -> None:
        if not total and not closing:
            self._report.status = "done"
            return
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            self._progress("écriture", done, total)

        now = datetime.now(UTC)
        if self._database.engine.dialect.name != "sqlite":
            with self._database.write() as session:
                Applying(session, staging, self._report, now, advance).write(closing)
            return
        ready = ReadyRows(staging, self._database.engine.dialect)
        for rows in staging.batches("create"):
            ready.add(rows, self._report.origin, now)
            advance(len(rows))
        staging.settle()
        with self._database.write_beside(staging.path) as session:
            Applying(session, staging, self._report, now, advance).write(closing, ready)

    def _tell_trial(self, actions: dict[str, int], closing: int) -> None:
        self._report.status, self._report.message = "trial", "essai : rien n'a été écrit"
        self._report.counts["created"] = actions.get("create", 0)
        self._report.counts["updated"] = actions.get("update", 0)
        self._report.counts["unchanged"] += actions.get("newer", 0)
        self._report.counts["closed"] = closing

    def _tell_encoding(self, file: SourceFile) -> None:
        label = encoding_of(file.head).label
        if label != "UTF-8" and not file.head.startswith(b"PK"):
            self._report.add(Note(Level.INFO, "encodage", f"fichier en {label}", "lu comme tel"))

    def _tell_styles(self, reading: Reading) -> None:
        if len(reading.styles) > 1:
            told = ", ".join(f"{style} ({count} lignes)" for style, count in sorted(reading.styles.items()))
            reason = f"les heures sont écrites de {len(reading.styles)} façons : {told}"
            self._report.add(Note(Level.INFO, "opening_hours", reason, "toutes ont été lues"))


@contextmanager
def _opened(path: Path) -> Iterator[Staging]:
    staging = Staging(path)
    try:
        yield staging
    finally:
        staging.close()
