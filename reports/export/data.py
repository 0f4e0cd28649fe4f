"""The report as data: JSON as it is frozen, CSV as one long table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.document import ReportDocument, codec
from reports.export.sheets import Cell, sheets

# A cell that begins so would be run as a formula by a spreadsheet (OWASP, “CSV injection”).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_json(document: ReportDocument) -> bytes:
    """The frozen document: what the PDF and the verification read."""
    data = codec.to_json(document)
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def harmless(cell: Cell) -> Cell:
    """A text that no spreadsheet takes for a formula: such a one gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def to_csv(document: ReportDocument) -> bytes:
    """Every table in one file: its name, the number of the row, the column and the value.

    UTF-8 with a mark at the beginning, as spreadsheets want; ``;`` between cells, as the decimal
    comma of Finnish and Swedish asks for. Numbers have a decimal point.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Table"), _("Row"), _("Column"), _("Value")])
    writer.writerows(_lines(document))
    return out.getvalue().encode("utf-8-sig")


def _lines(document: ReportDocument) -> Iterator[list[Cell]]:
    for sheet in sheets(document):
        for number, row in enumerate(sheet.rows, 1):
            for name, cell in zip(sheet.head, row, strict=True):
                if cell not in ("", None):
                    yield [sheet.name, number, name, harmless(cell)]
