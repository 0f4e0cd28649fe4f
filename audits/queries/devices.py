"""The devices that visits are filled in on, and what each still holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from audits.models import CoAuditor, Device, FieldState, PhotoUpload, Visit
from audits.queries.visit_progress import WRITABLE_STATUSES

# What is unsent for longer should be looked after: browsers may clear what is left alone.
ALARM = timedelta(days=2)
# Longer gone without holding anything, it need not be shown.
FORGOTTEN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Held:
    """One device with what it holds: by its own word, and the photos it has told us of."""

    device: Device
    awaited: int
    is_late: bool

    @property
    def is_empty(self) -> bool:
        device = self.device
        return not (device.answers or device.photos or device.dead or self.awaited)


def own_devices(user: User) -> QuerySet[Device]:
    return Device.objects.filter(user=user)


def watched_devices(user: User) -> QuerySet[Device]:
    """Those of everybody who makes a visit that this user may see."""
    visits = Visit.objects.visible_to(user)
    shared = CoAuditor.objects.filter(visit__in=visits)
    return Device.objects.filter(
        Q(user__in=visits.exclude(auditor=None).values("auditor"))
        | Q(user__in=shared.values("user"))
    )


def held(devices: QuerySet[Device]) -> list[Held]:
    """The most pressing first. Three queries."""
    since = timezone.now() - FORGOTTEN
    holding = Q(answers__gt=0) | Q(photos__gt=0) | Q(dead__gt=0)
    rows = list(devices.filter(holding | Q(last_seen__gte=since)).select_related("user"))
    awaited = awaited_photos([row.pk for row in rows])
    found = [Held(row, awaited.get(row.pk, 0), is_late(row)) for row in rows]
    return sorted(found, key=lambda item: (not item.is_late, item.is_empty))


def is_late(device: Device) -> bool:
    oldest = device.oldest_at
    holds = device.answers or device.photos
    return bool(holds and oldest and timezone.now() - oldest > ALARM)


def awaited_photos(devices: Sequence[UUID]) -> dict[UUID, int]:
    """Photos told of whose pictures have not come, by the device that has them."""
    states = FieldState.objects.filter(
        key__startswith="photo.", event__device__in=devices, visit__status__in=WRITABLE_STATUSES
    ).select_related("event")
    told = [row for row in states if row.value != {"deleted": True}]
    here = set(arrived(row.key.removeprefix("photo.") for row in told))
    counts: dict[UUID, int] = {}
    for row in told:
        if row.key.removeprefix("photo.") not in here:
            counts[row.event.device] = counts.get(row.event.device, 0) + 1
    return counts


def arrived(names: Iterable[str]) -> Iterable[str]:
    rows = PhotoUpload.objects.filter(pk__in=list(names))
    return (str(pk) for pk in rows.values_list("pk", flat=True))
