"""Charts as PNG, for formats that know no SVG: drawn with the report's own typefaces."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import resvg_py

FAMILY = re.compile(r'font-family="[^"]*"')
ZOOM = 2.0  # sharp on paper, too


class Painter:
    """Draws charts. The typefaces lie in files of their own as long as it lives."""

    def __init__(self, fonts: Sequence[bytes], family: str = "Inter") -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="fonts-")
        self.family = family
        self.files = []
        for number, font in enumerate(fonts):
            file = Path(self.folder.name) / f"{number}.ttf"
            file.write_bytes(font)
            self.files.append(str(file))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.folder.cleanup()

    def png(self, svg: str) -> bytes:
        """The picture on white, twice as many pixels as the drawing has units."""
        drawn: bytes = resvg_py.svg_to_bytes(
            svg_string=FAMILY.sub(f'font-family="{self.family}"', svg),
            background="#ffffff",
            zoom=ZOOM,
            font_files=self.files,
            font_family=self.family,
            skip_system_fonts=bool(self.files),
        )
        return drawn
