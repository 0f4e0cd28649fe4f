"""Promises, failures and surprises: logged where they happen, changed with a trace."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audits.actions.answers import locked_for_writing, touch
from audits.actions.sheet import opens_words
from audits.models import AnswerChange, Incident, Polarity, Promise, Visit
from audits.queries.opening import shut_now
from audits.queries.visit_progress import open_stages

Moment = Promise | Incident
# What only a failure has; a surprise leaves them blank.
OF_A_FAILURE = (
    "severity",
    "noticed_by",
    "apology",
    "explanation",
    "asked_customer",
    "fixed",
    "extra_gesture",
    "minutes_to_fix",
)


def settled(moment: Moment) -> None:
    """A surprise has nothing to recover from: what only a failure has is blank."""
    if isinstance(moment, Incident) and moment.polarity == Polarity.SURPRISE:
        blank = Incident()
        for name in OF_A_FAILURE:
            setattr(moment, name, getattr(blank, name))


@transaction.atomic
def save_moment(moment: Moment, *, by: User) -> None:
    """Store a new one or a changed one. A new one that comes twice is stored once."""
    visit = locked_for_writing(moment.visit, by)
    if moment.stage > open_stages(visit):
        raise ValidationError(
            _("Write down what you expect and start the visit before you fill in this part."),
            code="not_started",
        )
    rows = moments_like(moment, visit)
    before = rows.filter(public_id=moment.public_id).first()
    if before is None or before.stage != moment.stage:
        refuse_shut(visit, moment.stage)
    if moment.pk is None:
        if before is None:
            moment.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
            moment.save()
            touch(visit)
        return
    if before is not None and fields_of(before) != fields_of(moment):
        moment.save()
        note_change(visit, before, fields_of(moment), by)


def refuse_shut(visit: Visit, stage: int) -> None:
    """Nothing is filed in a stage that is not open yet; what stands there may be changed."""
    day = shut_now(visit).get(stage)
    if day is not None:
        raise ValidationError(opens_words(day), code="not_open")


@transaction.atomic
def delete_moment(moment: Moment, *, by: User) -> None:
    visit = locked_for_writing(moment.visit, by)
    if moments_like(moment, visit).filter(pk=moment.pk).exists():
        note_change(visit, moment, None, by)
        moment.delete()


def moments_like(moment: Moment, visit: Visit) -> QuerySet[Promise] | QuerySet[Incident]:
    return visit.promises.all() if isinstance(moment, Promise) else visit.incidents.all()


def note_change(visit: Visit, before: Moment, after: dict[str, Any] | None, by: User) -> None:
    key = f"{type(before).__name__.lower()}.{before.public_id}"
    AnswerChange.objects.create(
        visit=visit, key=key, before=fields_of(before), after=after, user=by
    )
    touch(visit)


def fields_of(moment: Moment) -> dict[str, Any]:
    fields: dict[str, Any] = serializers.serialize("python", [moment])[0]["fields"]
    return {
        name: plain(value) for name, value in fields.items() if name not in ("visit", "public_id")
    }


def plain(value: Any) -> Any:
    """As JSON keeps it; 10 and 10.000 are the same number."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, int | bool | None) else str(value)
