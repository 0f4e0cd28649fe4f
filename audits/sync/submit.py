"""Sending a visit from a tablet: only when nothing is missing, here or on its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audits.actions.log import HOUSE, Log
from audits.actions.visit import submit_visit
from audits.models import Status, Visit
from audits.queries.visit import own_visits, visit_record
from audits.queries.visit_progress import (
    WRITABLE_STATUSES,
    Missing,
    closing_progress,
    expectation_progress,
    stage_progress,
)
from audits.sync.exchange import Exchange
from audits.sync.kinds import DELETED
from audits.sync.messages import Clock, Refused


@transaction.atomic
def submit(visit: Visit, rev: int, *, by: User) -> dict[str, Any]:
    """Send it. ``rev``: what the device has seen; whoever asks twice is told “duplicate”."""
    row = own_visits(by).select_for_update(of=("self",)).get(pk=visit.pk)
    if row.status == Status.OFFERED:
        raise Refused(409, "not_open")
    if row.status not in WRITABLE_STATUSES:
        return {"status": "duplicate", "rev": row.revision}
    log = caught_up(row, by)
    hindrances = {
        "missing": [missing.question.key for missing in missing_of(row)],
        "photos": list(awaited(row, log)),
        "conflicts": len(log.open),
    }
    seen = max((state.rev for state in log.fields.values()), default=0) <= rev
    if any(hindrances.values()) or not seen:
        return {"error": "incomplete", "rev": log.rev, **hindrances}
    try:
        is_sent = submit_visit(row, by=by)
    except ValidationError as refusal:
        return {"error": "incomplete", "rev": log.rev, **hindrances, "why": refusal.messages}
    row.refresh_from_db(fields=["revision"])
    return {"status": "submitted" if is_sent else "duplicate", "rev": row.revision}


def caught_up(visit: Visit, by: User) -> Log:
    now = timezone.now()
    found = Exchange.of(visit, HOUSE, Clock(now, now), by)
    found.take(())
    return found.log


def missing_of(visit: Visit) -> Iterator[Missing]:
    record = visit_record(visit)
    if visit.started_at is None:
        yield from expectation_progress(record).missing
    for stage in record.checklist.stages:
        yield from stage_progress(record, stage).missing
    yield from closing_progress(record).missing


def awaited(visit: Visit, log: Log) -> Iterator[str]:
    """Photos that a tablet has told of and not sent yet."""
    here = {str(pk) for pk in visit.uploads.values_list("pk", flat=True)}
    for key, state in log.fields.items():
        name = key.removeprefix("photo.")
        is_photo = name != key and state.value != DELETED
        if is_photo and name not in here and state.event.device != HOUSE:
            yield name
