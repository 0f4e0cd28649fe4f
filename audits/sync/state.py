"""Reading a visit as a device does, without writing a line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from audits.actions.log import HOUSE
from audits.models import Visit
from audits.sync.answer import state_of
from audits.sync.exchange import Exchange
from audits.sync.messages import Clock


def read_state(visit: Visit, *, since: int, by: User, device: UUID | None = None) -> dict[str, Any]:
    """What has changed since a revision. What rows hold past the log is told too, and booked by
    the next message that writes."""
    now = timezone.now()
    found = Exchange.of(visit, device or HOUSE, Clock(now, now), by)
    found.settle()
    return state_of(found.log, since=since, device=device, by=by)
