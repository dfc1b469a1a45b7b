"""The shape of what managers read: a section is a table, its chart, and what to know of it. Screens and exports share it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pistes.analytics.labels import fewer_than, number, percent

NOT_A_SURVEY = (
    "Ces chiffres comptent des questions posées, pas des personnes ni des opinions : ce n’est pas un sondage."
)


@dataclass(frozen=True)
class Row:
    """A line: `cells` are texts under the section's headers; `key` opens the questions behind it (None: nothing to open)."""

    label: str
    cells: tuple[str, ...]
    key: str | None = None
    # The first figure as a whole number, for files; None when it is too small to be told.
    count: int | None = None


@dataclass(frozen=True)
class Section:
    """One table of the page. `facet` names what its rows' keys are values of."""

    id: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    facet: str = ""
    note: str = ""
    chart: Markup | None = None
    # Names of the chart's colours, in their order.
    key: tuple[str, ...] = ()
    # Rows shown at first on screen; the rest opens. Files hold them all.
    first: int = 12


@dataclass(frozen=True)
class Figure:
    """One of the large figures at the top: a value, how it stood before, and where it leads."""

    label: str
    value: str
    before: str = ""
    change: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Report:
    """Everything of a page."""

    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    total: int = 0
    compared: bool = False
    notes: tuple[str, ...] = field(default_factory=tuple)


def table(
    id_: str,
    title: str,
    counts: Mapping[str, int],
    before: Mapping[str, int] | None,
    names: Mapping[str, str],
    smallest: int,
    *,
    facet: str,
    none: str = "",
    all_keys: Sequence[str] = (),
    note: str = "",
    header: str = "",
) -> Section:
    """A section of counts, the largest first: label, count, share, count of the other period.

    `all_keys` are shown even when their count is too small to be told; such rows open nothing.
    """
    keys = sorted({*counts, *all_keys}, key=lambda key: (-counts.get(key, 0), names.get(key, key)))
    whole = sum(counts.values())
    rows = []
    for key in keys:
        told = told_count(counts.get(key, 0), smallest)
        cells = [number(told) if told is not None else fewer_than(smallest)]
        cells.append(percent(told, whole) if told is not None else "—")
        if before is not None:
            was = told_count(before.get(key, 0), smallest)
            cells.append(number(was) if was is not None else fewer_than(smallest))
        rows.append(Row(names.get(key) or key or none, tuple(cells), key if told else None, told))
    headers = (header or title, "Questions", "Part", *(("Autre période",) if before is not None else ()))
    return Section(id_, title, headers, tuple(rows), facet, note)


def told_count(count: int, smallest: int) -> int | None:
    """`count`, or None when nothing may be said of it: too small, zero among them, so that zero tells nothing either."""
    return count if count >= smallest else None


def change(now: float, before: float) -> str:
    """« + 12 % »; empty when there was nothing before."""
    if not before:
        return ""
    moved = 100 * (now - before) / before
    sign = "+" if moved > 0 else "−" if moved < 0 else ""
    return f"{sign}{number(abs(moved))}\u00a0%"
