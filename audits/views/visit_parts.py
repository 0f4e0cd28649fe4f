"""The review of a visit: how far each part has come, what is left, and when it probably ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.forms.moments import SendForm
from audits.models import AnswerState
from audits.queries.recall import late_criticals
from audits.queries.visit import Record
from audits.queries.visit_progress import (
    WRITABLE_STATUSES,
    Progress,
    closing_progress,
    open_stages,
    stage_progress,
)
from audits.views.places import Place, address, stage_place
from audits.views.visit_conflicts import torn
from audits.views.visit_context import Left, left, moments, open_points, steps, words
from audits.views.visit_sheets import sheets
from journeys.definition import Stage

ON_SITE = (3, 4)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the review: a stage or the closing, how far it is, what is left."""

    name: str
    mark: str
    url: str
    progress: Progress
    left: Sequence[Left]
    place: Place
    counts: Sequence[int] = (0, 0, 0, 0)

    @property
    def numbers(self) -> list[tuple[str, str, int]]:
        """What else is there: the name for the script, the column's head, how many."""
        names = ("na", "unseen", "comments", "photos")
        return list(zip(names, columns(), self.counts, strict=True))


def columns() -> list[str]:
    return [_("Does not apply"), _("Not observed"), _("Comments"), _("Photos")]


def parts(record: Record) -> list[Part]:
    found = [stage_part(record, stage) for stage in record.checklist.stages]
    place, progress = Place("closing"), closing_progress(record)
    url = address(record.visit, place)
    missing = left(record, progress.missing, place, far=True)
    mark = "…" if missing else ""
    return [*found, Part(_("Closing questions"), mark, url, progress, missing, place)]


def stage_part(record: Record, stage: Stage) -> Part:
    place, progress = stage_place(stage.key), stage_progress(record, stage)
    answers = [
        answer
        for code, answer in record.answers.items()
        if answer.stage == stage.order and code not in record.hidden
    ]
    return Part(
        name=words(stage.name),
        mark=str(stage.order) if progress.missing else "",
        url=address(record.visit, place),
        progress=progress,
        left=left(record, progress.missing, place, far=True),
        place=place,
        counts=(
            sum(answer.state == AnswerState.NOT_APPLICABLE for answer in answers),
            sum(answer.state == AnswerState.NOT_OBSERVED for answer in answers),
            sum(bool(answer.comment) for answer in answers),
            sum(item.stage == stage.order for rows in record.evidence.values() for item in rows),
        ),
    )


def review(record: Record, form: SendForm) -> dict[str, Any]:
    found = parts(record)
    missing = sum(len(part.left) for part in found)
    return {
        "visit": record.visit,
        "checks": record.checks,
        "days": record.later,
        "steps": steps(record, Place("review")),
        "parts": found,
        "numbers": columns(),
        "sheets": sheets(record.checklist),
        "missing": missing,
        "moments": moments(record),
        "clashes": len(record.clashes),
        "torn": torn(record),
        "form": form,
        "is_writable": record.visit.status in WRITABLE_STATUSES,
        "is_started": open_stages(record.visit) == 5,
        "points": open_points(record),
        "late": late(record),
    }


def late(record: Record) -> list[Left]:
    """Critical facts that were written down late and have no photo."""
    stages = {criterion.code: criterion.stage for criterion in record.checklist.criteria}
    found = []
    for question in late_criticals(record):
        code = question.criterion.code
        url = address(record.visit, stage_place(stages[code], code))
        found.append(Left(url, question.number, words(question.criterion.text), ""))
    return found


def likely_end(record: Record) -> datetime:
    """When the auditor probably left: after the last thing observed on site."""
    visit = record.visit
    seen = [answer.observed_at for answer in record.answers.values() if answer.stage in ON_SITE]
    last = max((moment for moment in seen if moment), default=timezone.now())
    return visit.ended_at or max(last, visit.started_at or last)
