"""Stages that open by themselves some days after the visit: after-care."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from audits.models import Visit


def later_stages(visit: Visit) -> dict[int, int]:
    """How many days after the visit each of its later stages opens, by number. One query."""
    return {plan.stage: plan.after_days for plan in visit.stage_plans.all() if plan.after_days}


def opens_on(visit: Visit, days: int) -> date | None:
    """The day on which a stage opens; None while the visit has not begun."""
    if visit.started_at is None:
        return None
    return timezone.localdate(visit.started_at) + timedelta(days=days)


def shut_now(visit: Visit) -> dict[int, date]:
    """As ``shut_stages``, of a visit whose plan was not read yet. One query."""
    return shut_stages(visit, later_stages(visit))


def shut_stages(visit: Visit, later: Mapping[int, int]) -> dict[int, date]:
    """The stages that are not open yet, with the day on which each opens."""
    today = timezone.localdate()
    days = {stage: opens_on(visit, after) for stage, after in later.items()}
    return {stage: day for stage, day in days.items() if day is not None and today < day}
