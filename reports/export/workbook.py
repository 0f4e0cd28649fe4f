"""The report as XLSX: a sheet for each table, ready to be filtered, with no formula in it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from reports.document import ReportDocument
from reports.export.sheets import Cell, Sheet, sheets

HEAD = Font(bold=True, color="FFFFFF")
SPRUCE = PatternFill("solid", fgColor="0F3D3A")
TOP = Alignment(vertical="top", wrap_text=True)
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
    for index, width in enumerate(_widths(sheet), 1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.append([_head(page, name) for name in sheet.head])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    last = get_column_letter(len(sheet.head))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"


def _head(page: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, name)
    cell.font, cell.fill, cell.alignment = HEAD, SPRUCE, TOP
    return cell


def _cell(page: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    text = CONTROL.sub("", value)[:LETTERS] if isinstance(value, str) else value
    cell = WriteOnlyCell(page, None if text == "" else text)
    if isinstance(text, str):
        # Set after the value: openpyxl takes “=…” for a formula otherwise.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = TOP
    return cell


def _widths(sheet: Sheet) -> list[int]:
    longest = [len(name) + 4 for name in sheet.head]
    for row in sheet.rows:
        for index, value in enumerate(row):
            longest[index] = max(longest[index], len(str("" if value is None else value)) + 2)
    return [min(max(width, NARROWEST), WIDEST) for width in longest]
