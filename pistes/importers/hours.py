"""Opening hours of every style met, written again in OSM `opening_hours`; what cannot be read for sure stays text.

A week is seven lists of (begin, end) in minutes after midnight, Monday first. Nothing is guessed: one word that is not
understood, or ranges that overlap, and the whole is left as text.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pistes.hours import validate
from pistes.importers.hours_words import Unreadable, day_ranges, read_sentence

DAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DAYS_OSM = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY_NUMBERS = (
    {name: index for index, name in enumerate(DAYS_FR)}
    | {name.lower(): index for index, name in enumerate(DAYS_OSM)}
    | {
        name: index
        for index, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    }
)

Ranges = list[tuple[int, int]]
Week = list[Ranges]


@dataclass
class HoursRead:
    """`osm` when everything was understood; else `text`, the source's words. `remarks`: (reason, what was done)."""

    osm: str | None = None
    text: str | None = None
    remarks: list[tuple[str, str]] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)

    @property
    def doubtful(self) -> bool:
        """Whether a person should look: something could not be read, or was read with a doubt."""
        return bool(self.text and not self.osm) or bool(self.remarks)


def read_day_columns(cells: Sequence[str | None]) -> HoursRead:
    """One cell a day, Monday first, each « 09:00 - 12:00 / 14:00 - 16:30 », « 9h00/12h00 13h30/17h30 », « - » or empty."""
    read = HoursRead()
    if not any((cell or "").strip() for cell in cells):
        return read
    written = [(DAYS_FR[i], (cell or "").strip()) for i, cell in enumerate(cells)]
    text = " ; ".join(f"{name} {cell}" for name, cell in written if cell and cell != "-")
    week: Week = []
    for name, cell in written:
        try:
            ranges = day_ranges(cell)
        except Unreadable as error:
            read.text = text
            read.remarks.append((f"{name} : {error}", "gardé en texte, horaires à vérifier"))
            return read
        unique = list(dict.fromkeys(ranges))
        if len(unique) < len(ranges):
            read.remarks.append((f"{name} : plage répétée « {cell} »", "lue une fois, horaires à vérifier"))
        if overlapping(unique):
            read.text = text
            read.remarks.append(
                (f"{name} : plages qui se recouvrent « {cell} »", "gardé en texte, horaires à vérifier")
            )
            return read
        if cell and cell != "-" and ranges:
            read.styles.add(_style(cell))
        week.append(sorted(unique))
    week += [[] for _ in range(7 - len(week))]
    return _finished(read, week, text)


def read_free_text(text: str | None) -> HoursRead:
    """A sentence (« du lundi au vendredi de 9h à 12h et de 14h à 17h, samedi matin sur rendez-vous ») or OSM syntax."""
    read = HoursRead()
    text = " ".join((text or "").split())
    if not text:
        return read
    if text[:2] in DAYS_OSM or text.startswith(("24/7", "PH", "Jan", "Dec")):
        if validate(text) is None:
            read.osm = text
            read.styles.add("osm")
            return read
        read.text = text
        read.remarks.append(("syntaxe OpenStreetMap fautive", "gardé en texte, horaires à vérifier"))
        return read
    try:
        week = read_sentence(text)
    except Unreadable as error:
        read.text = text
        read.remarks.append((str(error), "gardé en texte, horaires à vérifier"))
        return read
    if week is None:
        read.osm = "24/7"
        return read
    for name, ranges in zip(DAYS_FR, week, strict=True):
        if overlapping(ranges):
            read.text = text
            read.remarks.append((f"{name} : plages qui se recouvrent", "gardé en texte, horaires à vérifier"))
            return read
    return _finished(read, week, text)


def read_specification(rows: Sequence[Mapping[str, Any]]) -> HoursRead:
    """schema.org `openingHoursSpecification`: {"dayOfWeek": [...], "opens": "09:00", "closes": "17:00"} by day."""
    read = HoursRead()
    week: Week = [[] for _ in range(7)]
    text = " ; ".join(
        f"{row.get('dayOfWeek') or 'tous les jours'} {row.get('opens')}-{row.get('closes')}" for row in rows
    )
    for row in rows:
        days = row.get("dayOfWeek") or list(DAYS_OSM)
        names = [
            str(day).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower()
            for day in (days if isinstance(days, list) else [days])
        ]
        try:
            ranges = day_ranges(f"{str(row.get('opens'))[:5]} - {str(row.get('closes'))[:5]}")
            for name in names:
                week[_DAY_NUMBERS[name]] += [span for span in ranges if span not in week[_DAY_NUMBERS[name]]]
        except (Unreadable, KeyError):
            read.text = text
            read.remarks.append(("jour ou heure illisible", "gardé en texte, horaires à vérifier"))
            return read
    return _finished(read, [sorted(ranges) for ranges in week], text)


def read_dila_ranges(rows: Sequence[Mapping[str, Any]]) -> HoursRead:
    """DILA `plage_ouverture`: from a day to a day, one or two ranges, and a comment that may change everything."""
    read = HoursRead()
    week: Week = [[] for _ in range(7)]
    words: list[str] = []
    comments: list[str] = []
    for row in rows:
        first, last = (
            str(row.get("nom_jour_debut") or ""),
            str(row.get("nom_jour_fin") or row.get("nom_jour_debut") or ""),
        )
        spans = [
            f"{str(row[f'valeur_heure_debut_{i}'])[:5]} - {str(row[f'valeur_heure_fin_{i}'])[:5]}"
            for i in (1, 2)
            if row.get(f"valeur_heure_debut_{i}")
        ]
        comment = " ".join(str(row.get("commentaire") or "").split())
        words.append(
            " ".join(
                part
                for part in (
                    first,
                    "au" if first != last else "",
                    last if first != last else "",
                    " / ".join(spans),
                    f"({comment})" if comment else "",
                )
                if part
            )
        )
        if comment:
            comments.append(comment)
        try:
            begin, end = _DAY_NUMBERS[first.lower()], _DAY_NUMBERS[last.lower()]
            ranges = day_ranges(" / ".join(spans))
        except (Unreadable, KeyError):
            read.text = " ; ".join(words)
            read.remarks.append(("jour ou heure illisible", "gardé en texte, horaires à vérifier"))
            return read
        for day in range(begin, end + 1):
            week[day] += [span for span in ranges if span not in week[day]]
    text = " ; ".join(words)
    if comments:
        read.text = text
        read.remarks.append((f"horaires commentés : « {comments[0][:120]} »", "gardé en texte avec le commentaire"))
        return read
    if any(overlapping(sorted(ranges)) for ranges in week):
        read.text = text
        read.remarks.append(("plages qui se recouvrent", "gardé en texte, horaires à vérifier"))
        return read
    return _finished(read, [sorted(ranges) for ranges in week], text)


def overlapping(ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether two ranges of a day share a moment."""
    ordered = sorted(ranges)
    return any(second[0] < first[1] for first, second in itertools.pairwise(ordered))


def to_osm(week: Sequence[Sequence[tuple[int, int]]]) -> str:
    """OSM syntax of a week, days with the same hours together; empty for a week never open."""
    parts: list[str] = []
    day = 0
    while day < 7:
        last = day
        while last < 6 and week[last + 1] == week[day]:
            last += 1
        if week[day]:
            name = DAYS_OSM[day] if last == day else f"{DAYS_OSM[day]}{'-' if last > day + 1 else ','}{DAYS_OSM[last]}"
            parts.append(f"{name} {','.join(f'{_clock(begin)}-{_clock(end)}' for begin, end in week[day])}")
        day = last + 1
    return "; ".join(parts)


def _finished(read: HoursRead, week: Week, text: str) -> HoursRead:
    osm = to_osm(week)
    if osm and validate(osm) is None:
        read.osm = osm
    elif text:
        read.text = text
        if not read.remarks:
            read.remarks.append(("aucune plage d'ouverture", "gardé en texte, horaires à vérifier"))
    return read


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _style(cell: str) -> str:
    if "h" in cell.lower():
        return "9h00"
    return "09:00 - 12:00" if " - " in cell else "09:00-12:00"
