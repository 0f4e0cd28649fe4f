"""ReportDocument → HTML → PDF: the only room that knows WeasyPrint, and it lives in a child.

``make_pdf`` does it all. A caller that has work to do before the document is ready starts a
``Renderer`` first and gives it the ``report_page`` later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.document import ReportDocument
from reports.pdf.enclosed import Proof, ProofError, verified
from reports.pdf.fonts import chart_fonts
from reports.pdf.page import Page, report_page
from reports.pdf.renderer import Asset, PdfError, Rendered, Renderer


def make_pdf(
    document: ReportDocument,
    photos: Mapping[str, bytes],
    bundle: Mapping[str, Any] | None = None,
) -> Rendered:
    """The PDF of a document; ``photos``: sha256 → JPEG; ``bundle``: the answers that it encloses
    (``public_document``). Raises ``PdfError``."""
    with Renderer() as renderer:
        page = report_page(document, photos, bundle)
        return renderer.render(page.html, page.assets, page.enclosures)


__all__ = [
    "Asset",
    "Page",
    "PdfError",
    "Proof",
    "ProofError",
    "Rendered",
    "Renderer",
    "chart_fonts",
    "make_pdf",
    "report_page",
    "verified",
]
