"""Pictures of a DOCX that stand in tables: the cover, and photos side by side above captions."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm
from lxml import etree

from reports.export.word_tables import WHITE, shade
from reports.export.word_text import runs

STYLE = "Caption"
# So many stand in a row; a photo is no wider than this.
MOST, WIDEST, GAP = 4, Mm(62), Mm(4)
COVER, LOGO = Mm(235), Mm(44)
Find = Callable[[etree._Element], bytes | None]


def add_gallery(file: Any, figures: Sequence[etree._Element], whole: int, find: Find) -> None:
    """The figures in rows of a table without lines; ``find`` gives the picture of an image."""
    columns = min(len(figures), MOST)
    if not columns:
        return
    wide = min(whole // columns, WIDEST)
    table = file.add_table(0, columns)
    table.autofit = False
    for column in table.columns:
        column.width = wide
    for start in range(0, len(figures), columns):
        cells = table.add_row().cells
        for cell in cells:
            cell.width = wide
        for cell, figure in zip(cells, figures[start : start + columns], strict=False):
            _fill(cell, figure, wide - GAP, find)


def add_cover(file: Any, root: etree._Element, whole: int, colour: str, find: Find) -> None:
    """The cover as one field of the brand's colour, everything on it white."""
    table = file.add_table(1, 1)
    row, cell = table.rows[0], table.cell(0, 0)
    row.height, cell.width, cell.vertical_alignment = COVER, whole, WD_ALIGN_VERTICAL.CENTER
    shade(cell, colour)
    for node in root.iter("p", "h1"):
        is_title = node.tag == "h1"
        paragraph = cell.add_paragraph(style="Title" if is_title else None)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(8)
        for image in node.iter("img"):
            data = find(image)
            if data:
                shape = paragraph.add_run().add_picture(io.BytesIO(data), width=LOGO)
                shape._inline.docPr.set("descr", image.get("alt", ""))
        runs(paragraph, node)
        for run in paragraph.runs:
            run.font.color.rgb = WHITE


def _fill(cell: Any, figure: etree._Element, width: int, find: Find) -> None:
    paragraph = cell.paragraphs[0]
    for image in figure.iter("img"):
        data = find(image)
        if data:
            shape = paragraph.add_run().add_picture(io.BytesIO(data), width=width)
            shape._inline.docPr.set("descr", image.get("alt", ""))
            paragraph.paragraph_format.keep_with_next = True
            paragraph = cell.add_paragraph()
    paragraph.style = STYLE
    for caption in figure.iter("figcaption"):
        runs(paragraph, caption)
