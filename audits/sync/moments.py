"""Promises and incidents as single values: an object of the fields that their forms have."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from audits.actions.moments import OF_A_FAILURE, Moment, settled
from audits.models import Incident, Promise
from audits.sync.messages import iso
from audits.sync.values import Rejected
from journeys.definition import Stage, as_decimal
from journeys.question_types.kind import stored_number

PROMISE = ("wording", "stage", "kind", "channel", "promised", "delivered", "unit", "kept")
INCIDENT = (
    "polarity",
    "what",
    "stage",
    "happened_at",
    "feeling_before",
    "feeling_after",
    *OF_A_FAILURE,
)
FEELINGS = range(-3, 4)
LONGEST = 10_000


def editable(moment: Moment | type[Moment]) -> tuple[str, ...]:
    kind = moment if isinstance(moment, type) else type(moment)
    return PROMISE if kind is Promise else INCIDENT


def filled(moment: Moment, value: Mapping[str, Any], stages: Mapping[str, Stage]) -> Moment:
    """The row with these fields; what is left out is blank."""
    if set(value) - set(editable(moment)):
        raise Rejected("bad_value")
    try:
        for name in editable(moment):
            given = value.get(name)
            if name == "stage":
                moment.stage = stage_order(given, stages)
            else:
                setattr(moment, name, clean(moment, name, given))
    except (ValidationError, ArithmeticError, TypeError, ValueError):
        raise Rejected("bad_value") from None
    settled(moment)
    return moment


def stage_order(given: Any, stages: Mapping[str, Stage]) -> int:
    if not isinstance(given, str) or given not in stages:
        raise Rejected("bad_value")
    return stages[given].order


def clean(moment: Moment, name: str, given: Any) -> Any:
    """One field as its model takes it."""
    field: Any = moment._meta.get_field(name)  # noqa: SLF001 - Django's documented door
    if isinstance(field, models.BooleanField):
        if given not in (None, True, False):
            raise Rejected("bad_value")
        return bool(given)
    if given is None or given == "":
        if field.null:
            return None
        return field.clean("", moment)
    if isinstance(field, models.DecimalField | models.IntegerField):
        number = as_decimal(given)
        if number is None or (name.startswith("feeling") and number not in FEELINGS):
            raise Rejected("bad_value")
        return field.clean(amount(number, field), moment)
    if not isinstance(given, str) or len(given) > LONGEST:
        raise Rejected("bad_value")
    return field.clean(given.replace("\r\n", "\n"), moment)


def amount(number: Decimal, field: Any) -> Any:
    if isinstance(field, models.DecimalField):
        if number < 0:
            raise Rejected("bad_value")
        return number
    if number % 1:
        raise Rejected("bad_value")
    return int(number)


def moment_document(moment: Moment, stages: Mapping[str, Stage]) -> dict[str, Any]:
    """The row as one value."""
    keys = {stage.order: stage.key for stage in stages.values()}
    found: dict[str, Any] = {}
    for name in editable(moment):
        value = getattr(moment, name)
        if name == "stage":
            value = keys[value]
        elif isinstance(value, Decimal):
            value = stored_number(value)
        elif name == "happened_at" and value is not None:
            value = iso(value)
        found[name] = value
    return found


def moment_key(moment: Moment) -> str:
    return f"{'incident' if isinstance(moment, Incident) else 'promise'}.{moment.public_id}"
