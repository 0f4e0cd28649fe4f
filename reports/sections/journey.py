"""The journey on one wide page: expectation, experience and the emotional curve over the stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from reports.document import Criterion, ReportDocument, Stage
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section

# The page is one page: so many letters fit into a cell of the table.
MAP_WORDS = 72
# A shorter time between two stages is the way from one to the next.
TELLING = 60


@dataclass(frozen=True, slots=True)
class Column:
    """One stage under the picture."""

    name: str
    verb: str
    gap: str
    cause: str
    best: str
    best_shown: str
    worst: str
    worst_shown: str


def title(document: ReportDocument) -> str:
    one = len(document.visits) == 1
    gaps = [(stage, stage.gap.gap.micro) for stage in document.stages if stage.gap]
    short = sorted((pair for pair in gaps if pair[1] < 0), key=lambda pair: pair[1])
    if short:
        worst = [stage.name for stage, _micro in short if _gap(stage) == _gap(short[0][0])]
        values = {"stage": worst[0], "stages": wording.listed(worst)}
        if len(worst) > 1 and one:
            return (
                _("In this visit the experience fell equally far below expectation in %(stages)s")
                % values
            )
        if len(worst) > 1:
            return _("The experience falls equally far below expectation in %(stages)s") % values
        if one:
            return _(
                "In this visit the experience fell furthest below expectation in %(stage)s"
            ) % (values)
        return _("The experience falls furthest below expectation in %(stage)s") % values
    if gaps:
        return _("The experience met what was expected in every stage")
    return _("How the journey felt, stage by stage")


def _gap(stage: Stage) -> str:
    return stage.gap.gap.shown if stage.gap else ""


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("journey", _("Journey"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "picture": pictures.journey(document),
        # The wide picture is small on a telephone; this one reads there too.
        "gaps": pictures.gaps(document),
        "columns": [_column(stage) for stage in document.stages],
        "peak_end": peak_end(document),
        "waits": waits(document),
    }


def peak_end(document: ReportDocument) -> str:
    emotion = document.emotion
    if emotion.peak is None or emotion.end is None:
        return ""
    return _(
        "People remember the strongest moment and the last one. Peak, end and their mean are taken "
        "from each visit first and then averaged."
    )


def waits(document: ReportDocument) -> str:
    """How long the stages were apart, where that is known; "" where it is not."""
    names = wording.stage_names(document)
    told = [
        _("from %(before)s to %(after)s %(time)s")
        % {
            "before": wording.inside(names[one.before]),
            "after": wording.inside(names[one.after]),
            "time": wording.duration(one.minutes),
        }
        for one in document.waits
        if one.minutes >= TELLING
    ]
    if not told:
        return ""
    return _("Time between the stages, the median of the visits: %(waits)s.") % {
        "waits": "; ".join(told)
    }


def _column(stage: Stage) -> Column:
    scored = [one for one in stage.criteria if one.weight and one.score.micro is not None]
    best, worst = _ends(scored)
    return Column(
        name=stage.name,
        verb=stage.verb,
        gap=stage.gap.gap.shown if stage.gap else "",
        cause=wording.shortened(stage.quotes[0].text, MAP_WORDS) if stage.quotes else "",
        best=wording.shortened(best.text, MAP_WORDS) if best else "",
        best_shown=best.score.shown if best else "",
        worst=wording.shortened(worst.text, MAP_WORDS) if worst else "",
        worst_shown=worst.score.shown if worst else "",
    )


def _ends(criteria: Sequence[Criterion]) -> tuple[Criterion | None, Criterion | None]:
    """The best and the poorest criterion, by weight among equals; no poorest when all are full."""
    if not criteria:
        return None, None
    best = max(criteria, key=lambda one: (one.score.micro or 0, one.weight))
    losing = [one for one in criteria if one.lost.micro > 0 and one is not best]
    worst = max(losing, key=lambda one: one.lost.micro) if losing else None
    return best, worst


def is_shown(document: ReportDocument) -> bool:
    return any(stage.gap or stage.feeling for stage in document.stages)


SECTION = Section("journey", headings, context, is_shown, layout="wide")
