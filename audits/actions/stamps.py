"""Stamps of a visit: put, changed, taken back. Each carries the name its device gave it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.answers import locked_for_writing, touch
from audits.models import AnswerChange, Stamp, StampKind, Visit

DELETED = {"deleted": True}
LONGEST = 500


def stamp_fault(value: Any) -> str:
    """What is wrong with a stamp as a device sends it; "" when nothing is."""
    if value == DELETED:
        return ""
    if not isinstance(value, Mapping) or set(value) - {"kind", "at", "text"}:
        return "a stamp has kind, at and text"
    text, at = value.get("text", ""), value.get("at")
    if value.get("kind") not in StampKind.values:
        return "unknown kind of stamp"
    if not isinstance(text, str) or len(text) > LONGEST:
        return f"the text of a stamp has at most {LONGEST} characters"
    return "" if isinstance(at, str) and moment_of(at) else "at is a date and time with its offset"


def clean_stamp(value: Any) -> dict[str, Any]:
    """A stamp as a device sent it; raises ``ValueError`` when it is none."""
    if fault := stamp_fault(value):
        raise ValueError(fault)
    return dict(value)


def moment_of(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@transaction.atomic
def put_stamp(
    visit: Visit, name: UUID, value: Mapping[str, Any], *, by: User, at: datetime | None = None
) -> None:
    """Store one stamp, or take it back (``{"deleted": true}``).

    ``at`` is its time by the server's clock, where the device's is known to be wrong.
    """
    if stamp_fault(value):
        raise ValidationError(_("This note could not be read."))
    visit = locked_for_writing(visit, by)
    before = Stamp.objects.filter(public_id=name).first()
    if before and before.visit_id != visit.pk:
        raise ValidationError(_("This note belongs to another visit."))
    after = None if value == DELETED else new_stamp(visit, name, value, at)
    if before and (after is None or fields_of(after) != fields_of(before)):
        note_change(visit, before, after, by)
    if after is not None:
        after.pk = before.pk if before else None
        after.save()
    elif before:
        before.delete()
    touch(visit)


def new_stamp(visit: Visit, name: UUID, value: Mapping[str, Any], at: datetime | None) -> Stamp:
    when = (at or moment_of(value["at"]) or timezone.now()).astimezone(UTC)
    kind, text = value["kind"], value.get("text", "")
    return Stamp(public_id=name, visit=visit, kind=kind, text=text, at=when)


def fields_of(stamp: Stamp) -> dict[str, Any]:
    return {"kind": stamp.kind, "at": stamp.at.astimezone(UTC).isoformat(), "text": stamp.text}


def note_change(visit: Visit, before: Stamp, after: Stamp | None, by: User) -> None:
    AnswerChange.objects.create(
        visit=visit,
        key=f"stamp.{before.public_id}",
        before=fields_of(before),
        after=fields_of(after) if after else None,
        user=by,
    )
