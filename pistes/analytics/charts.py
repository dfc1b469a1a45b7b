"""Charts as SVG, drawn here: no script, no third party. Each stands beside its table, which says the same in words.

Colours are classes of `api/static/pilotage.css`: no style is written in the page (its content policy forbids it).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

WIDTH = 640
HEAT_STEPS = 5


class Column(NamedTuple):
    """A point of a trend: its label and the stacked parts, in the order of the key."""

    label: str
    parts: tuple[int, ...]


class Dot(NamedTuple):
    """A commune of the map: place in the drawing, name, count shown."""

    x: float
    y: float
    name: str
    amount: int


def _svg(width: float, height: float, label: str, body: Sequence[Markup], kind: str) -> Markup:
    head = Markup('<svg class="chart chart-{}" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">').format(
        kind, width, height, label
    )
    return head + Markup("").join(body) + Markup("</svg>")


def columns(points: Sequence[Column], label: str) -> Markup:
    """Stacked columns, oldest first; a label under about eight of them."""
    height, base, left = 240, 208, 44
    highest = _round_up(max((sum(point.parts) for point in points), default=1))
    step = (WIDTH - left) / max(len(points), 1)
    body = [
        Markup('<line class="axis" x1="{0}" x2="{1}" y1="{2:g}" y2="{2:g}"/><text class="tick" x="{3}" y="{4:g}" '
               'text-anchor="end">{5}</text>').format(left, WIDTH, y, left - 6, y + 4, round(highest * share))
        for share in (0, 0.5, 1)
        for y in [base - share * (base - 16)]
    ]  # fmt: skip
    every = max(1, -(-len(points) // 8))
    for at, point in enumerate(points):
        x, y = left + at * step + step * 0.12, float(base)
        for rank, part in enumerate(point.parts):
            tall = part / highest * (base - 16)
            y -= tall
            if part:
                shape = Markup('<rect class="part-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
                body.append(shape.format(rank, x, y, step * 0.76, tall))
        if at % every == 0:
            text = Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>')
            body.append(text.format(left + at * step + step / 2, base + 20, point.label))
    return _svg(WIDTH, height, label, body, "columns")


def bars(rows: Sequence[tuple[str, int]], label: str) -> Markup:
    """Horizontal bars with their names above them, the same order as the table."""
    line = 40
    highest = max((count for _, count in rows), default=0) or 1
    body = []
    for at, (name, count) in enumerate(rows):
        y = at * line
        shape = Markup(
            '<text class="tick" x="0" y="{}">{}</text><rect class="part-0" x="0" y="{}" width="{:.1f}" height="12"/>'
        )
        body.append(shape.format(y + 14, _short(name), y + 20, max(1.0, count / highest * WIDTH * 0.98)))
    return _svg(WIDTH, max(line * len(rows), line), label, body, "bars")


def heat(counts: Mapping[tuple[int, int], int], days: Sequence[str], label: str) -> Markup:
    """Hours × days: {(weekday 0 to 6, hour 0 to 23): count}."""
    left, top, cell = 92, 24, 22
    highest = max(counts.values(), default=0) or 1
    body = [
        Markup('<text class="tick" x="{}" y="16" text-anchor="middle">{}{}</text>').format(
            left + hour * cell + cell / 2, hour, " h"
        )
        for hour in range(0, 24, 3)
    ]
    for day, name in enumerate(days):
        y = top + day * cell
        body.append(Markup('<text class="tick" x="0" y="{}">{}</text>').format(y + 16, name))
        for hour in range(24):
            level = -(-counts.get((day, hour), 0) * HEAT_STEPS // highest)
            shape = Markup('<rect class="heat-{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
            body.append(shape.format(level, left + hour * cell + 1, y + 1, cell - 2, cell - 2))
    return _svg(left + 24 * cell, top + len(days) * cell, label, body, "heat")


def dots(background: Mapping[str, str], found: Sequence[Dot], size: tuple[float, float], label: str) -> Markup:
    """The map: one small dot a commune (`background`: {class: path}), a disc by demand, the largest below."""
    highest = max((dot.amount for dot in found), default=0) or 1
    body = [Markup('<path class="{}" d="{}"/>').format(name, path) for name, path in background.items()]
    for dot in sorted(found, key=lambda dot: -dot.amount):
        radius = 3 + 17 * (dot.amount / highest) ** 0.5
        shape = Markup('<circle class="demand" cx="{:g}" cy="{:g}" r="{:.1f}"><title>{} : {}</title></circle>')
        body.append(shape.format(dot.x, dot.y, radius, dot.name, dot.amount))
    return _svg(*size, label, body, "map")


def _short(name: str, longest: int = 70) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"


def _round_up(highest: int) -> int:
    """The next 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for step in (1, 2, 5):
            if highest <= step * size:
                return step * size
        size *= 10
