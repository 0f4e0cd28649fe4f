"""The cover: whose journey, the main conclusion as the title, when, how many visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports import charts
from reports.document import ReportDocument
from reports.sections import wording
from reports.sections.section import Heading, Section
from reports.sections.summary import headline


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("cover", _("Cover"), headline(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "headline": wording.shortened(headline(document), 110),
        "visits": wording.visit_count(document),
        "sites": wording.site_count(document),
        "weeks": wording.weeks(document),
    }


def art(document: ReportDocument) -> str:
    """The stages of this very client as the cover's line."""
    return charts.cover_art([stage.scores.both.micro for stage in document.stages])


SECTION = Section("cover", headings, context, layout="cover", is_listed=False, has_numbers=False)
