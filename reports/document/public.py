"""The bundle as the client may see it: no auditor, no day, no hour, nothing that was not reported.

It gives the same figures as the whole one, so that years later they can be worked out again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from audits.bundle import Bundle, BundleAnswer, BundleVisit, Spelling, bundle_document
from reports.document.basis import Wishes, scoped
from reports.document.visits import in_order


def public_document(bundle: Bundle, wishes: Wishes) -> dict[str, Any]:
    """What the PDF encloses: the visits that the report covers, in the order of their labels."""
    covered = scoped(bundle, wishes)
    visits = in_order(covered.visits)
    return bundle_document(
        replace(
            covered,
            audit=replace(covered.audit, brief=""),
            visits=tuple(_public(visit, number) for number, visit in enumerate(visits, 1)),
            spelling=Spelling(),
        )
    )


def _public(visit: BundleVisit, number: int) -> BundleVisit:
    start = _week(visit.started_at, number)
    minutes = None
    if visit.started_at and visit.ended_at:
        minutes = round((visit.ended_at - visit.started_at).total_seconds() / 60)
    return replace(
        visit,
        key=f"v{number}",
        auditor="",
        scenario="",
        started_at=start,
        ended_at=start + timedelta(minutes=minutes) if start and minutes is not None else None,
        answers={code: _untimed(answer) for code, answer in visit.answers.items()},
        incidents=tuple(replace(one, happened_at=None) for one in visit.incidents),
    )


def _untimed(answer: BundleAnswer) -> BundleAnswer:
    return replace(answer, observed_at=None)


def _week(moment: datetime | None, number: int) -> datetime | None:
    """Noon of the Monday of that week; a second for each visit keeps their order."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    monday = local - timedelta(days=local.weekday())
    return monday.replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(seconds=number)
