"""What can happen to a report: begun, written, issued, made into a PDF. One deed at a time."""

from __future__ import annotations

import hashlib
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
from reports.actions.checks import refresh_checks
from reports.actions.ledger import predict
from reports.document import ReportDocument, codec
from reports.models import Report
from reports.queries.narrative import SUMMARY


def must_be_a_draft(report: Report) -> None:
    if report.is_issued:
        raise ValidationError(_("An issued report can no longer be changed. Write a new one."))


def note(report: Report, user: User, deed: str, **detail: str) -> None:
    Trail.objects.create(
        audit=report.audit, user=user, deed=deed, detail={"report": str(report.public_id), **detail}
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report covers: the whole round, or one of these."""

    site: Site | None = None
    visit: Visit | None = None
    region: str = ""
    is_whole_client: bool = False


@transaction.atomic
def start_report(
    audit: Audit,
    user: User,
    *,
    language: str,
    site: Site | None = None,
    scope: Scope | None = None,
    **look: str,
) -> Report:
    """Begin a draft. ``look``: edition and paper, when they are not the usual ones."""
    scope = scope or Scope(site=site)
    report = Report(
        audit=audit,
        language=language,
        # Who may read of the site may read of a visit there.
        site=scope.visit.site if scope.visit else scope.site,
        visit=scope.visit,
        region=scope.region,
        is_whole_client=scope.is_whole_client,
        **look,
    )
    if not queries.has_figures(report):
        raise ValidationError(_("There is nothing to report yet: approve at least one visit."))
    report.save()
    note(report, user, "report_started")
    return report


@transaction.atomic
def save_texts(report: Report, user: User, *, title: str, summary: str) -> None:
    must_be_a_draft(report)
    report.title, report.summary = title, summary
    report.save(update_fields=["title", "summary"])
    note(report, user, "report_texts_saved")


@transaction.atomic
def issue_report(report: Report, user: User) -> None:
    """Freeze what the report says, show it to the client, and have its PDF made."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    must_be_a_draft(locked)
    if not queries.has_figures(report):
        raise ValidationError(_("There is nothing to report yet: approve at least one visit."))
    now = timezone.now()
    reported = queries.approved_visits(report).select_for_update()
    visits = list(reported.values_list("pk", flat=True))
    document = queries.live_document(report, issued_on=timezone.localdate(now))
    # Before the snapshot is there: afterwards what is frozen is read.
    report.enclosed = queries.enclosed_bundle(report)
    _must_be_settled(report, document)
    report.snapshot = codec.to_json(document)
    report.digest = queries.digest_of(document)
    report.issued_at, report.issued_by = now, user
    report.save(update_fields=["snapshot", "enclosed", "digest", "issued_at", "issued_by"])
    Visit.objects.filter(pk__in=visits).update(status=Status.RELEASED, released_at=now)
    predict(report, document)
    refresh_checks(report.audit)
    note(report, user, "report_issued", digest=report.digest)
    order_pdf(report)


def _must_be_settled(report: Report, document: ReportDocument) -> None:
    """A summary is there, no text waits for anything, and privacy has been looked at."""
    if not any(one.section == SUMMARY for one in document.narratives):
        raise ValidationError(_("Write the summary before you issue the report."))
    found = queries.obstacles(report, queries.standing(report, document))
    if found.count:
        raise ValidationError(
            _("The texts are not ready yet: settle what is marked in them, then issue the report.")
        )
    if found.sightings:
        raise ValidationError(
            _("Look at every place that may tell who somebody is, then issue the report.")
        )


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
        rendered = pdf.make_pdf(
            document,
            queries.photo_bytes(report.audit, document),
            queries.enclosed_bundle(report) or None,
        )
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
