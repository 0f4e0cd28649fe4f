"""Appendix B: how the points are computed, so that anybody can compute them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.document import Criterion, ReportDocument
from reports.sections.section import Heading, Section


def effect(criterion: Criterion) -> str:
    """What a failed critical criterion does to the visit, in words."""
    values = {"to": criterion.knock_out_to}
    return {
        "band": _("the visit is at most “%(to)s”") % values,
        "cap_stage": _("the stage earns at most %(to)s points") % values,
        "cap_visit": _("the visit earns at most %(to)s points") % values,
        "zero_stage": _("the stage earns 0 points"),
        "zero_visit": _("the visit earns 0 points"),
    }.get(criterion.knock_out, "")


def headings(_document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("rules", _("Calculation"), _("How the points are computed")),)


def paragraphs(document: ReportDocument) -> list[str]:
    if document.method.method == "points":
        visit = _(
            "The total of a visit is what all criteria earned, each multiplied by its weight and "
            "the weight of its stage, divided by the most that they could have earned."
        )
    else:
        visit = _(
            "The total of a visit is the mean of its stages by their weights. A stage with nothing "
            "to score is left out, and the weight of the others stands."
        )
    return [
        _(
            "Every answer earns 0 to 100 points by the rule printed with its question in the list "
            "of answers. “Not applicable”, “not observed” and blank earn nothing and cost nothing."
        ),
        _("The score of a stage is the mean of its answers by their weights."),
        visit,
        _(
            "A site is the mean of its visits. The whole is the mean of the sites that were "
            "visited, so that many visits to one site do not drown the others."
        ),
        _(
            "Scores are computed in millionths of a point and rounded once, when they are printed: "
            "half a point goes up. The band is that of the printed number."
        ),
        _(
            "Lost points tell what a criterion cost the mean of the visits. All lost points "
            "together are what is missing from 100, before bonus and limits."
        ),
        _(
            "Expectation, experience, feelings, promises, failures and surprises stand beside the "
            "score and never enter it."
        ),
    ]


def context(document: ReportDocument) -> Mapping[str, Any]:
    critical = [one for stage in document.stages for one in stage.criteria if one.knock_out]
    return {
        "paragraphs": paragraphs(document),
        "bands": document.bands,
        "stages": document.stages,
        "critical": [(criterion, effect(criterion)) for criterion in critical],
    }


SECTION = Section("rules", headings, context, has_numbers=False)
