"""Deciding a conflict on a page: as if a device had sent the choice."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import EventStatus, Visit
from audits.queries.visit import own_visits
from audits.sync.exchange import Exchange
from audits.sync.messages import MOST_NUMBER, Clock, Mutation


@transaction.atomic
def choose(visit: Visit, event: UUID, *, is_other: bool, by: User) -> None:
    """Let the value stand that leads, or the other one. A conflict decided already stays so."""
    row = own_visits(by).select_for_update(of=("self",)).get(pk=visit.pk)
    now = timezone.now()
    found = Exchange.of(row, uuid4(), Clock(now, now), by)
    conflict = next((one for one in found.log.open if one.event_id == event), None)
    if conflict is None or conflict.key not in found.log.fields:
        return
    leading = found.log.fields[conflict.key].event
    chosen = conflict.event if is_other else leading
    named = (leading.pk, conflict.event_id)
    found.take([Mutation(uuid4(), 1, chosen.key, chosen.value, MOST_NUMBER, now, None, named)])
    if found.results[0]["status"] == EventStatus.REJECTED:
        raise ValidationError(_("This cannot be written any more."))
