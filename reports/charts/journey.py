"""The journey: what was expected, what was experienced, and how it felt on the way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.drawing import (
    PALETTE,
    Words,
    circle,
    curve,
    fitted,
    line,
    number,
    path,
    points_of,
    rect,
    runs,
    svg,
    text,
    text_width,
    wrapped,
)

SCALE_TOP = 4.0  # expectation and experience, 0 to 4
FEELING_TOP = 3.0  # −3 to 3
EXPERIENCE_HEIGHT = 104.0
FEELING_HEIGHT = 120.0
# The cover is dark in every theme: --bar and --focus-on-bar of the light one.
COVER = "#0c3b38"
COVER_LINE = "#f3bb63"


@dataclass(frozen=True, slots=True)
class JourneyStage:
    """Means of one stage as numbers, and as they are shown."""

    name: str
    expected: float | None = None
    experienced: float | None = None
    expected_shown: str = ""
    experienced_shown: str = ""


@dataclass(frozen=True, slots=True)
class EmotionStage:
    """The mean feeling of a stage, the single visits, and a mark (peak, end) with its label."""

    mean: float | None = None
    shown: str = ""
    visits: tuple[float | None, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    name: str
    expected: float | None
    experienced: float | None
    expected_shown: str
    experienced_shown: str
    gap_shown: str


def _middles(count: int, left: float, width: float) -> list[float]:
    return [left + (width - left) * (i + 0.5) / count for i in range(count)]


def _stripes(count: int, left: float, width: float, top: float, bottom: float) -> str:
    step = (width - left) / count
    return "".join(
        rect(left + step * i, top, step, bottom - top, PALETTE["paper"]) for i in range(0, count, 2)
    )


def _curves(xs: Sequence[float], ys: Sequence[float | None], stroke: str, extra: str) -> str:
    body = ""
    for run in runs(ys):
        if len(run) > 1:
            known = [y for y in (ys[i] for i in run) if y is not None]
            data = curve([xs[i] for i in run], known)
            body += f'<path d="{data}" fill="none" stroke="{stroke}"{extra}/>'
    return body


def _grid(left: float, width: float, rows: Sequence[tuple[float, str]]) -> str:
    body = ""
    for y, label in rows:
        body += line(left, y, width, y, PALETTE["line"], ' stroke-width=".6"')
        body += text(left - 8, y + 3.5, label, size=10, fill=PALETTE["soft"], anchor="end")
    return body


def _experience(stages: Sequence[JourneyStage], xs: Sequence[float], top: float) -> str:
    """Expectation dashed and hollow, experience solid, the difference between them shaded."""
    height = EXPERIENCE_HEIGHT

    def y_of(value: float | None) -> float | None:
        return None if value is None else top + height * (1 - value / SCALE_TOP)

    expected = [y_of(stage.expected) for stage in stages]
    experienced = [y_of(stage.experienced) for stage in stages]
    body = _curves(
        xs, expected, PALETTE["target"], ' stroke-width="1.8" stroke-dasharray="5 4"'
    ) + _curves(xs, experienced, PALETTE["accent"], ' stroke-width="2.6" stroke-linecap="round"')
    for x, stage, high, low in zip(xs, stages, expected, experienced, strict=True):
        if high is not None and low is not None:
            body += line(x, high, x, low, PALETTE["line"], ' stroke-width="5"')
        # Two labels at one place stand on different sides of the point.
        above = high is not None and (low is None or high <= low)
        if high is not None:
            ring = f' stroke="{PALETTE["target"]}" stroke-width="2"'
            body += circle(x, high, 5, PALETTE["card"], ring)
            dy = -10 if above else 19
            body += text(
                x + 0, high + dy, stage.expected_shown, size=11, fill=PALETTE["target"],
                anchor="middle", weight=600,
            )  # fmt: skip
        if low is not None:
            body += circle(x, low, 5.5, PALETTE["accent"])
            dy = 19 if above else -10
            body += text(
                x, low + dy, stage.experienced_shown, size=11, fill=PALETTE["accent"],
                anchor="middle", weight=700,
            )  # fmt: skip
    return body


def _feeling(stages: Sequence[EmotionStage], xs: Sequence[float], top: float) -> str:
    """The emotional curve: single visits thin, their mean thick, peak and end named."""
    height = FEELING_HEIGHT

    def y_of(value: float | None) -> float | None:
        return None if value is None else top + height * (FEELING_TOP - value) / (2 * FEELING_TOP)

    body = ""
    for visit in range(max((len(stage.visits) for stage in stages), default=0)):
        ys = [y_of(stage.visits[visit]) for stage in stages if visit < len(stage.visits)]
        if len(ys) == len(stages):
            thin = ' stroke-width=".8" stroke-opacity=".4"'
            body += _curves(xs, ys, PALETTE["s3"], thin)
    means = [y_of(stage.mean) for stage in stages]
    body += _curves(xs, means, PALETTE["accent"], ' stroke-width="3" stroke-linecap="round"')
    for x, y, stage in zip(xs, means, stages, strict=True):
        if y is None:
            continue
        fill = PALETTE["target"] if stage.mark else PALETTE["accent"]
        body += circle(x, y, 16, fill, f' stroke="{PALETTE["card"]}" stroke-width="2"')
        body += text(
            x, y + 4, stage.shown, size=11, fill=PALETTE["card"], anchor="middle", weight=700
        )
        if stage.mark:
            below = y < top + height / 2
            words = fitted(stage.mark, 150, 10, 600)
            body += text(x, y + (31 if below else -21), words, size=10, anchor="middle", weight=600)
    return body


def journey_chart(
    stages: Sequence[JourneyStage],
    feelings: Sequence[EmotionStage],
    words: Words,
    *,
    labels: tuple[str, str, str],
    width: float = 1001,
) -> str:
    """Expectation and experience above, the emotional curve below, over the same stages.

    ``labels`` name the three: expectation, experience, feeling. 1001 is a landscape page's width.
    """
    left, top = 116.0, 30.0
    feeling_top = top + EXPERIENCE_HEIGHT + 46
    bottom = feeling_top + FEELING_HEIGHT
    xs = _middles(len(stages), left, width)
    body = _stripes(len(stages), left, width, top - 22, bottom + 30)
    body += _grid(left, width, [(top + EXPERIENCE_HEIGHT * (1 - v / 4), str(v)) for v in (0, 2, 4)])
    body += _grid(
        left,
        width,
        [
            (feeling_top + FEELING_HEIGHT * (3 - v) / 6, {3: "+3", 0: "0", -3: "−3"}[v])
            for v in (3, 0, -3)
        ],
    )
    zero = feeling_top + FEELING_HEIGHT / 2
    body += line(left, zero, width, zero, PALETTE["soft"], ' stroke-width=".8"')
    expectation, experience, feeling = labels
    body += circle(
        5, top + 28, 4, PALETTE["card"], f' stroke="{PALETTE["target"]}" stroke-width="2"'
    )
    body += text(14, top + 32, fitted(expectation, left - 34, 10, 600), size=10, weight=600)
    body += circle(5, top + 52, 5, PALETTE["accent"])
    body += text(14, top + 56, fitted(experience, left - 34, 10, 600), size=10, weight=600)
    for index, row in enumerate(wrapped(feeling, left - 26, 10, 600)):
        body += text(0, zero - 28 + 13 * index, row, size=10, weight=600)
    body += _experience(stages, xs, top) + _feeling(feelings, xs, feeling_top)
    step = (width - left) / max(len(stages), 1)
    for x, stage in zip(xs, stages, strict=True):
        name = fitted(stage.name, step - 10, 12, 600)
        body += text(x, bottom + 22, name, size=12, anchor="middle", weight=600)
    return svg(width, bottom + 30, body, words)


def gap_chart(rows: Sequence[GapRow], words: Words, *, labels: tuple[str, str]) -> str:
    """Expectation and experience of each stage on one line, the gap as a number at its end."""
    width, label, right, top, step = 642.0, 170.0, 58.0, 26.0, 34.0
    track = width - label - right
    bottom = top + step * len(rows)
    body = ""
    for value in range(5):
        x = label + track * value / SCALE_TOP
        body += line(x, top - 4, x, bottom, PALETTE["line"], ' stroke-width=".6"')
        body += text(x, bottom + 14, str(value), size=9.5, fill=PALETTE["soft"], anchor="middle")
    ring = f' stroke="{PALETTE["target"]}" stroke-width="2"'
    body += circle(label + 5, 8, 4, PALETTE["card"], ring) + text(
        label + 14, 12, labels[0], size=10
    )
    second = label + 14 + text_width(labels[0], 10) + 24
    body += circle(second, 8, 5, PALETTE["accent"]) + text(second + 9, 12, labels[1], size=10)
    for position, row in enumerate(rows):
        y = top + step * (position + 0.5)
        name = fitted(row.name, label - 14, 11, 600)
        body += text(label - 12, y + 4, name, size=11, anchor="end", weight=600)
        body += text(width, y + 5, row.gap_shown or "–", size=13, anchor="end", weight=700)
        places = [
            None if value is None else label + track * value / SCALE_TOP
            for value in (row.expected, row.experienced)
        ]
        if places[0] is not None and places[1] is not None:
            below = places[1] < places[0]
            stroke = PALETTE["s0"] if below else PALETTE["s3"]
            body += line(places[0], y, places[1], y, stroke, ' stroke-width="4"')
        if places[0] is not None:
            body += circle(places[0], y, 5, PALETTE["card"], ring)
        if places[1] is not None:
            body += circle(places[1], y, 6, PALETTE["accent"])
    return svg(width, bottom + 20, body, words)


def cover_art(scores: Sequence[int | None]) -> str:
    """The client's own journey as line art for the cover: a picture without words."""
    width, height, layers = 794.0, 420.0, 26
    known = [50.0 if micro is None else points_of(micro) for micro in scores] or [50.0]
    levels = [known[0], *known, known[-1]]
    xs = [width * i / (len(levels) - 1) for i in range(len(levels))]
    middle = layers // 2 - 1

    def ys(layer: int) -> list[float]:
        spread = layer - middle
        return [
            min(
                height - 6.0,
                max(
                    6.0,
                    height * (1 - 0.82 * level / 100)
                    + spread * 7.2 * (1 + 0.25 * math.sin(i * 1.3 + layer * 0.11)),
                ),
            )
            for i, level in enumerate(levels)
        ]

    body = ""
    for layer in range(layers):
        if layer != middle:
            opacity = 0.07 + 0.16 * (1 - abs(layer - middle) / middle)
            faint = f' stroke-opacity="{max(opacity, 0.05):.2f}"'
            body += path(curve(xs, ys(layer)), PALETTE["card"], 1, faint)
    own = ys(middle)
    body += path(curve(xs, own), COVER_LINE, 2.6)
    for x, y in list(zip(xs, own, strict=True))[1:-1]:
        body += circle(x, y, 6, COVER_LINE) + circle(x, y, 2.4, COVER)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}">{body}</svg>'
    )
