"""What the report holds, with page numbers on paper, and how to read its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.document import ReportDocument
from reports.sections.section import Heading, Section


def headings(_document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("contents", _("Contents"), _("What this report holds")),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {"bands": document.bands}


SECTION = Section("contents", headings, context, is_listed=False, has_numbers=False)
