"""From a document to the HTML of its paper edition, with every file that it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from reports.document import ReportDocument
from reports.pdf.fonts import font_assets, font_css
from reports.pdf.renderer import Asset, PdfError
from reports.sections import cover, rendered

PHOTO = "asset:photo/"


@dataclass(frozen=True, slots=True)
class Page:
    html: str
    assets: Mapping[str, Asset]


def _static(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise PdfError(f"{path} is missing among the static files")
    return Path(found).read_text(encoding="utf-8")


def paper_tokens(css: str) -> str:
    """The variables of the light theme: paper has no other, and fonts of its own."""
    light = re.findall(
        r"^:root(?:,\s*\[data-theme(?:=\"light\")?\])? \{(.*?)^\}", css, re.MULTILINE | re.DOTALL
    )
    lines = re.findall(r"--[\w-]+:[^;]+;", "\n".join(light))
    return ":root {\n" + "\n".join(lines) + "\n}"


def report_page(document: ReportDocument, photos: Mapping[str, bytes]) -> Page:
    """The whole report as HTML. ``photos``: sha256 → JPEG. Asks the database nothing."""
    urls = {sha256: PHOTO + sha256 for sha256 in photos}
    parts = rendered(document, photo_urls=urls, is_paper=True)
    with translation.override(document.language):
        html = render_to_string("reports/pdf/report.html", {"document": document, "parts": parts})
    style = "\n".join(
        (font_css(html), paper_tokens(_static("css/tokens.css")), _static("css/report.css"))
    )
    used = [photo.sha256 for photo in document.photos if photo.sha256 in photos]
    assets = {
        "asset:report.css": Asset("text/css", style.encode()),
        "asset:cover.svg": Asset("image/svg+xml", cover.art(document).encode()),
        **font_assets(html),
        **{PHOTO + sha256: Asset("image/jpeg", photos[sha256]) for sha256 in used},
    }
    return Page(html, assets)
