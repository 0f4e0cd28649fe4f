"""The sections of the report, in page order. A new one is a module, a template and a line here.

``rendered`` makes their HTML from a document alone: no database, the same for paper and screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from reports.document import ReportDocument
from reports.sections import (
    answers,
    change,
    contents,
    cover,
    evidence,
    failures,
    followup,
    journey,
    method,
    owner,
    photos,
    profile,
    promises,
    recommendations,
    rules,
    sites,
    stages,
    summary,
    surprises,
)
from reports.sections.section import Heading, Section

SECTIONS: tuple[Section, ...] = (
    cover.SECTION,
    contents.SECTION,
    summary.SECTION,
    method.SECTION,
    journey.SECTION,
    profile.SECTION,
    change.SECTION,
    stages.SECTION,
    evidence.SECTION,
    promises.SECTION,
    failures.SECTION,
    surprises.SECTION,
    recommendations.SECTION,
    followup.SECTION,
    sites.SECTION,
    answers.SECTION,
    photos.SECTION,
    rules.SECTION,
)
# The five-minute edition is one page.
OWNER: tuple[Section, ...] = (owner.SECTION,)
LETTERS = "ABCDEFGHIJ"
NO_PHOTOS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """A section of one document: its number (or letter), its headings and its HTML."""

    section: Section
    number: str
    headings: tuple[Heading, ...]
    html: str = ""


def parts(document: ReportDocument) -> list[Part]:
    """The sections that have something to say, numbered; without their HTML."""
    found: list[Part] = []
    numbers = iter(range(1, 100))
    letters: Iterator[str] = iter(LETTERS)
    with translation.override(document.language):
        for section in _chosen(document):
            number = ""
            if section.is_listed:
                number = str(next(numbers)) if section.has_numbers else next(letters)
            found.append(Part(section, number, section.headings(document)))
    return found


def _chosen(document: ReportDocument) -> list[Section]:
    """The sections that have something to say and are not left out, in the consultant's order.

    Cover and contents stand first and can not be left out; a section without a place of its own
    follows the one that it follows in ``SECTIONS``.
    """
    order = {key: place for place, key in enumerate(document.layout.order)}
    shown: list[tuple[int, int, Section]] = []
    last = -1
    edition = OWNER if document.look.edition == "owner" else SECTIONS
    for place, section in enumerate(edition):
        last = order.get(section.key, last) if section.is_listed else -1
        is_out = section.is_listed and section.key in document.layout.out
        if section.is_shown(document) and not is_out:
            shown.append((last, place, section))
    return [section for _last, _place, section in sorted(shown, key=lambda one: one[:2])]


def _context(section: Section, document: ReportDocument, heading: str) -> dict[str, Any]:
    """What a section's template needs; of a section of several pages only the one asked for."""
    context = dict(section.context(document))
    if heading and "pages" in context:
        pages = context["pages"]
        context["pages"] = [one for one in pages if one.heading.anchor == heading] or pages
    return context


def rendered(
    document: ReportDocument,
    *,
    photo_urls: Mapping[str, str] = NO_PHOTOS,
    thumb_urls: Mapping[str, str] | None = None,
    is_paper: bool = False,
    only: str = "",
    heading: str = "",
) -> list[Part]:
    """The sections with their HTML, in the language of the document.

    ``photo_urls`` tell where each photo (by sha256) is; one without an address is left out.
    ``thumb_urls`` are those of small ones for the contact sheet, when there are such.
    ``only`` names the one section to make, for a preview; ``heading`` the one page of it.
    """
    listed = parts(document)
    with translation.override(document.language):
        return [
            Part(
                part.section,
                part.number,
                part.headings,
                render_to_string(
                    part.section.template,
                    {
                        **_context(part.section, document, heading),
                        "document": document,
                        "part": part,
                        "heading": part.headings[0],
                        "listed": listed,
                        "photo_urls": photo_urls,
                        "thumb_urls": photo_urls if thumb_urls is None else thumb_urls,
                        "is_paper": is_paper,
                    },
                ),
            )
            for part in listed
            if only in ("", part.section.key)
        ]


__all__ = ["SECTIONS", "Heading", "Part", "Section", "parts", "rendered"]
