"""Around the issue of a report: privacy looked at, a new edition begun, an old one withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from reports.actions.checks import refresh_checks
from reports.actions.report import must_be_a_draft, note
from reports.models import (
    Acknowledgement,
    Choice,
    Decision,
    Narrative,
    Reissue,
    Report,
    Withdrawal,
)

Row = TypeVar("Row", Narrative, Choice, Decision)
COPIED = ("audit", "site", "visit", "region", "is_whole_client", "edition", "paper", "title")


@transaction.atomic
def acknowledge(report: Report, user: User, key: str) -> None:
    """Somebody has looked at a place that privacy asks about, and it may stay."""
    must_be_a_draft(report)
    Acknowledgement.objects.get_or_create(report=report, key=key, defaults={"by": user})
    note(report, user, "privacy_acknowledged", key=key)


@transaction.atomic
def withdraw_report(report: Report, user: User, *, reason: str) -> None:
    """From now on its readers find a notice in its place."""
    if not report.is_issued or report.withdrawn_at:
        raise ValidationError(_("Only an issued report can be withdrawn, and only once."))
    if not reason.strip():
        raise ValidationError(_("Say why the report is withdrawn: its readers will read it."))
    report.withdrawn_at = timezone.now()
    report.save(update_fields=["withdrawn_at"])
    Withdrawal.objects.create(report=report, reason=reason.strip(), by=user)
    refresh_checks(report.audit)
    note(report, user, "report_withdrawn", reason=reason.strip())


@transaction.atomic
def reissue_report(report: Report, user: User, *, reason: str) -> Report:
    """Begin a new edition of an issued report, with its words, choices and decisions."""
    if not report.is_issued:
        raise ValidationError(_("This report is still a draft: change it as it is."))
    if not reason.strip():
        raise ValidationError(_("Say why a new edition is needed."))
    draft = copy_report(report, report.language)
    Reissue.objects.create(report=draft, replaces=report, reason=reason.strip(), by=user)
    note(draft, user, "report_reissued", reason=reason.strip())
    return draft


@transaction.atomic
def translate_report(report: Report, user: User, *, language: str) -> Report:
    """Begin the same report in another language, with what is written in that language."""
    draft = copy_report(report, language)
    note(draft, user, "report_started", language=language)
    return draft


def copy_report(report: Report, language: str) -> Report:
    same = {name: getattr(report, name) for name in COPIED}
    if language != report.language:
        same["title"] = ""
    else:
        same["summary"] = report.summary
    draft = Report.objects.create(**same, language=language)
    Narrative.objects.bulk_create(_copied(report.narratives.all(), draft))
    Choice.objects.bulk_create(_copied(report.choices.all(), draft))
    if language == report.language:
        Decision.objects.bulk_create(_copied(report.decisions.all(), draft))
    else:
        _copy_decisions_without_words(report, draft)
    return draft


def _copied(rows: Iterable[Row], draft: Report) -> list[Row]:
    found = list(rows)
    for row in found:
        row.pk = None
        row.report = draft
    return found


def _copy_decisions_without_words(report: Report, draft: Report) -> None:
    """Places and what is left out hold in every language, edited words do not."""
    Decision.objects.bulk_create(
        Decision(
            report=draft,
            code=row.code,
            position=row.position,
            stage=row.stage,
            cost=row.cost,
            effort=row.effort,
            impact=row.impact,
            is_dropped=row.is_dropped,
            drop_reason=row.drop_reason,
            edited_by=row.edited_by,
        )
        for row in report.decisions.all()
        if not row.is_own
    )
