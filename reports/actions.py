"""What can happen to a report: begun, written, issued, made into a PDF. One deed at a time."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import Site, User
from audits.models import Audit, Status, Trail, Visit
from reports import pdf, queries
from reports.document import codec
from reports.models import Decision, Report
from reports.recommendations import OWN


@dataclass(frozen=True, slots=True)
class Wording:
    """How the consultant wants a recommendation to read."""

    title: str
    action: str
    stage: int | None
    cost: str
    effort: str
    impact: str


def _must_be_a_draft(report: Report) -> None:
    if report.is_issued:
        raise ValidationError(_("An issued report can no longer be changed. Write a new one."))


def _trail(report: Report, user: User, deed: str, **detail: str) -> None:
    Trail.objects.create(
        audit=report.audit, user=user, deed=deed, detail={"report": str(report.public_id), **detail}
    )


@transaction.atomic
def start_report(audit: Audit, user: User, *, language: str, site: Site | None = None) -> Report:
    if not queries.has_figures(audit, site):
        raise ValidationError(_("There is nothing to report yet: approve at least one visit."))
    report = Report.objects.create(audit=audit, language=language, site=site)
    _trail(report, user, "report_started")
    return report


@transaction.atomic
def save_texts(report: Report, user: User, *, title: str, summary: str) -> None:
    _must_be_a_draft(report)
    report.title, report.summary = title, summary
    report.save(update_fields=["title", "summary"])
    _trail(report, user, "report_texts_saved")


@transaction.atomic
def word_recommendation(report: Report, user: User, code: str, wording: Wording) -> Decision:
    """Edit a recommendation; its place and whether it is left out stay as they are."""
    _must_be_a_draft(report)
    decision, _made = Decision.objects.update_or_create(
        report=report, code=code, defaults=_worded(wording, user)
    )
    _trail(report, user, "recommendation_edited", code=code)
    return decision


def _worded(wording: Wording, user: User) -> dict[str, object]:
    texts = {name: getattr(wording, name) for name in Wording.__dataclass_fields__}
    return {**texts, "edited_by": user, "edited_at": timezone.now()}


def add_recommendation(report: Report, user: User, wording: Wording) -> Decision:
    """The consultant's own recommendation, at the end of the list until it is moved."""
    return word_recommendation(report, user, f"{OWN}{uuid.uuid4().hex[:12]}", wording)


@transaction.atomic
def drop_recommendation(report: Report, user: User, code: str, *, reason: str) -> None:
    """Leave a recommendation out, for a reason that stays on record."""
    _must_be_a_draft(report)
    if not reason.strip():
        raise ValidationError(_("Say why this recommendation is left out."))
    Decision.objects.update_or_create(
        report=report,
        code=code,
        defaults={
            "is_dropped": True,
            "drop_reason": reason.strip(),
            "position": 0,
            "edited_by": user,
            "edited_at": timezone.now(),
        },
    )
    _trail(report, user, "recommendation_dropped", code=code, reason=reason.strip())


@transaction.atomic
def restore_recommendation(report: Report, user: User, code: str) -> None:
    _must_be_a_draft(report)
    Decision.objects.filter(report=report, code=code).update(
        is_dropped=False, drop_reason="", edited_by=user, edited_at=timezone.now()
    )
    _trail(report, user, "recommendation_restored", code=code)


@transaction.atomic
def move_recommendation(report: Report, user: User, code: str, *, step: int) -> None:
    """Move one up (−1) or down (1); from then on the whole list stands where it was put."""
    _must_be_a_draft(report)
    codes = [one.code for one in queries.document_of(report).recommendations]
    if code not in codes:
        raise ValidationError(_("This recommendation is no longer in the list."))
    here = codes.index(code)
    there = min(max(here + step, 0), len(codes) - 1)
    codes.insert(there, codes.pop(here))
    _place(report, codes)
    _trail(report, user, "recommendation_moved", code=code)


def _place(report: Report, codes: Sequence[str]) -> None:
    Decision.objects.bulk_create(
        [Decision(report=report, code=code, position=place) for place, code in enumerate(codes, 1)],
        update_conflicts=True,
        unique_fields=["report", "code"],
        update_fields=["position"],
    )


@transaction.atomic
def issue_report(report: Report, user: User) -> None:
    """Freeze what the report says, show it to the client, and have its PDF made."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    _must_be_a_draft(locked)
    if not queries.has_figures(report.audit, report.site):
        raise ValidationError(_("There is nothing to report yet: approve at least one visit."))
    if not report.summary.strip():
        raise ValidationError(_("Write the summary before you issue the report."))
    now = timezone.now()
    reported = queries.approved_visits(report.audit, report.site).select_for_update()
    visits = list(reported.values_list("pk", flat=True))
    document = queries.live_document(report, issued_on=timezone.localdate(now))
    report.snapshot = codec.to_json(document)
    report.digest = queries.digest_of(document)
    report.issued_at, report.issued_by = now, user
    report.save(update_fields=["snapshot", "digest", "issued_at", "issued_by"])
    Visit.objects.filter(pk__in=visits).update(status=Status.RELEASED, released_at=now)
    _trail(report, user, "report_issued", digest=report.digest)
    order_pdf(report)


def order_pdf(report: Report) -> None:
    """Have the worker make the PDF once this transaction is through."""
    Report.objects.filter(pk=report.pk).update(pdf_error="", pdf_ordered_at=timezone.now())
    transaction.on_commit(lambda: make_report_pdf.enqueue(report.pk))


@task()
def make_report_pdf(report_pk: int) -> str:
    """Make the report's PDF, named by the hash of what it says: run twice, it makes one file."""
    report = Report.objects.select_related("audit__client", "site").get(pk=report_pk)
    document = queries.document_of(report)
    digest = queries.digest_of(document)
    if queries.pdf_is_ready(report, digest):
        return digest
    try:
        rendered = pdf.make_pdf(document, queries.photo_bytes(report.audit, document))
    except pdf.PdfError as error:
        Report.objects.filter(pk=report_pk).update(pdf_error=str(error), pdf_ordered_at=None)
        return ""
    name = report.pdf.field.storage.save(f"reports/{digest}.pdf", ContentFile(rendered.pdf))
    Report.objects.filter(pk=report_pk).update(
        pdf=name,
        pdf_digest=digest,
        pdf_sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        pdf_error="",
        pdf_ordered_at=None,
    )
    return digest
