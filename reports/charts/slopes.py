"""Two rounds side by side: a line from each figure before to the same figure now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.charts.drawing import PALETTE, Words, circle, fitted, line, points_of, svg, text

WIDTH, LEFT, RIGHT, TOP, HEIGHT = 642.0, 210.0, 432.0, 30.0, 170.0
# Labels of one side stand at least so far apart.
STEP, SIZE = 14.0, 10.5


@dataclass(frozen=True, slots=True)
class SlopeRow:
    """One figure in both rounds, None where it has no points."""

    name: str
    before: int | None  # micro points
    after: int | None
    before_shown: str
    after_shown: str
    is_probable: bool = False  # chance does not explain it
    is_total: bool = False


def _height(micro: int, lowest: float, highest: float) -> float:
    return TOP + HEIGHT * (highest - points_of(micro)) / (highest - lowest)


def _scale(rows: Sequence[SlopeRow]) -> tuple[float, float]:
    """The part of 0 to 100 that is drawn: whole tens around the figures, thirty at least."""
    known = [points_of(one) for row in rows for one in (row.before, row.after) if one is not None]
    lowest = min(known, default=0) // 10 * 10
    highest = -(-max(known, default=100) // 10) * 10
    return max(min(lowest, highest - 30), 0.0), min(max(highest, lowest + 30), 100.0)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of the labels, in the same order, none over another."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    found = list(heights)
    for upper, lower in pairwise(order):
        found[lower] = max(found[lower], found[upper] + STEP)
    surplus = max(found, default=0.0) - (TOP + HEIGHT)
    limit = TOP + HEIGHT
    for place in reversed(order if surplus > 0 else []):
        found[place] = min(found[place], limit)
        limit = found[place] - STEP
    return found


def _line(row: SlopeRow, before: float, after: float) -> str:
    colour = PALETTE["accent"] if row.is_probable else PALETTE["soft"]
    extra = f' stroke-width="{3 if row.is_total else 1.8}"'
    if not row.is_probable:
        extra += ' stroke-dasharray="5 4"'
    body = line(LEFT, before, RIGHT, after, colour, extra)
    return body + "".join(circle(x, y, 3.6, colour) for x, y in ((LEFT, before), (RIGHT, after)))


def slope_chart(rows: Sequence[SlopeRow], words: Words, *, rounds: tuple[str, str]) -> str:
    """``rounds`` name the two sides. A line is full where chance does not explain the change."""
    lowest, highest = _scale(rows)
    body = ""
    for x, name, anchor in ((LEFT, rounds[0], "end"), (RIGHT, rounds[1], "start")):
        body += line(x, TOP, x, TOP + HEIGHT, PALETTE["line"], ' stroke-width="1"')
        label = fitted(name, LEFT - 8, SIZE, 600)
        body += text(x, 14, label, size=SIZE, anchor=anchor, weight=600, fill=PALETTE["soft"])
    shown = [row for row in rows if row.before is not None and row.after is not None]
    before = [_height(row.before or 0, lowest, highest) for row in shown]
    after = [_height(row.after or 0, lowest, highest) for row in shown]
    for row, left, right in zip(shown, before, after, strict=True):
        body += _line(row, left, right)
    for row, left, right in zip(shown, _apart(before), _apart(after), strict=True):
        weight = 700 if row.is_total else 400
        name = fitted(row.name, LEFT - 60, SIZE, 600)
        for x, y, words_, anchor in (
            (LEFT - 10, left, f"{name} {row.before_shown}", "end"),
            (RIGHT + 10, right, f"{row.after_shown} {name}", "start"),
        ):
            body += text(x, y + 3.6, words_, size=SIZE, anchor=anchor, weight=weight)
    return svg(WIDTH, TOP + HEIGHT + 12, body, words)
