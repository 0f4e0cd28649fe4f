"""The pencil: escaped text, fitted labels, curves that never overshoot, and the palette."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import MappingProxyType

# The light theme of static/css/tokens.css, which a test compares. A report is light in every theme.
PALETTE = MappingProxyType(
    {
        "ink": "#14282b",
        "soft": "#506065",
        "line": "#dfe4df",
        "track": "#e3e8e3",
        "card": "#ffffff",
        "paper": "#f6f7f4",
        "tint": "#e2eeea",
        "accent": "#0f5c54",
        "target": "#a4660a",
        "s0": "#8c2b1a",
        "s1": "#b04f26",
        "s2": "#836013",
        "s3": "#2a757b",
        "s4": "#0b5259",
    }
)
# Five tones from worst to best; white stands on each.
SCALE = tuple(PALETTE[f"s{tone}"] for tone in range(5))
# Private names: a system font of the same name as ours would be mixed up with it in the PDF.
FONT = "JA Sans, JA Sans Ext, Inter, sans-serif"

_NARROW = frozenset("iljtfrI.,:;'’|!()[]· ")
_WIDE = frozenset("mwMWÄÖÅ@%—…")


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says aloud: one sentence with the numbers, and how to read the picture."""

    title: str
    desc: str = ""


def number(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing zero."""
    return f"{value:.1f}".removesuffix(".0")


def whisker(left: float, right: float, y: float, half: float = 4.0) -> str:
    """A range: a line with an end on each side, dark on a light edge so that it shows on bars."""
    body = ""
    for stroke, width in ((PALETTE["card"], 3.4), (PALETTE["ink"], 1.4)):
        data = (
            f"M{number(left)} {number(y)}H{number(right)}"
            f"M{number(left)} {number(y - half)}v{number(2 * half)}"
            f"M{number(right)} {number(y - half)}v{number(2 * half)}"
        )
        body += path(data, stroke, width)
    return body


def svg(width: float, height: float, body: str, words: Words) -> str:
    desc = f"<desc>{escape(words.desc)}</desc>" if words.desc else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}">'
        f"<title>{escape(words.title)}</title>{desc}{body}</svg>"
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 10,
    fill: str = PALETTE["ink"],
    anchor: str = "start",
    weight: int = 400,
) -> str:
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="{FONT}" font-size="{number(size)}" '
        f'font-weight="{weight}" fill="{fill}" text-anchor="{anchor}">{escape(words)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, extra: str = "") -> str:
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'stroke="{stroke}"{extra}/>'
    )


def rect(x: float, y: float, width: float, height: float, fill: str, extra: str = "") -> str:
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0))}" '
        f'height="{number(max(height, 0))}" fill="{fill}"{extra}/>'
    )


def circle(x: float, y: float, radius: float, fill: str, extra: str = "") -> str:
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}"{extra}/>'


def path(data: str, stroke: str, width: float, extra: str = "") -> str:
    return f'<path d="{data}" fill="none" stroke="{stroke}" stroke-width="{number(width)}"{extra}/>'


def points_of(micro: int) -> float:
    """Points 0 to 100 of micro points, for drawing only: text shows the rounded number."""
    return min(max(micro / 1_000_000, 0.0), 100.0)


def text_width(words: str, size: float, weight: int = 400) -> float:
    """About how wide the words run: nothing measures glyphs here, so it errs on the wide side."""
    ems = sum(
        0.34 if char in _NARROW else 0.95 if char in _WIDE else 0.7 if char.isupper() else 0.61
        for char in words
    )
    return ems * size * (1.06 if weight >= 600 else 1.0)


def fitted(words: str, width: float, size: float, weight: int = 400) -> str:
    """The words, shortened with an ellipsis when they would run wider than this."""
    if text_width(words, size, weight) <= width:
        return words
    while words and text_width(words + "…", size, weight) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def wrapped(words: str, width: float, size: float, weight: int = 400, lines: int = 2) -> list[str]:
    """The words broken at spaces into at most so many lines, the last one shortened to fit."""
    rows = [""]
    for word in words.split():
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or len(rows) == lines or text_width(longer, size, weight) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return [fitted(row, width, size, weight) for row in rows]


def _slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    places = pairwise(zip(xs, ys, strict=True))
    secants = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in places]
    inner = [(a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(secants)]
    slopes = [secants[0], *inner, secants[-1]]
    for i, secant in enumerate(secants):
        if secant == 0:
            slopes[i] = slopes[i + 1] = 0.0
            continue
        a, b = slopes[i] / secant, slopes[i + 1] / secant
        length = math.hypot(a, b)
        if length > 3:
            slopes[i], slopes[i + 1] = 3 * a / length * secant, 3 * b / length * secant
    return slopes


def curve(xs: Sequence[float], ys: Sequence[float]) -> str:
    """Path data through the points: a monotone cubic (Fritsch and Carlson 1980).

    Between two measured values it never leaves the range between them.
    """
    data = f"M{number(xs[0])} {number(ys[0])}"
    if len(xs) < 2:
        return data
    slopes = _slopes(xs, ys)
    for i in range(len(xs) - 1):
        third = (xs[i + 1] - xs[i]) / 3
        data += (
            f"C{number(xs[i] + third)} {number(ys[i] + slopes[i] * third)} "
            f"{number(xs[i + 1] - third)} {number(ys[i + 1] - slopes[i + 1] * third)} "
            f"{number(xs[i + 1])} {number(ys[i + 1])}"
        )
    return data


def runs(values: Sequence[float | None]) -> list[list[int]]:
    """The positions of the values in unbroken runs: a curve does not bridge what nobody saw."""
    found: list[list[int]] = []
    for position, value in enumerate(values):
        if value is None:
            continue
        if found and found[-1][-1] == position - 1:
            found[-1].append(position)
        else:
            found.append([position])
    return found
