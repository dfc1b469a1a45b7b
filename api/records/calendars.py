"""Calendars (RFC 5545), through the `icalendar` library, which escapes and folds every value."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Entry
from sqlalchemy.orm import Session

from pistes.models import Activity, Commune, Event
from pistes.services.event_dates import read_timings

# A season of a weekly activity; beyond it the source is asked again.
MOST_ENTRIES = 60


def calendar_of(session: Session, record: Event | Activity, now: datetime) -> bytes:
    """The record's dates, one entry each; a date known to the day only becomes a whole-day entry."""
    commune = session.get(Commune, record.insee)
    place = ", ".join(part for part in (record.place, commune.name if commune else None) if part)
    whole_days = getattr(record, "precision", "time") != "time"
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//FR")
    calendar.add("version", "2.0")
    for number, (begin, end) in enumerate(read_timings(record.timings)[:MOST_ENTRIES]):
        entry = Entry()
        entry.add("uid", f"{record.id.replace(':', '-')}-{number}@passerelle")
        entry.add("dtstamp", now.astimezone(UTC))
        entry.add("summary", record.title)
        entry.add(
            "description", f"{record.summary}\nSource : {record.source_name}, vérifié le {record.checked_on:%d/%m/%Y}"
        )
        entry.add("location", place)
        if whole_days:
            entry.add("dtstart", begin.date())
            entry.add("dtend", end.date() + timedelta(days=1))
        else:
            entry.add("dtstart", begin.astimezone(UTC))
            entry.add("dtend", end.astimezone(UTC))
        if record.website:
            entry.add("url", record.website)
        if getattr(record, "status", "") == "cancelled":
            entry.add("status", "CANCELLED")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
