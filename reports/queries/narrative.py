"""Reads of what the consultant writes: the texts of a report, and its document with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from reports import narrative
from reports.document import ReportDocument
from reports.models import Comment, Narrative, NarrativeVersion, Report, Snippet
from reports.narrative import Fact, Remark

SUMMARY = "summary"


def narratives_of(report: Report, language: str) -> dict[str, Narrative]:
    """The texts of a report in one language, by section. One query.

    The summary of a report that was begun before there were texts of sections is one of them.
    """
    if not report.pk:
        return {}
    rows = {row.section: row for row in report.narratives.filter(language=language)}
    if SUMMARY not in rows and report.summary and language == report.language:
        rows[SUMMARY] = Narrative(
            report=report, section=SUMMARY, language=language, body=report.summary
        )
    return rows


def with_narratives(report: Report, document: ReportDocument) -> ReportDocument:
    """The document with the consultant's texts, each chip in its value of now. One query."""
    rows = narratives_of(report, document.language)
    # What the summary was once, before it was written here, is not carried along.
    document = replace(document, summary="")
    bodies = {section: row.body for section, row in rows.items() if row.body.strip()}
    if not bodies:
        return document
    known = narrative.facts(document)
    texts = tuple(
        narrative.narrative(section, narrative.read(body), known)
        for section, body in sorted(bodies.items())
    )
    return replace(document, narratives=texts)


@dataclass(frozen=True, slots=True)
class Standing:
    """The document of today in one language, its facts, and the texts beside them."""

    document: ReportDocument
    facts: Mapping[str, Fact]
    rows: Mapping[str, Narrative]

    def remarks(self, section: str) -> list[Remark]:
        row = self.rows.get(section)
        return self.remarks_on(row) if row else []

    def remarks_on(self, row: Narrative) -> list[Remark]:
        """What is to be settled in a text, as it stands now."""
        return narrative.remarks(
            narrative.read(row.body),
            self.facts,
            row.written,
            language=self.document.language,
            visits=len(self.document.visits),
            confirmed=row.confirmed,
        )

    def draft(self, section: str) -> str:
        return narrative.draft(self.document, section)


def standing(report: Report, document: ReportDocument) -> Standing:
    """One query."""
    return Standing(document, narrative.facts(document), narratives_of(report, document.language))


def comments_of(report: Report, section: str) -> QuerySet[Comment]:
    return report.comments.filter(section=section).select_related("by", "resolved_by")


def open_comments(report: Report) -> dict[str, int]:
    """How many comments wait, by section. One query."""
    rows = report.comments.filter(resolved_at=None).values("section").order_by()
    return {row["section"]: row["count"] for row in rows.annotate(count=Count("pk"))}


def versions_of(report: Report, section: str, language: str) -> QuerySet[NarrativeVersion]:
    return NarrativeVersion.objects.filter(
        narrative__report=report, narrative__section=section, narrative__language=language
    ).select_related("saved_by")


def snippets(words: str = "") -> QuerySet[Snippet]:
    """The library, or what of it has these words."""
    found = Snippet.objects.all()
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(tags__icontains=word)
            | Q(criterion__icontains=word)
            | Q(text_fi__icontains=word)
            | Q(text_sv__icontains=word)
            | Q(text_en__icontains=word)
        )
    return found
