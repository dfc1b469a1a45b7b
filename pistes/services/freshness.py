"""Truth with dates: may a record's facts be shown as they are, shown as to be confirmed, or must hours be withheld?"""

from datetime import date, timedelta
from enum import StrEnum

from pistes.models import Event, ReceptionPoint, Record

# How long a fact is trusted when its record says nothing. The dates of an event, the text of a dated source do not age.
DEFAULT_RHYTHM_DAYS = {
    "reception_point": 400,
    "activity": 400,
    "procedure": 400,
    "help_line": 400,
    "referral": 400,
}


class Freshness(StrEnum):
    """`withheld`: like `to_confirm`, and opening hours are not shown at all."""

    OK = "ok"
    TO_CONFIRM = "to_confirm"
    WITHHELD = "withheld"


def freshness(record: Record, today: date) -> Freshness:
    """What may be shown of `record` on `today`. A past event is not stale: it is past, and said to be so."""
    if isinstance(record, Event) and record.ends_on is not None and record.ends_on < today:
        return Freshness.OK
    if not is_stale(record, today):
        return Freshness.OK
    if isinstance(record, ReceptionPoint) and (record.opening_hours or record.hours_text):
        return Freshness.WITHHELD
    return Freshness.TO_CONFIRM


def is_stale(record: Record, today: date) -> bool:
    """Whether the record is past its validity or its review rhythm."""
    if record.valid_until is not None and record.valid_until < today:
        return True
    rhythm = record.review_every_days or DEFAULT_RHYTHM_DAYS.get(record.kind)
    return rhythm is not None and record.checked_on + timedelta(days=rhythm) < today
