"""No small group is ever shown, whatever somebody subtracts from whatever."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from pistes.analytics.facets import Cell
from pistes.analytics.release import hide_small, release

SMALLEST = 5
DAYS = 12
SITES = ("42", "43")

streams = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.sampled_from(SITES),
        st.sampled_from(["chat", "phone"]),
        st.sampled_from(["42095", "43205", "43163"]),
    ),
    max_size=120,
)
Stream = list[tuple[int, str, str, str]]


def shown_by_day(stream: Stream) -> dict[tuple[int, Cell], int]:
    awaiting: dict[Cell, int] = {}
    found = {}
    for day in range(DAYS):
        counts = Counter(
            Cell("commune", site, channel, "", insee) for when, site, channel, insee in stream if when == day
        )
        for cell, shown in release(counts, awaiting, SMALLEST).items():
            found[day, cell] = shown
    return found


def figure(shown: dict[tuple[int, Cell], int], insee: str, since: int, until: int, site: str | None) -> int:
    return sum(
        n
        for (day, cell), n in shown.items()
        if cell.value == insee and since <= day <= until and site in (None, cell.site)
    )


@given(streams)
@settings(max_examples=120, deadline=None)
def test_no_difference_of_two_nested_figures_is_a_small_group(stream: Stream) -> None:
    shown = shown_by_day(stream)
    periods = [(a, b) for a in range(0, DAYS, 3) for b in range(a, DAYS)]
    for insee in ("42095", "43205"):
        for since, until in periods:
            whole = figure(shown, insee, since, until, None)
            for inner in (
                figure(shown, insee, since, until, "42"),
                figure(shown, insee, since + 1, until, None),
                figure(shown, insee, since, until - 1, "43"),
            ):
                left = whole - inner
                assert left == 0 or left >= SMALLEST


@given(streams)
@settings(max_examples=120, deadline=None)
def test_what_is_shown_is_never_more_and_hardly_less_than_the_truth(stream: Stream) -> None:
    shown, exact = Counter[Cell](), Counter[Cell]()
    for (_, cell), n in shown_by_day(stream).items():
        shown[cell] += n
    for _, site, channel, insee in stream:
        exact[Cell("commune", site, channel, "", insee)] += 1
    for cell, n in exact.items():
        assert 0 <= n - shown[cell] < SMALLEST


def test_a_cell_waits_until_it_is_a_group_then_shows_all_at_once() -> None:
    awaiting: dict[Cell, int] = {}
    cell = Cell("commune", "42", "chat", "", "42095")
    assert [release({cell: 2}, awaiting, 5)[cell] for _ in range(4)] == [0, 0, 6, 0]


def test_the_one_small_cell_of_a_table_takes_another_with_it() -> None:
    assert hide_small({"a": 3, "b": 8, "c": 20, "d": 0}, 5) == {"a": None, "b": None, "c": 20, "d": 0}


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=12))
def test_the_total_less_what_is_told_is_no_small_group(counts: dict[int, int]) -> None:
    told = hide_small(counts, SMALLEST)
    hidden = [counts[key] for key, n in told.items() if n is None]
    assert all(n is None or n == 0 or n >= SMALLEST for n in told.values())
    # One hidden cell would be known exactly; a hidden rest smaller than a group would be one, unless nothing else is told.
    if any(told.values()):
        assert not hidden or (len(hidden) > 1 and sum(hidden) >= SMALLEST)
