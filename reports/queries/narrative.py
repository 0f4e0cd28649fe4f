"""Reads of what the consultant writes: the texts of a report, and its document with them."""

from __future__ import annotations

from dataclasses import replace

from reports import narrative
from reports.document import ReportDocument
from reports.models import Narrative, Report


def narratives_of(report: Report, language: str) -> dict[str, Narrative]:
    """The texts of a report in one language, by section. One query."""
    if not report.pk:
        return {}
    return {row.section: row for row in report.narratives.filter(language=language)}


def with_narratives(report: Report, document: ReportDocument) -> ReportDocument:
    """The document with the consultant's texts, each chip in its value of now. One query.

    The summary of a report that was begun before there were texts of sections is one of them.
    """
    rows = narratives_of(report, document.language)
    bodies = {section: row.body for section, row in rows.items() if row.body.strip()}
    if document.language == report.language and report.summary and "summary" not in rows:
        bodies["summary"] = report.summary
    if not bodies:
        return document
    known = narrative.facts(document)
    texts = tuple(
        narrative.narrative(section, narrative.read(body), known)
        for section, body in sorted(bodies.items())
    )
    return replace(document, narratives=texts)
