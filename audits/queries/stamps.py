"""Stamps of a visit in their order, and the visit that a stamp is probably about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from audits.models import Stamp, Visit
from audits.queries.visit import own_visits
from audits.queries.visit_progress import WRITABLE_STATUSES, Question, criterion_questions
from journeys.definition import Criterion, Stage

# How many seconds one unit of a number question has; the unit's English name tells.
SECONDS = {
    "second": 1,
    "seconds": 1,
    "minute": 60,
    "minutes": 60,
    "hour": 3600,
    "hours": 3600,
}


def visits_to_note(user: User) -> list[Visit]:
    """The auditor's open visits, the one of this moment first. One query."""
    visits = own_visits(user).filter(status__in=WRITABLE_STATUSES)
    return sorted(visits, key=nearness)


def nearness(visit: Visit) -> tuple[Any, ...]:
    """Begun and not ended first, the last begun before others; then by the day it is due."""
    today = timezone.localdate()
    is_on = visit.started_at is not None and visit.ended_at is None
    begun = -visit.started_at.timestamp() if is_on and visit.started_at else 0.0
    away = abs((visit.due_on - today).days) if visit.due_on else 9999
    return (not is_on, begun, away, visit.pk)


def unit_seconds(criterion: Criterion) -> int | None:
    """How long one unit of a question lasts, when it asks for a time that stamps can tell."""
    if criterion.type != "number" or not criterion.unit:
        return None
    return SECONDS.get(dict(criterion.unit).get("en", "").lower())


def waiting_value(criterion: Criterion, waited: timedelta) -> int | float:
    """A waiting time in the question's unit: whole where it must be, else by tenths."""
    units = abs(waited.total_seconds()) / (unit_seconds(criterion) or 1)
    if criterion.whole:
        return round(units)
    tenths = round(units, 1)
    return int(tenths) if tenths == int(tenths) else tenths


@dataclass(frozen=True, slots=True)
class Target:
    """A question on which a stamp can be laid."""

    question: Question
    seconds: int | None  # of one unit, when it takes a waiting time


@dataclass(frozen=True, slots=True)
class StageTargets:
    stage: Stage
    targets: Sequence[Target]


def stamp_targets(visit: Visit) -> list[StageTargets]:
    """Every question of the visit, by stage. No query."""
    checklist = visit.checklist_version.definition
    return [
        StageTargets(
            stage,
            [
                Target(question, unit_seconds(question.criterion))
                for question in criterion_questions(checklist, stage)
            ],
        )
        for stage in checklist.stages
    ]


def between(stamps: Sequence[Stamp]) -> timedelta | None:
    """The time from the first to the last of two stamps."""
    if len(stamps) != 2:
        return None
    return abs(stamps[1].at - stamps[0].at)
