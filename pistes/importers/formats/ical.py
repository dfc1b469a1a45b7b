"""iCalendar (RFC 5545): events of a published calendar; organisers and attendees, who are persons, are never read."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from pistes.clock import PARIS
from pistes.importers.cleaning import clean_text
from pistes.importers.drafts import Draft
from pistes.importers.formats.base import Format, Reading, SourceFile
from pistes.importers.formats.event_help import event_draft
from pistes.importers.moments import timing
from pistes.importers.notes import ImportRefused
from pistes.importers.rows import Row

LARGEST = 50 << 20
# A repeated event without an end: how far and how often it is followed.
FOLLOWED_DAYS = 400
MOST_OCCURRENCES = 200


class ICalendar(Format):
    """The commune is read in LOCATION (« Salle des fêtes, 42700 Firminy ») or told by GEO."""

    name = "icalendar"
    label = "iCalendar (.ics)"
    source_name = "Calendrier publié"
    complete = False

    def recognises(self, file: SourceFile) -> bool:
        """By its first line."""
        return file.start[:200].upper().startswith("BEGIN:VCALENDAR")

    def rows(self, file: SourceFile, reading: Reading) -> Iterator[Row]:
        """Event after event; a calendar is read at once."""
        if file.size > LARGEST:
            raise ImportRefused("calendrier trop grand")
        with file.text() as text:
            content = text.read()
        if "END:VCALENDAR" not in content.upper():
            raise ImportRefused("calendrier tronqué : rien n'a été changé")
        try:
            calendars = Calendar.from_ical(content, multiple=True)
        except (ValueError, IndexError, KeyError) as error:
            raise ImportRefused(f"calendrier illisible ({type(error).__name__})") from None
        rank = 0
        for calendar in calendars:
            for event in calendar.walk("VEVENT"):
                rank += 1
                yield Row(rank, {"event": event})

    def read(self, row: Row, file: SourceFile, reading: Reading) -> Draft | None:
        """One event; private ones are left out."""
        event = row.values["event"]
        if str(event.get("CLASS") or "PUBLIC").upper() != "PUBLIC":
            return None
        begin, whole_day = _moment(event, "DTSTART")
        end, _ = _moment(event, "DTEND")
        if begin is not None and end is None and event.get("DURATION") is not None:
            end = begin + event.decoded("DURATION")
        spans = [timing(b, e) for b, e in _occurrences(event, begin, end)] if begin is not None else []
        location = clean_text(event.get("LOCATION"), longest=300) or ""
        recurrence = event.get("RECURRENCE-ID")
        draft = event_draft(
            f"{event.get('UID')}{f'#{recurrence.to_ical().decode()}' if recurrence is not None else ''}"
            if event.get("UID")
            else None,
            row.line,
            title=event.get("SUMMARY"),
            summary=event.get("DESCRIPTION"),
            timings=spans,
            place=location.split(",")[0] or None,
            keywords=_categories(event),
            status="cancelled" if str(event.get("STATUS") or "").upper() == "CANCELLED" else "scheduled",
            website=event.get("URL"),
            precision="day" if whole_day else "time",
        )
        draft.where = location
        geo = event.get("GEO")
        if geo is not None:
            draft.lat, draft.lon = getattr(geo, "latitude", None), getattr(geo, "longitude", None)
        return draft


def _moment(event: Any, name: str) -> tuple[datetime | None, bool]:
    try:
        found = event.decoded(name) if event.get(name) is not None else None
    except (ValueError, TypeError, AttributeError):
        return None, False
    if isinstance(found, datetime):
        return (found if found.tzinfo else found.replace(tzinfo=PARIS)).astimezone(PARIS), False
    if isinstance(found, date):
        # The end of a whole day is the day after, not included.
        day = found - timedelta(days=1) if name == "DTEND" else found
        return datetime.combine(day, time(23, 59) if name == "DTEND" else time(), PARIS), True
    return None, False


def _occurrences(event: Any, begin: datetime, end: datetime | None) -> Iterator[tuple[datetime, datetime | None]]:
    rule = event.get("RRULE")
    if rule is None:
        yield begin, end
        return
    lasts = end - begin if end is not None else None
    # Rules run on civil time: ten o'clock stays ten o'clock across the change of hour.
    civil = begin.replace(tzinfo=None)
    try:
        text = ";".join(p for p in rule.to_ical().decode().split(";") if not p.startswith("UNTIL"))
        until = rule.get("UNTIL", [None])[0]
        repeated = rrulestr(text, dtstart=civil)
    except (ValueError, TypeError):
        yield begin, end
        return
    last = civil + timedelta(days=FOLLOWED_DAYS)
    if until is not None:
        stop = until.astimezone(PARIS).replace(tzinfo=None) if isinstance(until, datetime) and until.tzinfo else until
        stop = stop if isinstance(stop, datetime) else datetime.combine(stop, time(23, 59))
        last = min(last, stop)
    for count, moment in enumerate(repeated.xafter(civil, inc=True)):
        if moment > last or count >= MOST_OCCURRENCES:
            return
        aware = moment.replace(tzinfo=PARIS)
        yield aware, aware + lasts if lasts is not None else None


def _categories(event: Any) -> list[str]:
    found = event.get("CATEGORIES")
    rows = found if isinstance(found, list) else [found] if found is not None else []
    return [str(word) for row in rows for word in getattr(row, "cats", [])]
