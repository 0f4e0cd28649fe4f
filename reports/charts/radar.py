"""The profile as a figure: a spoke for each stage, its points, its range, and the target."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reports.charts.bars import ScoreRow
from reports.charts.drawing import (
    PALETTE,
    Words,
    circle,
    line,
    number,
    path,
    points_of,
    runs,
    svg,
    text,
)

SIZE, RADIUS, LABEL = 232.0, 88.0, 103.0
# Two spokes make no figure.
FEWEST = 3


def _at(spoke: int, spokes: int, distance: float) -> tuple[float, float]:
    angle = 2 * math.pi * spoke / spokes
    return SIZE / 2 + distance * math.sin(angle), SIZE / 2 - distance * math.cos(angle)


def _ring(spokes: int, points: float, stroke: str, width: float, extra: str = "") -> str:
    places = [_at(spoke, spokes, RADIUS * points / 100) for spoke in range(spokes)]
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places) + "Z"
    return path(data, stroke, width, extra)


def _figure(rows: Sequence[ScoreRow]) -> str:
    """The line through the points: closed when every stage has some, else with gaps."""
    places = [
        None if row.micro is None else _at(spoke, len(rows), RADIUS * points_of(row.micro) / 100)
        for spoke, row in enumerate(rows)
    ]
    if None not in places:
        places.append(places[0])
    body = ""
    for run in runs([None if place is None else 0.0 for place in places]):
        known = [place for place in (places[position] for position in run) if place]
        if len(known) > 1:
            data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in known)
            body += path(data, PALETTE["accent"], 2.2, ' stroke-linejoin="round"')
    return body


def stage_radar(rows: Sequence[ScoreRow], words: Words, *, target: int | None = None) -> str:
    """One spoke for each row, from 0 in the middle to 100; "" for fewer than three with points."""
    if sum(row.micro is not None for row in rows) < FEWEST:
        return ""
    count, body = len(rows), ""
    for points in (25, 50, 75, 100):
        body += _ring(count, points, PALETTE["line"], 0.8)
    for spoke, row in enumerate(rows):
        body += line(SIZE / 2, SIZE / 2, *_at(spoke, count, RADIUS), PALETTE["line"])
        x, y = _at(spoke, count, LABEL)
        body += text(x, y + 3.6, str(spoke + 1), size=10.5, anchor="middle", weight=600)
        if row.low is not None and row.high is not None:
            ends = (_at(spoke, count, RADIUS * points_of(at) / 100) for at in (row.low, row.high))
            (x1, y1), (x2, y2) = ends
            body += line(
                x1, y1, x2, y2, PALETTE["soft"], ' stroke-width="2.4" stroke-opacity=".55"'
            )
    if target is not None:
        body += _ring(count, target, PALETTE["target"], 1.6, ' stroke-dasharray="4 3"')
    body += _figure(rows)
    for spoke, row in enumerate(rows):
        if row.micro is not None:
            x, y = _at(spoke, count, RADIUS * points_of(row.micro) / 100)
            ring = f' stroke="{PALETTE["accent"]}" stroke-width="1.8"'
            body += circle(x, y, 3.4, PALETTE["card"], ring)
    return svg(SIZE, SIZE, body, words)
