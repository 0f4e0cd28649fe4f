"""One figure and its parts: the ring of the total, the bars of the stages, the promise bar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.drawing import (
    PALETTE,
    SCALE,
    Words,
    circle,
    line,
    number,
    path,
    points_of,
    rect,
    svg,
    text,
    text_width,
    whisker,
    wrapped,
)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A named score: ``dots`` are the single visits behind it."""

    name: str
    micro: int | None
    shown: str
    tone: int | None = None
    dots: tuple[int, ...] = ()
    low: int | None = None  # the range, micro points
    high: int | None = None
    is_tentative: bool = False  # hatched: the band may be another


def _on_ring(centre: float, radius: float, points: float) -> tuple[float, float]:
    angle = 2 * math.pi * points / 100
    return centre + radius * math.sin(angle), centre - radius * math.cos(angle)


def _arc(centre: float, radius: float, points: float) -> str:
    # A full circle has no arc of its own: its two ends are the same point.
    if points >= 99.99:
        ring = f' stroke="{PALETTE["accent"]}" stroke-width="15"'
        return circle(centre, centre, radius, "none", ring)
    (x1, y1), (x2, y2) = _on_ring(centre, radius, 0), _on_ring(centre, radius, points)
    data = (
        f"M{number(x1)} {number(y1)}A{number(radius)} {number(radius)} 0 "
        f"{int(points > 50)} 1 {number(x2)} {number(y2)}"
    )
    return path(data, PALETTE["accent"], 15)


def score_ring(
    micro: int | None,
    shown: str,
    words: Words,
    *,
    target: int | None = None,
    ends: tuple[int, int] | None = None,
) -> str:
    """The total as a ring with the number in it, a mark at the target, and the range around it."""
    size, radius = 190.0, 76.0
    centre = size / 2
    body = circle(centre, centre, radius, "none", f' stroke="{PALETTE["track"]}" stroke-width="15"')
    if micro is not None and micro > 0:
        body += _arc(centre, radius, points_of(micro))
    if ends:
        low, high = (points_of(end) for end in ends)
        (x1, y1), (x2, y2) = (_on_ring(centre, radius + 12, end) for end in (low, high))
        outer = number(radius + 12)
        data = (
            f"M{number(x1)} {number(y1)}A{outer} {outer} 0 "
            f"{int(high - low > 50)} 1 {number(x2)} {number(y2)}"
        )
        body += path(data, PALETTE["ink"], 2)
    if target is not None:
        (x1, y1), (x2, y2) = (_on_ring(centre, radius + r, target) for r in (-11, 11))
        body += line(x1, y1, x2, y2, PALETTE["target"], ' stroke-width="3"')
    body += text(centre, centre + 13, shown or "–", size=46, anchor="middle", weight=700)
    body += text(centre, centre + 32, "/ 100", size=11, fill=PALETTE["soft"], anchor="middle")
    return svg(size, size, body, words)


def _axis(left: float, width: float, top: float, bottom: float) -> str:
    body = ""
    for points in (0, 25, 50, 75, 100):
        x = left + width * points / 100
        body += line(x, top, x, bottom, PALETTE["line"], ' stroke-width=".6"')
        body += text(x, bottom + 14, str(points), size=9.5, fill=PALETTE["soft"], anchor="middle")
    return body


def _hatched(x: float, y: float, width: float, height: float) -> str:
    """Thin light lines across a bar; on black and white they say the same."""
    data = "".join(
        f"M{number(x + at)} {number(y + height)}L{number(min(x + at + 9, x + width))} {number(y)}"
        for at in range(3, max(int(width) - 9, 3), 9)
    )
    return path(data, PALETTE["card"], 1, ' stroke-opacity=".55"') if data else ""


def stage_bars(
    rows: Sequence[ScoreRow], words: Words, *, target: int | None = None, width: float = 642
) -> str:
    """A bar for each stage, the single visits as dots on it, the target as a line."""
    label, right, top, step = min(150.0, width * 0.3), 42.0, 8.0, 40.0
    track = width - label - right
    bottom = top + step * len(rows)
    body = _axis(label, track, top, bottom)
    for position, row in enumerate(rows):
        middle = top + step * (position + 0.5)
        lines = wrapped(row.name, label - 12, 11, 600)
        for index, words_ in enumerate(lines):
            y = middle + 4 + 13 * (index - (len(lines) - 1) / 2)
            body += text(label - 10, y, words_, size=11, anchor="end", weight=600)
        body += rect(label, middle - 11, track, 22, PALETTE["track"])
        if row.micro is not None:
            body += rect(
                label, middle - 11, track * points_of(row.micro) / 100, 22, SCALE[row.tone or 0]
            )
            if row.is_tentative:
                body += _hatched(label, middle - 11, track * points_of(row.micro) / 100, 22)
        for dot in row.dots:
            ring = f' stroke="{PALETTE["ink"]}" stroke-width=".8"'
            x = label + track * points_of(dot) / 100
            body += circle(x, middle - 6, 2.2, PALETTE["card"], ring)
        if row.low is not None and row.high is not None:
            left, end = (label + track * points_of(at) / 100 for at in (row.low, row.high))
            body += whisker(left, end, middle + 4)
        body += text(width - right + 10, middle + 5, row.shown or "–", size=14, weight=700)
    if target is not None:
        x = label + track * target / 100
        body += line(x, top - 4, x, bottom + 3, PALETTE["target"], ' stroke-width="2"')
    return svg(width, bottom + 22, body, words)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of them came out so; ``tone`` None: it could not be told."""

    name: str
    count: int
    tone: int | None


def promise_bar(shares: Sequence[Share], words: Words) -> str:
    """Promises as one bar of counts, each outcome named below it."""
    width, height = 642.0, 58.0
    total = sum(share.count for share in shares)
    body = "" if total else rect(0, 0, width, 30, PALETTE["track"])
    x = label = 0.0
    for share in shares:
        fill = PALETTE["soft"] if share.tone is None else SCALE[share.tone]
        if share.count:
            part = width * share.count / total
            body += rect(x, 0, part - 1.5, 30, fill)
            if part > 18:
                body += text(
                    x + 9, 20.5, str(share.count), size=14, fill=PALETTE["card"], weight=700
                )
            x += part
        name = f"{share.name} {share.count}"
        body += rect(label, 42, 9, 9, fill) + text(label + 14, 50.5, name, size=10.5)
        label += 14 + text_width(name, 10.5) + 20
    return svg(width, height, body, words)
