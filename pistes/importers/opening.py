"""From a place (file, folder, archive) to files of one format each; an archive that swells is refused before it does."""

import gzip
import re
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO

from pistes.clock import PARIS
from pistes.importers.cleaning import read_day
from pistes.importers.detection import by_name, detect
from pistes.importers.formats.base import Format, SourceFile
from pistes.importers.notes import ImportRefused

LARGEST_FILE = 2 << 30
# What an archive may unpack to, in bytes, in files, and compared with its own size.
LARGEST_UNPACKED = 2 << 30
MOST_FILES = 200_000
LARGEST_RATIO = 200
RATIO_FROM = 20 << 20
_CHUNK = 1 << 20
_DAY = re.compile(r"(?<!\d)(20\d{2})[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)")
_IGNORED = (".md", ".txt", ".pdf", ".csvt", ".prj", ".log")


@dataclass(frozen=True)
class Group:
    """Files of one format, imported together."""

    format: Format
    files: Sequence[SourceFile]


def open_location(path: Path, folder: Path, *, format_name: str | None = None) -> tuple[list[Group], list[str]]:
    """(groups by format, names of files that no format recognises). `folder`: where an archive is unpacked.

    Raises `ImportRefused`: nothing there, an archive that is broken or a bomb, no known format.
    """
    wanted = None
    if format_name is not None:
        wanted = by_name(format_name)
        if wanted is None:
            raise ImportRefused(f"format inconnu : {format_name}")
    found: dict[str, Group] = {}
    unknown: list[str] = []
    for file in _files(path, folder):
        known = wanted or detect(file)
        if known is None:
            unknown.append(file.name)
            continue
        group = found.setdefault(known.name, Group(known, []))
        group.files.append(file)  # type: ignore[attr-defined]
    if not found:
        what = f"« {unknown[0]} »" if unknown else "ce dossier"
        raise ImportRefused(f"format non reconnu : {what} n'est d'aucun des formats connus")
    return list(found.values()), unknown


def _files(path: Path, folder: Path) -> Iterator[SourceFile]:
    if not path.exists():
        raise ImportRefused(f"« {path.name} » n'existe pas")
    if path.is_dir():
        for inside in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            if inside.suffix.lower() not in _IGNORED:
                yield _file(inside, str(inside.relative_to(path)))
        return
    if path.stat().st_size > LARGEST_FILE:
        raise ImportRefused(f"« {path.name} » dépasse {LARGEST_FILE >> 30} Go")
    if path.stat().st_size == 0:
        raise ImportRefused("le fichier est vide")
    for unpacked, name in _unpacked(path, folder):
        yield _file(unpacked, name, path.name)


def _unpacked(path: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    with path.open("rb") as file:
        start = file.read(512)
    try:
        if start.startswith(b"PK") and not _is_workbook(path):
            yield from _unzip(path, folder)
        elif start.startswith(b"\x1f\x8b"):
            yield from _gunzip(path, folder)
        else:
            yield path, path.name
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        gzip.BadGzipFile,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise ImportRefused(f"archive abîmée ou tronquée ({type(error).__name__}) : rien n'a été changé") from None


def _is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _unzip(path: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    budget = _Budget(path)
    with zipfile.ZipFile(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        budget.announce(len(entries), sum(entry.file_size for entry in entries))
        # Read to the end before anything is believed: the last member may be the broken one.
        made = []
        for number, entry in enumerate(entries):
            if Path(entry.filename).suffix.lower() in _IGNORED:
                continue
            target = folder / f"{number}{Path(entry.filename).suffix.lower()[:10]}"
            with archive.open(entry) as packed:
                budget.copy(packed, target)
            made.append((target, entry.filename))
    yield from made


def _gunzip(path: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    budget = _Budget(path)
    if tarfile.is_tarfile(path):
        made = []
        with tarfile.open(path) as archive:
            for number, member in enumerate(archive):
                budget.announce(number + 1, member.size)
                packed = archive.extractfile(member) if member.isfile() else None
                if packed is None or Path(member.name).suffix.lower() in _IGNORED:
                    continue
                target = folder / f"{number}{Path(member.name).suffix.lower()[:10]}"
                budget.copy(packed, target)
                made.append((target, member.name))
        yield from made
        return
    target = folder / path.stem
    with gzip.open(path) as unzipped:
        budget.copy(unzipped, target)
    yield target, path.stem


class _Budget:
    """What an archive may still unpack to."""

    def __init__(self, path: Path) -> None:
        self._packed = path.stat().st_size or 1
        self._written = 0

    def announce(self, files: int, size: int) -> None:
        if files > MOST_FILES:
            raise ImportRefused(f"archive refusée : plus de {MOST_FILES} fichiers")
        self._check(size)

    def copy(self, packed: IO[bytes] | gzip.GzipFile, target: Path) -> None:
        with target.open("wb") as out:
            while chunk := packed.read(_CHUNK):
                self._written += len(chunk)
                self._check(self._written)
                out.write(chunk)

    def _check(self, size: int) -> None:
        if size > LARGEST_UNPACKED or (size > RATIO_FROM and size > LARGEST_RATIO * self._packed):
            raise ImportRefused("archive refusée : son contenu est démesuré (bombe de décompression)")


def _file(path: Path, name: str, outer: str = "") -> SourceFile:
    return SourceFile(path, name, _day_of(name) or _day_of(outer) or _modified(path))


def _day_of(name: str) -> date | None:
    match = _DAY.search(name)
    return read_day("-".join(match.groups())) if match else None


def _modified(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, PARIS).date()
