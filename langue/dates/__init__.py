"""Dates as residents write them: spelling, look-alikes that are no dates, rules, school and public holidays.

Pure functions of a text and an instant; a date parser such as Duckling may be given for what the rules do not know.
"""

from langue.dates.find import DateSpan, find_date_span, is_habit
from langue.dates.holidays import SCHOOL_HOLIDAYS, SchoolHoliday
from langue.dates.parsing import DateParser, ParsedInterval

__all__ = [
    "SCHOOL_HOLIDAYS",
    "DateParser",
    "DateSpan",
    "ParsedInterval",
    "SchoolHoliday",
    "find_date_span",
    "is_habit",
]
