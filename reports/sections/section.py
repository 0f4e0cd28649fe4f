"""What a section is: a key, its headings, what its template needs, and when it has something to
say. The template is ``reports/pdf/sections/<key>.html``, the same for the paper and the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reports.document import ReportDocument
from reports.sections import room

# Letters of a title from which on it is set smaller, and smaller still.
LONG, LONGER = 72, 120
POINTS = {"": 20.0, "long": 17.0, "longer": 13.0}
# Millimetres that a title may be wide, and the narrower ones in which its lines are alike.
CARE, MEASURE, MEASURES = 1.03, 158, (70, 80, 90, 100, 110, 120, 130, 140, 150)


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the contents: a short name for the running head, the title that concludes."""

    anchor: str
    name: str
    title: str

    @property
    def size(self) -> str:
        """A title is two lines: one that would be more is set smaller."""
        return "longer" if len(self.title) > LONGER else "long" if len(self.title) > LONG else ""

    @property
    def measure(self) -> str:
        """The narrowest measure that needs no line more: no word is left to a line by itself."""
        points = POINTS[self.size]
        lines = room.lines(self.title, MEASURE, points, room.TITLE)
        if lines < 2:
            return ""
        for one in MEASURES:
            if room.lines(self.title, one, points * CARE, room.TITLE) == lines:
                return f"m{one}"
        return ""

    @property
    def classes(self) -> str:
        return " ".join(filter(None, (self.size, self.measure)))


def always(_document: ReportDocument) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    headings: Callable[[ReportDocument], tuple[Heading, ...]]
    context: Callable[[ReportDocument], Mapping[str, Any]]
    is_shown: Callable[[ReportDocument], bool] = always
    layout: str = "sheet"  # of the paper: cover, sheet, wide (landscape)
    is_listed: bool = True  # in the contents
    has_numbers: bool = True  # 1, 2, 3 …; an appendix has a letter

    @property
    def template(self) -> str:
        return f"reports/pdf/sections/{self.key}.html"
