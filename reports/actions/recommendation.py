"""What the consultant does to the list of recommendations."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from reports import queries
from reports.actions.report import must_be_a_draft, note
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


@transaction.atomic
def word_recommendation(report: Report, user: User, code: str, wording: Wording) -> Decision:
    """Edit a recommendation; its place and whether it is left out stay as they are."""
    must_be_a_draft(report)
    decision, _made = Decision.objects.update_or_create(
        report=report, code=code, defaults=_worded(wording, user)
    )
    note(report, user, "recommendation_edited", code=code)
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
    must_be_a_draft(report)
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
    note(report, user, "recommendation_dropped", code=code, reason=reason.strip())


@transaction.atomic
def restore_recommendation(report: Report, user: User, code: str) -> None:
    must_be_a_draft(report)
    Decision.objects.filter(report=report, code=code).update(
        is_dropped=False, drop_reason="", edited_by=user, edited_at=timezone.now()
    )
    note(report, user, "recommendation_restored", code=code)


@transaction.atomic
def move_recommendation(report: Report, user: User, code: str, *, step: int) -> None:
    """Move one up (−1) or down (1); from then on the whole list stands where it was put."""
    must_be_a_draft(report)
    codes = [one.code for one in queries.document_of(report).recommendations]
    if code not in codes:
        raise ValidationError(_("This recommendation is no longer in the list."))
    here = codes.index(code)
    there = min(max(here + step, 0), len(codes) - 1)
    codes.insert(there, codes.pop(here))
    _place(report, codes)
    note(report, user, "recommendation_moved", code=code)


def _place(report: Report, codes: Sequence[str]) -> None:
    Decision.objects.bulk_create(
        [Decision(report=report, code=code, position=place) for place, code in enumerate(codes, 1)],
        update_conflicts=True,
        unique_fields=["report", "code"],
        update_fields=["position"],
    )
