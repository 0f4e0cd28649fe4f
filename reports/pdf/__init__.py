"""ReportDocument → HTML → PDF: the only room that knows WeasyPrint, and it lives in a child.

``make_pdf`` does it all. A caller that has work to do before the document is ready starts a
``Renderer`` first and gives it the ``report_page`` later.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.document import ReportDocument
from reports.pdf.page import Page, report_page
from reports.pdf.renderer import Asset, PdfError, Rendered, Renderer


def make_pdf(document: ReportDocument, photos: Mapping[str, bytes]) -> Rendered:
    """The PDF of a document; ``photos``: sha256 → JPEG. Raises ``PdfError``."""
    with Renderer() as renderer:
        page = report_page(document, photos)
        return renderer.render(page.html, page.assets)


__all__ = [
    "Asset",
    "Page",
    "PdfError",
    "Rendered",
    "Renderer",
    "make_pdf",
    "report_page",
]
