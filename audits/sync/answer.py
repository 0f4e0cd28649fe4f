"""What a device is told: the results of its mutations, what others changed, what is in conflict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from accounts.models import User
from audits.actions.log import Log
from audits.models import Event, FieldState, Visit
from audits.queries.visit import digest
from audits.queries.visit_progress import WRITABLE_STATUSES
from audits.sync.messages import iso


def state_of(log: Log, *, since: int, device: UUID | None, by: User) -> dict[str, Any]:
    """Everything of the visit that has changed since a revision, or in this very moment."""
    visit = log.visit
    since = since if since <= log.rev else 0  # an older copy of the database was put back
    fields = sorted(log.fields.values(), key=lambda row: (row.rev, row.key))
    return {
        "visit": str(visit.public_id),
        "rev": log.rev,
        "status": visit.status,
        "submitted": visit.status not in WRITABLE_STATUSES,
        "changes": [
            change(row, device) for row in fields if row.rev > since or row.key in log.changed
        ],
        "conflicts": list(conflicts(log, by)),
        "photos": photos(visit),
    }


def change(row: FieldState, device: UUID | None) -> dict[str, Any]:
    """One field. It is the device's own only if its own last entry stands there as it was sent."""
    event = row.event
    is_mine = event.device == device and event.key == row.key
    return {
        "key": row.key,
        "value": row.value,
        "rev": row.rev,
        "mine": is_mine and digest(event.value) == digest(row.value),
    }


def conflicts(log: Log, by: User) -> Iterator[dict[str, Any]]:
    for conflict in log.open:
        leading = log.fields.get(conflict.key)
        if leading is not None:
            yield {
                "id": str(conflict.event_id),
                "key": conflict.key,
                "kept": side(leading.event, by),
                "other": side(conflict.event, by),
            }


def side(event: Event, by: User) -> dict[str, Any]:
    """One of two values, with the name of a colleague who wrote it."""
    name = str(event.user) if event.user_id not in (None, by.pk) else ""
    return {
        "id": str(event.pk),
        "key": event.key,
        "value": event.value,
        "at": iso(event.effective_at),
        "by": name,
    }


def photos(visit: Visit) -> list[str]:
    """The photos whose pictures are here."""
    return [str(pk) for pk in visit.evidence.order_by("pk").values_list("public_id", flat=True)]
