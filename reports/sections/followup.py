"""The next ninety days: what is decided first, who owns it, and how it shows that it worked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports import charts
from reports.document import Check, Criterion, Recommendation, ReportDocument, plan
from reports.document.plan import STEPS
from reports.sections import wording
from reports.sections.explanation import owner_name
from reports.sections.section import Heading, Section


@dataclass(frozen=True, slots=True)
class Step:
    """One recommendation in the plan: from which day to which, and what is measured."""

    recommendation: Recommendation
    stage: str
    owner: str
    start: int
    end: int
    now: str
    goal: str


def planned(document: ReportDocument) -> list[Step]:
    """The first recommendations of the list, by the day they should be done."""
    names = wording.stage_names(document)
    criteria = {one.code: one for stage in document.stages for one in stage.criteria}
    steps = []
    for step in plan.planned(document.recommendations):
        one = step.recommendation
        now, goal = _measure(criteria.get(one.code))
        owner = owner_name(one.owner) if one.owner else ""
        steps.append(Step(one, names.get(one.stage, ""), owner, step.start, step.end, now, goal))
    return steps


def _measure(criterion: Criterion | None) -> tuple[str, str]:
    """What the criterion says today, and what it should say in the next round."""
    if criterion is None or not criterion.answered:
        return "", ""
    full = criterion.answered - criterion.short
    now = ngettext(
        "full points in %(full)s of %(count)s visit",
        "full points in %(full)s of %(count)s visits",
        criterion.answered,
    ) % {"full": full, "count": criterion.answered}
    return now, _("full points in every visit")


def title(document: ReportDocument) -> str:
    steps = planned(document)
    if not steps:
        return _("What was advised last time, and what came of it")
    first = sum(step.end <= STEPS[0] for step in steps)
    if first == len(steps):
        return ngettext(
            "%(count)s decision, and the first month shows the difference",
            "%(count)s decisions, and the first month shows the difference",
            first,
        ) % {"count": first}
    if not first:
        return _("Ninety days are enough to begin")
    return ngettext(
        "%(count)s decision in the first month, the rest by day 90",
        "%(count)s decisions in the first month, the rest by day 90",
        first,
    ) % {"count": first}


def picture(steps: Iterable[Step]) -> str:
    rows = [
        charts.PlanRow(step.recommendation.number, step.recommendation.title, step.start, step.end)
        for step in steps
    ]
    told = "; ".join(
        _("%(number)s: days %(start)s–%(end)s")
        % {"number": row.number, "start": row.start, "end": row.end}
        for row in rows
    )
    words = charts.Words(
        _("The plan of ninety days by recommendation. %(rows)s.") % {"rows": told},
        _("Each bar runs from the day the work begins to the day it is done."),
    )
    labels = [_("Day %(day)s") % {"day": day} for day in (0, *STEPS)]
    return charts.plan_chart(rows, words, labels=labels, days=(0, *STEPS))


def _milestones(document: ReportDocument, steps: Iterable[Step]) -> list[tuple[str, str]]:
    done = {day: [s.recommendation.number for s in steps if s.end <= day] for day in STEPS}
    told = []
    for day in STEPS[:2]:
        numbers = wording.listed([str(number) for number in sorted(done[day])])
        said = _("Done: %(numbers)s.") % {"numbers": numbers} if numbers else _("Work has begun.")
        told.append((_("Day %(day)s") % {"day": day}, said))
    again = _(
        "New visits ask the same %(count)s criteria. The change is told only when it is larger "
        "than chance."
    ) % {"count": document.method.criteria}
    return [*told, (_("Day %(day)s") % {"day": STEPS[2]}, again)]


# So many checks stand on the page; the workbook and the desk have all.
CHECKS = 12
ORDER = ("not_yet", "unknown", "fixed")


def checks(document: ReportDocument) -> list[tuple[Check, str]]:
    """What came of the last round's advice, what is still to do first; each with its verdict."""
    found = sorted(document.checks, key=lambda one: ORDER.index(one.outcome))
    return [(one, verdict(one)) for one in found[:CHECKS]]


def verdict(one: Check) -> str:
    words = {"fixed": _("Fixed"), "not_yet": _("Not yet")}
    return words.get(one.outcome, _("Cannot tell"))


def came_of(document: ReportDocument) -> str:
    """How much of it was done, in a sentence; "" when nothing was checked."""
    count = len(document.checks)
    if not count:
        return ""
    fixed = sum(one.outcome == "fixed" for one in document.checks)
    said = ngettext(
        "Of %(count)s recommendation of the last round, %(fixed)s is done.",
        "Of %(count)s recommendations of the last round, %(fixed)s are done.",
        count,
    ) % {"count": count, "fixed": fixed}
    left_out = {code for one in document.checks for code in one.left_out}
    if not left_out:
        return said
    changed = _("The checklist changed in between; these questions are not compared: %(codes)s.")
    return f"{said} {changed % {'codes': ', '.join(sorted(left_out))}}"


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("followup", _("The next 90 days"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    steps = planned(document)
    return {
        "steps": steps,
        "picture": picture(steps),
        "milestones": _milestones(document, steps),
        "checks": checks(document),
        "came_of": came_of(document),
        "more": max(len(document.checks) - CHECKS, 0),
    }


def is_shown(document: ReportDocument) -> bool:
    return bool(document.recommendations or document.checks)


SECTION = Section("followup", headings, context, is_shown)
