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
from reports.document import Recommendation
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
    owner: str = ""
    edit_reason: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an own recommendation rests on: criteria that were answered, or judgement alone."""

    criteria: tuple[str, ...] = ()
    is_judgement: bool = False


@transaction.atomic
def word_recommendation(report: Report, user: User, code: str, wording: Wording) -> Decision:
    """Edit a recommendation; its place and whether it is left out stay as they are.

    What it said before and the evidence it was edited on are kept beside the new words.
    """
    must_be_a_draft(report)
    found = queries.computed_recommendations(report).get(code)
    decision, _made = Decision.objects.update_or_create(
        report=report, code=code, defaults={**_worded(wording, user), **_on(found)}
    )
    note(report, user, "recommendation_edited", code=code, **_why(wording.edit_reason))
    return decision


def _worded(wording: Wording, user: User) -> dict[str, object]:
    texts = {name: getattr(wording, name) for name in Wording.__dataclass_fields__}
    return {**texts, **_stamp(user)}


def _stamp(user: User) -> dict[str, object]:
    return {"edited_by": user, "edited_at": timezone.now()}


def _on(found: Recommendation | None) -> dict[str, object]:
    """The evidence that a decision is made on, and the words of the engine."""
    if found is None:
        return {}
    generated = {"title": found.title, "action": found.action}
    return {"evidence_digest": found.digest, "generated": generated}


def _why(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}


@transaction.atomic
def add_recommendation(
    report: Report, user: User, wording: Wording, grounds: Grounds | None = None
) -> Decision:
    """The consultant's own recommendation, at the end of the list until it is moved."""
    must_be_a_draft(report)
    grounds = grounds or Grounds()
    answered = queries.answered_criteria(report)
    if not grounds.is_judgement and not answered.intersection(grounds.criteria):
        raise ValidationError(
            _("Name an answered question that it rests on, or say that it is your judgement.")
        )
    code = f"{OWN}{uuid.uuid4().hex[:12]}"
    decision = Decision.objects.create(
        report=report,
        code=code,
        criteria=list(grounds.criteria),
        is_judgement=grounds.is_judgement,
        **_worded(wording, user),
    )
    note(report, user, "recommendation_added", code=code)
    return decision


def drop_recommendation(report: Report, user: User, code: str, *, reason: str) -> None:
    """Leave a recommendation out, for a reason that stays on record."""
    drop_recommendations(report, user, [code], reason=reason)


@transaction.atomic
def drop_recommendations(report: Report, user: User, codes: Sequence[str], *, reason: str) -> None:
    """Leave several out for one reason."""
    must_be_a_draft(report)
    if not reason.strip():
        raise ValidationError(_("Say why this recommendation is left out."))
    found = queries.computed_recommendations(report)
    for code in codes:
        digest = found[code].digest if code in found else ""
        Decision.objects.update_or_create(
            report=report,
            code=code,
            defaults={
                "is_dropped": True,
                "drop_reason": reason.strip(),
                "position": 0,
                "evidence_digest": digest,
                **_stamp(user),
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
