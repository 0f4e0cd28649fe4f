"""Many things side by side: sites on one scale, recommendations by cost and impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts.drawing import (
    PALETTE,
    SCALE,
    Words,
    circle,
    fitted,
    line,
    points_of,
    rect,
    svg,
    text,
    whisker,
    wrapped,
)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A site: its mean (None: not visited), its single visits, and a note such as "1 visit"."""

    name: str
    micro: int | None
    shown: str
    tone: int | None
    dots: tuple[int, ...]
    note: str = ""
    is_mean_shown: bool = True  # one visit alone is not the site's mean
    low: int | None = None  # the range, micro points
    high: int | None = None


@dataclass(frozen=True, slots=True)
class MatrixItem:
    number: int
    cost: str  # free, low, medium, high
    impact: str  # low, medium, high


def site_dots(rows: Sequence[PlaceRow], words: Words, *, target: int | None = None) -> str:
    """Each visit a hollow dot, the mean a filled one, all sites on one scale."""
    width, label, right, top, step = 642.0, 190.0, 44.0, 10.0, 34.0
    track = width - label - right
    bottom = top + step * len(rows)
    body = ""
    for points in (0, 25, 50, 75, 100):
        x = label + track * points / 100
        body += line(x, top, x, bottom, PALETTE["line"], ' stroke-width=".6"')
        body += text(x, bottom + 14, str(points), size=9.5, fill=PALETTE["soft"], anchor="middle")
    if target is not None:
        x = label + track * target / 100
        body += line(x, top - 4, x, bottom + 3, PALETTE["target"], ' stroke-width="2"')
    for position, row in enumerate(rows):
        y = top + step * (position + 0.5)
        name = fitted(row.name, label - 14, 11, 600)
        body += text(0, y + (0 if row.note else 4), name, size=11, weight=600)
        if row.note:
            body += text(
                0, y + 13, fitted(row.note, label - 14, 9.5), size=9.5, fill=PALETTE["soft"]
            )
        body += line(label, y, width - right, y, PALETTE["line"], ' stroke-width="1"')
        if row.low is not None and row.high is not None:
            left, end = (label + track * points_of(at) / 100 for at in (row.low, row.high))
            body += whisker(left, end, y)
        for dot in row.dots:
            ring = f' stroke="{PALETTE["ink"]}" stroke-width="1"'
            body += circle(label + track * points_of(dot) / 100, y, 3.4, PALETTE["card"], ring)
        if row.micro is not None and row.is_mean_shown:
            ring = f' stroke="{PALETTE["ink"]}" stroke-width="1"'
            x = label + track * points_of(row.micro) / 100
            body += circle(x, y, 7.5, SCALE[row.tone or 0], ring)
        body += text(width, y + 5, row.shown or "–", size=13, anchor="end", weight=700)
    return svg(width, bottom + 20, body, words)


COSTS = ("free", "low", "medium", "high")
IMPACTS = ("high", "medium", "low")


def _in_cell(items: Sequence[MatrixItem], x: float, y: float, width: float, height: float) -> str:
    """The numbers of one cell in rows; what does not fit is counted."""
    radius, body = 12.0, ""
    columns = max(int((width - 8) // 29), 1)
    rows = max(int((height - 8) // 29), 1)
    shown = list(items[: columns * rows])
    hidden = len(items) - len(shown)
    if hidden:
        shown, hidden = shown[:-1], hidden + 1
    for position, item in enumerate(shown):
        cx = x + 20 + 29 * (position % columns)
        cy = y + 20 + 29 * (position // columns)
        body += circle(cx, cy, radius, PALETTE["accent"])
        body += text(
            cx,
            cy + 4.2,
            str(item.number),
            size=12,
            fill=PALETTE["card"],
            anchor="middle",
            weight=700,
        )
    if hidden:
        position = len(shown)
        cx = x + 20 + 29 * (position % columns)
        cy = y + 20 + 29 * (position // columns)
        body += text(cx, cy + 4, f"+{hidden}", size=11, anchor="middle", weight=600)
    return body


def cost_impact_matrix(
    items: Sequence[MatrixItem],
    words: Words,
    *,
    costs: Mapping[str, str],
    impacts: Mapping[str, str],
    axes: tuple[str, str],
    width: float = 642,
) -> str:
    """Recommendations by cost (across) and impact (up); ``axes`` name the two."""
    left, top, cell = 104.0, 22.0, 74.0
    column = (width - left) / len(COSTS)
    bottom = top + cell * len(IMPACTS)
    body = text(left, 12, axes[1], size=10, fill=PALETTE["soft"])
    for row, impact in enumerate(IMPACTS):
        y = top + cell * row
        name = impacts[impact]
        for index, words_ in enumerate(wrapped(name, left - 12, 10.5, 600)):
            body += text(0, y + cell / 2 + 4 + 13 * index, words_, size=10.5, weight=600)
        for place, cost in enumerate(COSTS):
            x = left + column * place
            fill = PALETTE["tint"] if cost == "free" and impact != "low" else PALETTE["paper"]
            body += rect(x + 1, y + 1, column - 2, cell - 2, fill)
            inside = [item for item in items if (item.cost, item.impact) == (cost, impact)]
            body += _in_cell(inside, x, y, column, cell)
    for place, cost in enumerate(COSTS):
        x = left + column * (place + 0.5)
        body += text(
            x,
            bottom + 16,
            fitted(costs[cost], column - 8, 10.5, 600),
            size=10.5,
            anchor="middle",
            weight=600,
        )
    body += text(width, bottom + 34, axes[0], size=10, fill=PALETTE["soft"], anchor="end")
    return svg(width, bottom + 42, body, words)
