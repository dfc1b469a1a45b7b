"""Opening hours in OSM syntax: is it open, when does it open, what is a usual week. No wording but in `wording`."""

from pistes.hours.calendar import is_public_holiday, public_holidays
from pistes.hours.reading import Closure, HoursState, Range, open_on, state_at, validate, week
from pistes.hours.wording import describe_day, describe_state, describe_week

__all__ = [
    "Closure",
    "HoursState",
    "Range",
    "describe_day",
    "describe_state",
    "describe_week",
    "is_public_holiday",
    "open_on",
    "public_holidays",
    "state_at",
    "validate",
    "week",
]
