"""The auditor's half of a visit's life: accept, start, send.

Each deed compares and sets the state in one statement, so that of many taps at once exactly one
counts; the others change nothing and are told so by the returned ``False``.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.trail import note_visit
from audits.models import Status, Visit
from audits.queries.opening import shut_stages
from audits.queries.visit import is_on_team, visit_record
from audits.queries.visit_progress import (
    WRITABLE_STATUSES,
    expectation_progress,
    is_complete,
)
from journeys.definition import in_language

# A tablet's clock may run ahead of ours by this much.
CLOCK_SLACK = timedelta(minutes=5)


@transaction.atomic
def accept_visit(visit: Visit, *, by: User) -> bool:
    """Take the offer."""
    check_auditor(visit, by)
    if not move(visit, [Status.OFFERED], status=Status.ACCEPTED):
        return False
    note_visit(visit, "visit_accepted", by)
    return True


@transaction.atomic
def start_visit(visit: Visit, *, by: User, at: datetime | None = None) -> bool:
    """Seal the expectation and begin. From here on the database keeps what was expected.
    ``at``: when it began, if the news comes late."""
    check_auditor(visit, by)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.sealed_at:
        return False
    if row.status != Status.ACCEPTED:
        raise ValidationError(_("Accept the visit before you start it."), code="not_open")
    if expectation_progress(visit_record(row)).missing:
        raise ValidationError(
            _("Write down what you expect of each stage before you start."), code="incomplete"
        )
    began = min(at or timezone.now(), timezone.now())
    row.impressions.exclude(expectation=None).update(sealed_at=began)
    rows = Visit.objects.filter(pk=visit.pk, status=Status.ACCEPTED, sealed_at=None)
    if not rows.update(sealed_at=began, started_at=began, revision=F("revision") + 1):
        return False
    note_visit(visit, "visit_started", by)
    return True


@transaction.atomic
def end_visit(visit: Visit, *, by: User, at: datetime) -> None:
    """When the auditor left. It may be put right until the visit is sent."""
    check_auditor(visit, by)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.status not in WRITABLE_STATUSES:
        raise ValidationError(_("The visit has been sent."), code="submitted")
    if row.started_at is None:
        raise ValidationError(_("The visit has not been started yet."), code="not_started")
    ended_at = checked_end(row, at, timezone.now())
    Visit.objects.filter(pk=visit.pk).update(ended_at=ended_at, revision=F("revision") + 1)


@transaction.atomic
def submit_visit(visit: Visit, *, by: User, ended_at: datetime | None = None) -> bool:
    """Send the visit to the desk. A visit sent back is answered by sending it again."""
    check_auditor(visit, by)
    row = Visit.objects.select_for_update().get(pk=visit.pk)
    if row.status not in (*WRITABLE_STATUSES, Status.OFFERED):
        return False
    now = timezone.now()
    check_is_complete(row)
    ended_at = checked_end(row, ended_at or row.ended_at or now, now)
    times: dict[str, Any] = {"ended_at": ended_at, "submitted_at": now}
    if not move(row, WRITABLE_STATUSES, status=Status.SUBMITTED, **times):
        return False
    row.reviews.filter(closed_at=None).update(closed_at=now)
    note_visit(visit, "visit_submitted", by)
    return True


def check_auditor(visit: Visit, by: User) -> None:
    if not is_on_team(visit, by):
        raise ValidationError(_("Only the auditor of this visit may do this."))


def check_is_complete(visit: Visit) -> None:
    if visit.conflicts.filter(resolved_by=None).exists():
        raise ValidationError(
            _("Something was answered differently on two devices. Choose what is right first.")
        )
    if visit.started_at is None and visit.status == Status.ACCEPTED:
        raise ValidationError(_("The visit has not been started yet."))
    record = visit_record(visit)
    for stage, day in shut_stages(visit, record.later).items():
        told = {
            "stage": in_language(record.checklist.stages[stage - 1].name, get_language() or "fi"),
            "day": date_format(day, "SHORT_DATE_FORMAT"),
        }
        raise ValidationError(
            _("“%(stage)s” opens on %(day)s. The visit can be sent when it is answered.") % told
        )
    if not is_complete(record):
        raise ValidationError(_("Something is still missing. The list below leads you there."))


def checked_end(visit: Visit, ended_at: datetime, now: datetime) -> datetime:
    """The end as it is stored. A form knows minutes only, so within the minute it is the start."""
    started_at = visit.started_at or ended_at
    if ended_at < started_at.replace(second=0, microsecond=0):
        raise ValidationError(_("The visit cannot have ended before it started."), code="bad_value")
    if ended_at > now + CLOCK_SLACK:
        raise ValidationError(_("The visit cannot have ended in the future."), code="bad_value")
    return max(ended_at, started_at)


def move(visit: Visit, old: Any, **fields: Any) -> bool:
    """Set the fields if the visit is still in one of the old states."""
    rows = Visit.objects.filter(pk=visit.pk, status__in=old)
    return bool(rows.update(revision=F("revision") + 1, **fields))
