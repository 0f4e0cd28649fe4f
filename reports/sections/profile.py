"""The stages side by side: their ranges, their visits, and how far it is to the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import ReportDocument
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import span


def title(document: ReportDocument) -> str:
    """How many stages reach the target; without a target, the strongest and the weakest."""
    stages = wording.scored_stages(document)
    if not stages:
        return _("No stage could be scored")
    target = document.target
    if target is None:
        names = {"best": stages[0].name, "worst": stages[-1].name}
        if len(stages) == 1:
            return _("Only %(best)s could be scored") % names
        return _("%(best)s earned most points, %(worst)s fewest") % names
    reached = sum(int(stage.scores.both.shown) >= target for stage in stages)
    values = {"count": reached, "all": len(stages), "target": target}
    if not reached:
        return _("No stage reached the target of %(target)s points") % values
    if reached == len(stages):
        return _("Every stage reached the target of %(target)s points") % values
    return (
        ngettext(
            "%(count)s stage of %(all)s reached the target of %(target)s points",
            "%(count)s stages of %(all)s reached the target of %(target)s points",
            reached,
        )
        % values
    )


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("profile", _("Profile"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    rows = []
    for stage in document.stages:
        score = stage.scores.both
        rows.append(
            {
                "stage": stage,
                "span": span(score),
                "band": wording.band_name(document, score.band),
                "grade": wording.grade(score),
            }
        )
    return {
        "picture": pictures.stage_bars(document),
        "figure": pictures.stage_radar(document),
        "rows": rows,
        "visits": document.visits,
        "stages": document.stages,
    }


def is_shown(document: ReportDocument) -> bool:
    return bool(wording.scored_stages(document))


SECTION = Section("profile", headings, context, is_shown)
