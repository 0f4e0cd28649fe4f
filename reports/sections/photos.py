"""Appendix: every photo of the report as a contact sheet, small, with its number and place.

It is there when the other pages have no room for some photo; a photo that they do show says its
number, and leads here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import ReportDocument
from reports.sections import evidence, stages
from reports.sections.section import Heading, Section

# Pixels of the longer side: 31 mm at 300 dots to the inch.
SMALL, QUALITY = 364, 80
# The contact sheet of more than so many would be a book of its own.
MOST = 300


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    count = len(document.photos)
    title = ngettext("The %(count)s photo", "All %(count)s photos", count) % {"count": count}
    return (Heading("photos", _("Photos"), title),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "photos": list(enumerate(document.photos[:MOST], 1)),
        "left_out": max(len(document.photos) - MOST, 0),
    }


def _shown_elsewhere(document: ReportDocument) -> Iterator[str]:
    out = document.layout.out
    if "evidence" not in out:
        yield from evidence.shown_photos(document)
    if "stages" not in out:
        yield from stages.shown_photos(document)
    for one in document.narratives:
        yield from (block.sha256 for block in one.blocks)


def is_shown(document: ReportDocument) -> bool:
    return bool({photo.sha256 for photo in document.photos} - set(_shown_elsewhere(document)))


def thumbnails(document: ReportDocument, photos: Mapping[str, bytes]) -> dict[str, bytes]:
    """The photos as small as the contact sheet shows them, by sha256."""
    return {
        photo.sha256: small(photos[photo.sha256])
        for photo in document.photos[:MOST]
        if photo.sha256 in photos
    }


def small(body: bytes) -> bytes:
    from PIL import Image  # takes its time to load

    with Image.open(BytesIO(body), formats=["JPEG"]) as picture:
        picture.draft("RGB", (SMALL, SMALL))
        picture.thumbnail((SMALL, SMALL))
        out = BytesIO()
        picture.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


SECTION = Section("photos", headings, context, is_shown, has_numbers=False)
