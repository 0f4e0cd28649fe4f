"""The report's own fonts, under names of their own, cut into the writing systems that are used.

A font of the system with the same name as ours would be mixed up with it glyph by glyph, and so
would two files under one name: WeasyPrint tells fonts apart by family, weight and style alone.
Therefore each file of letters (Latin, more Latin, Greek, Cyrillic) is a family of its own, and the
families stand after each other in the style sheet.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from reports.pdf.renderer import Asset, PdfError


@dataclass(frozen=True, slots=True)
class Writing:
    """A part of a font: the end of its family's name, its file's word, and its letters."""

    suffix: str
    word: str
    letters: re.Pattern[str]


# What is not here (other scripts, signs) falls back to a font of the machine.
WRITINGS = (
    Writing("", "latin", re.compile("[\x20-\xff]")),
    Writing(
        " Ext",
        "latin-ext",
        re.compile("[\u0100-\u0130\u0132-\u0151\u0154-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff]"),
    ),
    Writing(" Greek", "greek", re.compile("[\u0370-\u03ff]")),
    Writing(" Cyrillic", "cyrillic", re.compile("[\u0400-\u045f\u0490\u0491]")),
)
FACES = (
    ("JA Sans", "inter", 400, "normal"),
    ("JA Sans", "inter", 600, "normal"),
    ("JA Sans", "inter", 700, "normal"),
    ("JA Serif", "source-serif-4", 400, "normal"),
    ("JA Serif", "source-serif-4", 400, "italic"),
    ("JA Serif", "source-serif-4", 600, "normal"),
)


def _faces(text: str) -> Iterator[tuple[str, str, int, str]]:
    """Family, file, weight and style of every font that the text may need."""
    for writing in WRITINGS:
        if writing.letters.search(text):
            for family, folder, weight, style in FACES:
                name = f"{folder}-{writing.word}-{weight}-{style}.woff"
                yield family + writing.suffix, f"fonts/{folder}/{name}", weight, style


def font_css(text: str) -> str:
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f"src: url(asset:{file}) }}"
        for family, file, weight, style in _faces(text)
    )


@cache
def unpacked(path: Path) -> bytes:
    """The plain font of a WOFF file (W3C WOFF 1.0, section 4): its tables, no longer compressed.

    Done here and kept: the typesetter would spend a third of a second on it for each report, and
    would stamp the font with the time, so that no two reports were equal.
    """
    woff = path.read_bytes()
    _signature, flavor, _length, count = struct.unpack_from(">4sLLH", woff)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(
        ">LHHHH", flavor, count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    directory, body, place = b"", b"", 12 + 16 * count
    for index in range(count):
        tag, start, packed, size, checksum = struct.unpack_from(">4sLLLL", woff, 44 + 20 * index)
        table = woff[start : start + packed]
        if packed < size:
            table = zlib.decompress(table)
        directory += struct.pack(">4sLLL", tag, checksum, place + len(body), size)
        body += table + b"\0" * (-size % 4)
    return head + directory + body


def font_assets(text: str) -> dict[str, Asset]:
    assets = {}
    for _family, file, _weight, _style in _faces(text):
        found = finders.find(file)
        if not isinstance(found, str):
            raise PdfError(f"{file} is missing: the typefaces come with “npm ci”")
        assets[f"asset:{file}"] = Asset("font/ttf", unpacked(Path(found)))
    return assets


def chart_fonts() -> list[bytes]:
    """The plain typeface files of charts that are drawn outside the PDF: Latin letters."""
    faces = [(family, file) for family, file, _weight, _style in _faces("a") if "inter" in file]
    assets = font_assets("a")
    return [assets[f"asset:{file}"].body for _family, file in faces]
