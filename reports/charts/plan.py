"""A plan on a line of days: what begins when, and when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.drawing import PALETTE, Words, circle, fitted, line, rect, svg, text


@dataclass(frozen=True, slots=True)
class PlanRow:
    number: int
    name: str
    start: int  # days
    end: int


def plan_chart(
    rows: Sequence[PlanRow],
    words: Words,
    *,
    labels: Sequence[str],
    days: Sequence[int],
    width: float = 642,
) -> str:
    """One bar for each row; ``labels`` name the ``days`` at the foot."""
    label, right, top, step = 292.0, 14.0, 8.0, 24.0
    track, last = width - label - right, max(days)
    bottom = top + step * len(rows)
    body = ""
    for index, (day, name) in enumerate(zip(days, labels, strict=True)):
        x = label + track * day / last
        body += line(x, top, x, bottom, PALETTE["line"], ' stroke-width=".8"')
        anchor = "start" if index == 0 else "end" if day == last else "middle"
        body += text(x, bottom + 15, name, size=9.5, fill=PALETTE["soft"], anchor=anchor)
    for index, row in enumerate(rows):
        y = top + step * (index + 0.5)
        body += circle(11, y, 10, PALETTE["accent"])
        body += text(
            11,
            y + 3.8,
            str(row.number),
            size=10.5,
            fill=PALETTE["card"],
            anchor="middle",
            weight=700,
        )
        body += text(30, y + 4, fitted(row.name, label - 42, 10.5, 600), size=10.5, weight=600)
        x = label + track * row.start / last
        body += rect(x, y - 5.5, track * (row.end - row.start) / last, 11, PALETTE["accent"])
    return svg(width, bottom + 22, body, words)
