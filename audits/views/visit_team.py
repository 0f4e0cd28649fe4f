"""Who makes a visit together, and its stages on days and channels of their own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from audits.queries.visit import Record
from journeys.definition import in_language


def team(record: Record) -> dict[str, Any]:
    """For the brief. The auditor is named only where there are others."""
    visit, language = record.visit, get_language() or "fi"
    others = [row.user for row in visit.co_auditors.select_related("user")]
    names = {stage.order: in_language(stage.name, language) for stage in record.checklist.stages}
    plans = visit.stage_plans.select_related("auditor")
    return {
        "team": [visit.auditor, *others] if others and visit.auditor else others,
        "stage_plans": [(names[plan.stage], plan) for plan in plans],
    }
