"""Tables of a section as tables of a DOCX: every word fits its column, every head is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from reports.charts.drawing import PALETTE, SCALE
from reports.export.word_text import INLINE, runs, words

STYLE = "Table Text"
MOST_LETTERS = 60
HEAD, WHITE = "E3E8E3", RGBColor(0xFF, 0xFF, 0xFF)
SOLID = frozenset(colour[1:].upper() for colour in SCALE)
# A letter of a table, the margins of a cell, and the letters that a word may ask to hold together.
LETTER, MARGINS, WORD = Mm(1.75), Mm(4.2), 22


def prepare(file: Any) -> None:
    """The style of what stands in tables."""
    style = file.styles.add_style(STYLE, 1)
    style.base_style = file.styles["Normal"]
    style.font.size = Pt(8.5)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)


def add_table(file: Any, rows: Sequence[etree._Element], whole: int) -> bool:
    """The rows as a table as wide as this; False when they have no cells."""
    columns = max((sum(_span(cell) for cell in row) for row in rows), default=0)
    if not columns:
        return False
    table = file.add_table(0, columns)
    _rule(table)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    widths = _widths(rows, columns, whole)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for row in rows:
        line = table.add_row()
        for cell, wide in zip(line.cells, widths, strict=True):
            cell.width = wide
        _fill(line, row)
    return True


def _rule(table: Any) -> None:
    """Fine lines between the rows, none between the columns."""
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("color", PALETTE["line"][1:])):
            line.set(qn(f"w:{key}"), value)
        lines.append(line)
    table._tbl.tblPr.append(lines)


def _span(cell: etree._Element) -> int:
    return int(cell.get("colspan", "1"))


def _widths(rows: Sequence[etree._Element], columns: int, whole: int) -> list[int]:
    """The width of the page shared out by what the columns hold: long texts get more, not all."""
    longest, least = [4] * columns, [0] * columns
    for row in rows:
        if len(row) == columns:
            for index, cell in enumerate(row):
                longest[index] = max(longest[index], min(len(words(cell)), MOST_LETTERS))
                least[index] = max(least[index], _least(cell))
    rest = whole - sum(least)
    if rest < 0:
        return [whole * one // sum(least) for one in least]
    return [one + rest * long // sum(longest) for one, long in zip(least, longest, strict=True)]


def _least(cell: etree._Element) -> int:
    """What the longest word of a cell needs so that it is not broken."""
    letters = max((len(word) for word in words(cell).split()), default=1)
    return int(MARGINS + LETTER * min(letters, WORD))


def _fill(line: Any, row: etree._Element) -> None:
    cells = line.cells
    is_head = row.getparent().tag == "thead"
    _mark(line, "w:cantSplit")
    if is_head:
        _mark(line, "w:tblHeader")
    at = 0
    for cell in row:
        target = cells[at]
        at += _span(cell)
        if at - 1 < len(cells) and _span(cell) > 1:
            target = target.merge(cells[at - 1])
        tone = _tone(cell)
        if is_head or tone:
            shade(target, tone or HEAD)
        paragraph = target.paragraphs[0]
        for number, piece in enumerate(_pieces(cell)):
            if number:
                paragraph = target.add_paragraph()
            paragraph.style = STYLE
            paragraph.alignment = _alignment(cell)
            runs(paragraph, piece, is_bold=is_head)
            if tone in SOLID:
                for run in paragraph.runs:
                    run.font.color.rgb = WHITE


def _mark(line: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    line._tr.get_or_add_trPr().append(mark)


def _tone(cell: etree._Element) -> str:
    """The colour of a cell that shows points: solid for a mean, soft for a single visit."""
    for kind in cell.get("class", "").split():
        if kind[:1] in ("t", "h") and kind[1:].isdigit():
            solid = SCALE[int(kind[1:])][1:].upper()
            return solid if kind[0] == "t" else _soft(solid)
    return ""


def _soft(solid: str) -> str:
    """A third of a colour on white."""
    parts = [int(solid[at : at + 2], 16) for at in (0, 2, 4)]
    return "".join(f"{255 - (255 - part) * 3 // 10:02X}" for part in parts)


def _alignment(cell: etree._Element) -> Any:
    kinds = cell.get("class", "").split()
    if "num" in kinds:
        return WD_ALIGN_PARAGRAPH.RIGHT
    return WD_ALIGN_PARAGRAPH.CENTER if "ctr" in kinds else None


def shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._element.get_or_add_tcPr().append(shade)


def _pieces(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs of a cell; the cell itself when it holds but a line of text."""
    found = [child for child in cell if isinstance(child.tag, str) and child.tag not in INLINE]
    if not found:
        return [cell]
    return [child for child in found if words(child)] or [cell]
