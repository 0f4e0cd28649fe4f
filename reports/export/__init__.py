"""ReportDocument → XLSX, DOCX, PPTX, CSV, JSON. A new format is a module and a line here.

A format that ``is_complete`` holds everything that somebody typed: every answer, comment, quote,
promise, moment, recommendation and text of the consultant. The others select.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.document import ReportDocument
from reports.export import data
from reports.sections.printed import as_chosen

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Material:
    """What a format may show beside the document: photos by sha256, and typefaces of charts."""

    photos: Mapping[str, bytes]
    fonts: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Format:
    key: str  # also the end of the file's name
    name: Promise | str
    about: Promise | str
    content_type: str
    make: Callable[[ReportDocument, Material], bytes]
    is_complete: bool = True
    has_pictures: bool = False


def _xlsx(document: ReportDocument, _material: Material) -> bytes:
    from reports.export.workbook import to_xlsx

    return to_xlsx(document)


def _docx(document: ReportDocument, material: Material) -> bytes:
    from reports.export.pictures import Painter
    from reports.export.word import to_docx

    with Painter(material.fonts) as painter:
        return to_docx(document, material.photos, painter)


def _pptx(document: ReportDocument, material: Material) -> bytes:
    from reports.export.slides import to_pptx

    return to_pptx(document, material.photos)


FORMATS: Mapping[str, Format] = {
    one.key: one
    for one in (
        Format(
            "docx", _("Word"), _("The whole report, to be edited"),
            f"{OFFICE}.wordprocessingml.document", _docx, has_pictures=True,
        ),
        Format(
            "pptx", _("PowerPoint"), _("Ten slides for the meeting"),
            f"{OFFICE}.presentationml.presentation", _pptx, is_complete=False, has_pictures=True,
        ),
        Format(
            "xlsx", _("Excel"), _("Every answer and figure, a sheet for each table"),
            f"{OFFICE}.spreadsheetml.sheet", _xlsx,
        ),
        Format(
            "csv", "CSV", _("The same as one long table"),
            "text/csv; charset=utf-8", lambda document, _material: data.to_csv(document),
        ),
        Format(
            "json", "JSON", _("The same for other programmes"),
            "application/json", lambda document, _material: data.to_json(document),
        ),
    )
}  # fmt: skip


def exported(document: ReportDocument, key: str, material: Material) -> bytes:
    """The report in a format of ``FORMATS``, in the language of the document.

    What the consultant left out is in none of them.
    """
    with translation.override(document.language):
        return FORMATS[key].make(as_chosen(document), material)


__all__ = ["FORMATS", "Format", "Material", "exported"]
