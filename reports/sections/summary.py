"""The report on one page: the score, the five stages, what to keep, what to mend, what to begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Criterion, ReportDocument
from reports.sections import pictures, wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import span

FIRST_STEPS = 3
# So many failed criticals are named; the page is one page.
CRITICALS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a list on the page: the words, and what the visits say about them."""

    text: str
    note: str
    key: str = ""  # of the criterion, or the number of the recommendation


def headline(document: ReportDocument) -> str:
    """The main conclusion: the consultant's, or the strongest and the weakest stage."""
    if document.title:
        return document.title
    stages = wording.scored_stages(document)
    if not stages:
        return _("There is nothing to score yet")
    names = {"best": stages[0].name, "worst": stages[-1].name}
    if len(stages) == 1:
        return _("Only %(best)s could be scored") % names
    if stages[0].scores.both.shown == stages[-1].scores.both.shown:
        return _even(stages[0].scores.both.shown, is_whole=len(stages) == len(document.stages))
    if len(document.visits) == 1:
        return _("In this visit %(best)s was strongest and %(worst)s weakest") % names
    return _("%(best)s carries the journey; %(worst)s is to be mended first") % names


def _even(score: str, *, is_whole: bool) -> str:
    if is_whole:
        return _("The journey is even: every stage earned %(score)s points") % {"score": score}
    return _("Every stage that could be scored earned %(score)s points") % {"score": score}


def lede(document: ReportDocument) -> str:
    """Two or three sentences that say the total, the target and the experience."""
    total = document.total.both
    if not total.shown:
        return wording.honest_note(document)
    values = {
        "score": total.shown,
        "visits": wording.visit_count(document),
        "sites": wording.site_count(document),
    }
    sentences = [
        _("The customer’s journey earned %(score)s points out of 100 (%(visits)s, %(sites)s).")
        % values
    ]
    if document.target is not None:
        sentences.append(target_sentence(int(total.shown), document.target))
    sentences.append(gap_sentence(document))
    return " ".join(sentence for sentence in sentences if sentence)


def target_sentence(score: int, target: int) -> str:
    if score >= target:
        return _("The target of %(target)s was reached.") % {"target": target}
    missing = target - score
    return ngettext(
        "%(count)s point is missing from the target of %(target)s.",
        "%(count)s points are missing from the target of %(target)s.",
        missing,
    ) % {"count": missing, "target": target}


def gap_sentence(document: ReportDocument) -> str:
    gaps = [stage.gap for stage in document.stages if stage.gap]
    below = sum(gap.gap.micro < 0 for gap in gaps)
    if not gaps:
        return ""
    values = {"below": below, "count": len(gaps)}
    if below == 0:
        return _("The experience met or exceeded the expectation in every stage.")
    if below == len(gaps):
        return _("The experience fell short of the expectation in every stage.")
    return (
        ngettext(
            "The experience fell short of the expectation in %(below)s stage of %(count)s.",
            "The experience fell short of the expectation in %(below)s stages of %(count)s.",
            below,
        )
        % values
    )


def earned(criterion: Criterion) -> str:
    """How often it was fully so: “5 of 5 visits”, or its mean when that says more."""
    full = criterion.answered - criterion.short
    if full:
        return ngettext(
            "full points in %(full)s of %(count)s visit",
            "full points in %(full)s of %(count)s visits",
            criterion.answered,
        ) % {"full": full, "count": criterion.answered}
    return _("%(score)s points on average") % {"score": criterion.score.shown}


def lost(criterion: Criterion) -> str:
    return ngettext(
        "lost points in %(short)s of %(count)s visit",
        "lost points in %(short)s of %(count)s visits",
        criterion.answered,
    ) % {"short": criterion.short, "count": criterion.answered}


def _titles(document: ReportDocument) -> dict[str, str]:
    return {one.code: one.title for one in document.recommendations if one.code}


def strengths(document: ReportDocument) -> list[Point]:
    criteria = _criteria(document)
    chosen = (criteria[code] for code in document.strengths)
    return [Point(one.text, earned(one), one.code) for one in chosen]


def needs(document: ReportDocument) -> list[Point]:
    """What cost most points, in the words of its advice; the question when there is none."""
    criteria, titles = _criteria(document), _titles(document)
    chosen = (criteria[code] for code in document.needs)
    return [Point(titles.get(one.code, one.text), lost(one), one.code) for one in chosen]


def criticals(document: ReportDocument) -> list[Point]:
    criteria = _criteria(document)
    return [
        Point(
            criteria[code].text,
            ngettext(
                "failed in %(failed)s of %(count)s visit",
                "failed in %(failed)s of %(count)s visits",
                criteria[code].answered,
            )
            % {"failed": len(criteria[code].failed), "count": criteria[code].answered},
            code,
        )
        for code in document.criticals
    ]


def first_steps(document: ReportDocument) -> list[Point]:
    """The first things to do that cost nothing, incidents included."""
    names = wording.stage_names(document)
    free = [one for one in document.recommendations if one.cost == "free"]
    return [
        Point(one.title, names.get(one.stage, ""), str(one.number)) for one in free[:FIRST_STEPS]
    ]


def _criteria(document: ReportDocument) -> dict[str, Criterion]:
    return {one.code: one for stage in document.stages for one in stage.criteria}


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("summary", _("Summary"), headline(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    total = document.total.both
    return {
        "ring": pictures.total_ring(document),
        "lede": lede(document),
        "band": wording.band_name(document, total.band),
        "ranged": wording.ranged(total),
        "rows": list(_rows(document)),
        "strengths": strengths(document),
        "needs": needs(document),
        "criticals": criticals(document)[:CRITICALS],
        "more_criticals": max(len(document.criticals) - CRITICALS, 0),
        "first_steps": first_steps(document),
        "note": wording.honest_note(document),
    }


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    name: str
    shown: str
    tone: int | None
    width: int  # percent of the bar
    difference: str  # to the target, signed
    span: str = ""
    is_tentative: bool = False


def _rows(document: ReportDocument) -> Iterable[Row]:
    for stage in document.stages:
        score = stage.scores.both
        difference = ""
        if score.shown and document.target is not None:
            difference = str(int(score.shown) - document.target)
        yield Row(
            number=stage.number,
            name=stage.name,
            shown=score.shown,
            tone=score.tone,
            width=int(score.shown or 0),
            difference=difference,
            span=span(score),
            is_tentative=score.is_tentative,
        )


SECTION = Section("summary", headings, context)
