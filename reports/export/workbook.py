"""The report as XLSX: a sheet for each table, ready to be filtered, with no formula in it."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from reports.document import ReportDocument
from reports.export.sheets import Cell, Row, Sheet, sheets

HEAD = Font(bold=True, color="FFFFFF")
SPRUCE = PatternFill("solid", fgColor="0F3D3A")
TOP = Alignment(vertical="top", wrap_text=True)
LEFT = Alignment(vertical="top", horizontal="left")
RIGHT = Alignment(vertical="top", horizontal="right", indent=1, wrap_text=True)
# A short day as the reader's machine writes it; one decimal where a column has some.
DAY, TENTHS = "mm-dd-yy", "0.0"
# Points of a line: a spreadsheet does not find the height of a wrapped row by itself everywhere.
LINE, MOST_LINES = 15.0, 27
WIDEST, NARROWEST = 70, 8
# XML 1.0 knows no control characters, and a cell holds at most so many letters.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
LETTERS = 32_767


def to_xlsx(document: ReportDocument) -> bytes:
    book = Workbook(write_only=True)
    # The same report gives the same file.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    book.properties.title, book.properties.creator = document.audit, ""
    for sheet in sheets(document):
        _write(book.create_sheet(sheet.name[:31]), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    # On paper: as wide as the sheet, the names of the columns on every page.
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    widths = _widths(sheet)
    for index, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(index)].width = width
    formats = [_format([row[index] for row in sheet.rows]) for index in range(len(sheet.head))]
    heads = zip(sheet.head, formats, strict=True)
    page.append([_head(page, name, is_number=bool(form)) for name, form in heads])
    for number, row in enumerate(sheet.rows, 2):
        page.row_dimensions[number].height = LINE * _lines(row, widths)
        page.append([_cell(page, *pair) for pair in zip(row, formats, strict=True)])
    last = get_column_letter(len(sheet.head))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"


def _head(page: WriteOnlyWorksheet, name: str, *, is_number: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, name)
    cell.font, cell.fill, cell.alignment = HEAD, SPRUCE, RIGHT if is_number else TOP
    return cell


def _format(column: list[Cell]) -> str:
    """How the numbers of a column are written; "" of a column that holds words too."""
    found = [value for value in column if value not in (None, "")]
    numbers = [value for value in found if isinstance(value, int | float)]
    if not numbers or len(numbers) < len(found):
        return ""
    return "0" if all(float(value).is_integer() for value in numbers) else TENTHS


def _lines(row: Row, widths: list[int]) -> int:
    """The lines that the longest text of a row takes in its column."""
    found = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str):
            pieces = value.split("\n")
            found = max(found, sum(max(math.ceil(len(one) / (width - 2)), 1) for one in pieces))
    return min(found, MOST_LINES)


def _cell(page: WriteOnlyWorksheet, value: Cell, form: str) -> WriteOnlyCell:
    text = CONTROL.sub("", value)[:LETTERS] if isinstance(value, str) else value
    cell = WriteOnlyCell(page, None if text == "" else text)
    if isinstance(text, str):
        # Set after the value: openpyxl takes “=…” for a formula otherwise.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = TOP
    if isinstance(value, date):
        cell.number_format, cell.alignment = DAY, LEFT
    elif isinstance(value, int | float):
        cell.number_format, cell.alignment = form or "General", RIGHT if form else LEFT
    return cell


def _widths(sheet: Sheet) -> list[int]:
    longest = [len(name) + 4 for name in sheet.head]
    for row in sheet.rows:
        for index, value in enumerate(row):
            longest[index] = max(longest[index], len(str("" if value is None else value)) + 2)
    return [min(max(width, NARROWEST), WIDEST) for width in longest]
