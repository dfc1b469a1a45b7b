"""Civil calendar arithmetic: weeks, months, seasons, days of the year. Days only, no clock, no text.

A span is a pair of dates, both inclusive. Weekdays are numbered from 0 (Monday), as in `date.weekday`.
"""

from collections.abc import Callable
from datetime import date, timedelta

Span = tuple[date, date]

DAY = timedelta(days=1)
WEEK = timedelta(days=7)

# First day (month, day) of each season, by the usual almanac dates; the last day is the eve of the next season.
_SEASONS = {"printemps": (3, 20), "ete": (6, 21), "automne": (9, 23), "hiver": (12, 21)}
_SEASON_ENDS = {"printemps": (6, 20), "ete": (9, 22), "automne": (12, 20), "hiver": (3, 19)}


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday from `today` on, `today` included."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def last_weekday(today: date, weekday: int) -> date:
    """The latest such weekday strictly before `today`."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def week_of(day: date) -> Span:
    """Monday to Sunday of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + 6 * DAY


def weekend_of(day: date) -> Span:
    """Saturday and Sunday of the week that holds `day`."""
    saturday = week_of(day)[0] + 5 * DAY
    return saturday, saturday + DAY


def month_span(year: int, month: int) -> Span:
    """First and last day of a month; `month` may lie outside 1..12 and then counts from that year."""
    months = year * 12 + month - 1
    first = date(months // 12, months % 12 + 1, 1)
    return first, date((months + 1) // 12, (months + 1) % 12 + 1, 1) - DAY


def part_of_month(span: Span, part: str) -> Span:
    """`debut` 1–10, `mi` 11–20, `fin` 21–end, `quinzaine1` 1–15, `quinzaine2` 16–end of the month `span`."""
    first, last = span
    bounds = {
        "debut": (1, 10),
        "mi": (11, 20),
        "fin": (21, last.day),
        "quinzaine1": (1, 15),
        "quinzaine2": (16, last.day),
    }
    start, end = bounds[part]
    return first.replace(day=start), first.replace(day=end)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    first, last = month_span(day.year, day.month + months)
    return first.replace(day=min(day.day, last.day))


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day_of_month(today: date, day: int) -> date | None:
    """The next day numbered `day`, `today` included; months that have no such day are passed over."""
    if not 1 <= day <= 31:
        return None
    for offset in range(4):
        first = month_span(today.year, today.month + offset)[0]
        found = valid_date(first.year, first.month, day)
        if found and found >= today:
            return found
    return None


def next_day_of_year(today: date, day: int, month: int) -> date | None:
    """The next such day, `today` included; 29 February waits for a leap year."""
    for year in range(today.year, today.year + 9):
        found = valid_date(year, month, day)
        if found and found >= today:
            return found
    return None


def first_running(today: date, span_of: Callable[[int], Span]) -> Span:
    """The span of the first year that is not over yet, `span_of` giving the span of a year."""
    for year in range(today.year - 1, today.year + 2):
        span = span_of(year)
        if span[1] >= today:
            return span
    return span_of(today.year + 2)


def season_span(name: str, year: int) -> Span:
    """The season (`printemps`, `ete`, `automne`, `hiver`) that begins in `year`."""
    start, end = date(year, *_SEASONS[name]), date(year, *_SEASON_ENDS[name])
    return start, end if end > start else date(year + 1, *_SEASON_ENDS[name])


def nth_weekday(year: int, month: int, weekday: int, rank: int) -> date | None:
    """The `rank`-th such weekday of a month; rank -1 is the last; None when there is none."""
    first, last = month_span(year, month)
    if rank < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    found = next_weekday(first, weekday) + (rank - 1) * WEEK
    return found if found <= last else None
