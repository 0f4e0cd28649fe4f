"""What of the evidence the report shows, in which order, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from reports.actions.report import must_be_a_draft, note
from reports.models import Choice, ChoiceKind, Report

WORDED = ("is_in", "position", "caption", "cut_left", "cut_top", "cut_right", "cut_bottom")


@dataclass(frozen=True, slots=True)
class Wanted:
    ref: str
    is_in: bool
    caption: str = ""
    cut: tuple[int, int, int, int] = (0, 0, 0, 0)


@transaction.atomic
def choose(report: Report, user: User, kind: str, wanted: Sequence[Wanted]) -> None:
    """Show these things of one kind, in this order; those not named are as they were."""
    must_be_a_draft(report)
    if kind == ChoiceKind.SECTION and not any(one.is_in for one in wanted):
        raise ValidationError(_("Leave at least one section in the report."))
    rows = [
        Choice(
            report=report,
            kind=kind,
            ref=one.ref,
            is_in=one.is_in,
            position=place,
            caption=one.caption,
            cut_left=one.cut[0],
            cut_top=one.cut[1],
            cut_right=one.cut[2],
            cut_bottom=one.cut[3],
        )
        for place, one in enumerate(wanted, 1)
    ]
    Choice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "kind", "ref"],
        update_fields=WORDED,
    )
    note(report, user, "report_choices_saved", kind=kind)
