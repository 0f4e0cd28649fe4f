"""From a document to the HTML of its paper edition, with every file that it asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from reports.document import Look, ReportDocument
from reports.document.spoken import with_words_of
from reports.pdf.enclosed import enclosed
from reports.pdf.fonts import WRITINGS, font_assets, font_css
from reports.pdf.renderer import Asset, Enclosure, PdfError
from reports.pdf.signs import in_words
from reports.sections import cover, rendered
from reports.sections import photos as contact_sheet
from reports.sections.printed import as_printed

PHOTO, THUMB = "asset:photo/", "asset:thumb/"


@dataclass(frozen=True, slots=True)
class Page:
    html: str
    assets: Mapping[str, Asset]
    enclosures: tuple[Enclosure, ...] = ()


def _static(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise PdfError(f"{path} is missing among the static files")
    return Path(found).read_text(encoding="utf-8")


# Each writing system is a family of its own (reports/pdf/fonts.py).
FAMILIES = {
    family: ", ".join(f'"JA {name}{writing.suffix}"' for writing in WRITINGS)
    for family, name in (("sans", "Sans"), ("serif", "Serif"))
}


def paper_tokens(css: str) -> dict[str, str]:
    """The variables of the light theme, by name: paper has no other, and fonts of its own."""
    light = re.findall(
        r"^:root(?:,\s*\[data-theme(?:=\"light\")?\])? \{(.*?)^\}", css, re.MULTILINE | re.DOTALL
    )
    return {**dict(re.findall(r"--([\w-]+):\s*([^;]+);", "\n".join(light))), **FAMILIES}


# Letter is 18 mm lower than A4: the margins, the contents and the photos give way.
LETTER = """@page { size: letter; margin: 21mm 19mm 17mm }
@page wide { size: letter landscape }
.toc li { padding-top: 1.5mm; padding-bottom: 1.5mm }
.toc a::after { top: 1.5mm }
.howto { break-inside: avoid }
.photos { margin-top: 1mm }
.photos img { height: 24mm }
"""


def branded(tokens: Mapping[str, str], look: Look) -> dict[str, str]:
    """The brand's two colours in the places that carry no score."""
    ours = {**tokens, "mark": tokens["s1"]}
    if look.colour:
        ours |= dict.fromkeys(("bar", "accent", "title"), look.colour)
        ours |= dict.fromkeys(("on-bar", "on-bar-soft", "focus-on-bar"), tokens["card"])
    if look.accent:
        ours |= dict.fromkeys(("mark", "target"), look.accent)
    return ours


def paper_style(look: Look) -> str:
    """The style sheet of the paper with every variable in its place."""
    tokens = branded(paper_tokens(_static("css/tokens.css")), look)
    css = _static("css/report.css")
    style = re.sub(r"var\(--([\w-]+)\)", lambda match: tokens[match[1]], css)
    return style + LETTER if look.paper == "letter" else style


def report_page(
    document: ReportDocument,
    photos: Mapping[str, bytes],
    bundle: Mapping[str, Any] | None = None,
) -> Page:
    """The whole report as HTML. ``photos``: sha256 → JPEG; ``bundle``: what it encloses. Asks the
    database nothing."""
    urls = {sha256: PHOTO + sha256 for sha256 in photos}
    small = {sha256: THUMB + sha256 for sha256 in photos}
    parts = rendered(document, photo_urls=urls, thumb_urls=small, is_paper=True)
    with translation.override(document.language):
        context = {"document": document, "parts": parts}
        html = in_words(render_to_string("reports/pdf/report.html", context))
    style = f"{font_css(html)}\n{paper_style(document.look)}"
    logos = (document.look.client_logo, document.look.house_logo)
    wanted = (*(photo.sha256 for photo in document.photos), *logos)
    used = [sha256 for sha256 in wanted if f'"{PHOTO}{sha256}"' in html]
    has_contacts = any(part.section.key == "photos" for part in parts)
    thumbs = contact_sheet.thumbnails(document, photos) if has_contacts else {}
    assets = {
        "asset:report.css": Asset("text/css", style.encode()),
        "asset:cover.svg": Asset("image/svg+xml", cover.art(document).encode()),
        **font_assets(html),
        **{PHOTO + sha256: Asset("image/jpeg", photos[sha256]) for sha256 in used},
        **{THUMB + sha256: Asset("image/jpeg", body) for sha256, body in thumbs.items()},
    }
    if bundle is None:
        return Page(html, assets)
    # What no page shows is in no file of the client's either.
    told = as_printed(document, parts)
    with translation.override(document.language):
        files, enclosures = enclosed(told, with_words_of(bundle, told))
    return Page(html, {**assets, **files}, enclosures)
