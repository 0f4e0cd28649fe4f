"""Devices tell what they still hold; their owners let go of those that are no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import Device

# Of a browser's long name the parts that a person knows it by, in the order they are looked for.
SYSTEMS = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
COUNTS = ("answers", "photos", "dead")
MOST = 100_000


def device_name(agent: str) -> str:
    found = [
        next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(name for name in found if name)


@transaction.atomic
def note_device(
    pk: UUID, user: User, agent: str, held: Mapping[str, Any] | None, oldest: datetime | None
) -> bool:
    """The device was here, and holds this much. False if the mark belongs to somebody else."""
    now = timezone.now()
    known = Device.objects.select_for_update().filter(pk=pk)
    device = known.first()
    if device is None:
        # Two first messages of one device may come at once: one of them makes the row.
        new = Device(pk=pk, user=user, first_seen=now)
        Device.objects.bulk_create([new], ignore_conflicts=True)
        device = known.get()
    if device.user_id != user.pk:
        return False
    device.name = device_name(agent)[:80]
    device.last_seen = now
    if held is not None:
        for name in COUNTS:
            setattr(device, name, counted(held.get(name)))
        device.oldest_at = oldest
    device.save()
    return True


def counted(value: Any) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool)
    return min(max(value, 0), MOST) if is_count else 0


@transaction.atomic
def forget_device(device: Device, *, by: User) -> None:
    """Take it from the list. Should it come back, it is on it again."""
    if device.user_id != by.pk:
        raise ValidationError(_("Only its owner takes a device from the list."))
    device.delete()
