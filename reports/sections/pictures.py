"""The charts of a document, each with its sentence: the numbers in the document's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports import charts
from reports.document import Comparison, Measure, ReportDocument, Score
from reports.sections import wording
from reports.templatetags.report import num, signed, span


def total_ring(document: ReportDocument) -> str:
    total = document.total.both
    values = {"score": total.shown, "target": document.target}
    if not total.shown:
        title = _("Total score: nothing to score yet.")
    elif document.target is None:
        title = _("Total score: %(score)s out of 100.") % values
    else:
        title = _("Total score: %(score)s out of 100; the target is %(target)s.") % values
    if span(total):
        title += " " + _("The 95 %% range is %(range)s.") % {"range": span(total)}
    desc = _(
        "The ring fills up with the points; the short line across it is the target, the thin line "
        "around it the range."
    )
    words = charts.Words(title, desc)
    ends = None if total.low is None or total.high is None else (total.low, total.high)
    return charts.score_ring(total.micro, total.shown, words, target=document.target, ends=ends)


def _named_scores(pairs: list[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {shown}" for name, shown in pairs)


def _with_range(score: Score) -> str:
    """78 (62–88)"""
    around = span(score)
    return f"{num(score.shown)} ({around})" if around else num(score.shown)


def _stage_rows(document: ReportDocument) -> list[charts.ScoreRow]:
    return [
        charts.ScoreRow(
            name=stage.name,
            micro=stage.scores.both.micro,
            shown=stage.scores.both.shown,
            tone=stage.scores.both.tone,
            dots=tuple(
                score.micro
                for visit in document.visits
                if (score := visit.stages[index]).micro is not None
            ),
            low=stage.scores.both.low,
            high=stage.scores.both.high,
            is_tentative=stage.scores.both.is_tentative,
        )
        for index, stage in enumerate(document.stages)
    ]


def _stage_scores(document: ReportDocument) -> str:
    return _named_scores(
        [(stage.name, _with_range(stage.scores.both)) for stage in document.stages]
    )


def stage_radar(document: ReportDocument) -> str:
    """The profile of the stages as a figure; "" when there are too few of them for one."""
    values = {"scores": _stage_scores(document), "target": document.target}
    if document.target is None:
        title = _("The profile of the stages: %(scores)s.") % values
    else:
        title = _("The profile of the stages: %(scores)s; the target is %(target)s.") % values
    desc = _(
        "A spoke for each stage, from 0 in the middle to 100 at the rim. The line joins the points "
        "of the stages, the grey stroke on a spoke is the 95 percent range, the dashed line the "
        "target."
    )
    return charts.stage_radar(
        _stage_rows(document), charts.Words(title, desc), target=document.target
    )


def stage_bars(document: ReportDocument, *, width: float = 642) -> str:
    words = charts.Words(
        _("Points by stage: %(scores)s.") % {"scores": _stage_scores(document)},
        _(
            "Each dot is one visit, the line with two ends the 95 percent range, a hatched bar a "
            "tentative level; the line across the bars is the target."
        ),
    )
    return charts.stage_bars(_stage_rows(document), words, target=document.target, width=width)


def change(comparison: Comparison) -> str:
    """Total and stages in the round before and now."""
    rows = [
        charts.SlopeRow(
            name=one.name or _("Total"),
            before=_micro(one.before),
            after=_micro(one.after),
            before_shown=num(one.before),
            after_shown=num(one.after),
            is_probable=bool(one.arrow),
            is_total=not one.name,
        )
        for one in (comparison.total, *comparison.stages)
    ]
    told = [(row.name, f"{row.before_shown} – {row.after_shown}") for row in rows]
    words = charts.Words(
        _("Points before and now: %(scores)s.") % {"scores": _named_scores(told)},
        _("A full line is a change that chance does not explain, a dashed line cannot be told."),
    )
    return charts.slope_chart(rows, words, rounds=(_("Before"), _("Now")))


def _micro(shown: str) -> int | None:
    """Where a printed figure stands in a picture."""
    return round(float(shown) * 1_000_000) if shown else None


def _value(measure: Measure | None) -> float | None:
    return None if measure is None else measure.micro / 1_000_000


def _shown(measure: Measure | None) -> str:
    return "" if measure is None else num(measure.shown)


def journey(document: ReportDocument) -> str:
    """Expectation, experience and feeling over the five stages."""
    marks: dict[str, str] = {}
    if document.emotion.end_stage:
        marks[document.emotion.end_stage] = _("End")
    if document.emotion.peak_stage:
        same = document.emotion.peak_stage == document.emotion.end_stage
        marks[document.emotion.peak_stage] = _("Peak and end") if same else _("Peak")
    stages = [
        charts.JourneyStage(
            name=f"{stage.number} {stage.name}",
            expected=_value(stage.gap.expected) if stage.gap else None,
            experienced=_value(stage.gap.experienced) if stage.gap else None,
            expected_shown=_shown(stage.gap.expected) if stage.gap else "",
            experienced_shown=_shown(stage.gap.experienced) if stage.gap else "",
        )
        for stage in document.stages
    ]
    feelings = [
        charts.EmotionStage(
            mean=_value(stage.feeling.mean) if stage.feeling else None,
            shown=signed(stage.feeling.mean.shown) if stage.feeling else "",
            visits=stage.feeling.values if stage.feeling else (),
            mark=marks.get(stage.key, ""),
        )
        for stage in document.stages
    ]
    words = charts.Words(
        journey_sentence(document),
        _(
            "Above: what was expected and what was experienced, 0 to 4. Below: the feeling, −3 to "
            "+3; thin lines are single visits, the thick one their mean."
        ),
    )
    labels = (_("Expectation"), _("Experience"), _("Feeling, −3 to +3"))
    return charts.journey_chart(stages, feelings, words, labels=labels)


def journey_sentence(document: ReportDocument) -> str:
    parts = []
    for stage in document.stages:
        values = {"stage": stage.name}
        if stage.gap:
            values["expected"] = num(stage.gap.expected.shown)
            values["experienced"] = num(stage.gap.experienced.shown)
        if stage.feeling:
            values["feeling"] = signed(stage.feeling.mean.shown)
        if stage.gap and stage.feeling:
            parts.append(
                _(
                    "%(stage)s: expectation %(expected)s, experience %(experienced)s, "
                    "feeling %(feeling)s"
                )
                % values
            )
        elif stage.gap:
            parts.append(
                _("%(stage)s: expectation %(expected)s, experience %(experienced)s") % values
            )
        elif stage.feeling:
            parts.append(_("%(stage)s: feeling %(feeling)s") % values)
    return _("The journey by stage. %(stages)s.") % {"stages": "; ".join(parts)}


def gaps(document: ReportDocument) -> str:
    rows = [
        charts.GapRow(
            name=stage.name,
            expected=_value(stage.gap.expected) if stage.gap else None,
            experienced=_value(stage.gap.experienced) if stage.gap else None,
            expected_shown=_shown(stage.gap.expected) if stage.gap else "",
            experienced_shown=_shown(stage.gap.experienced) if stage.gap else "",
            gap_shown=signed(stage.gap.gap.shown) if stage.gap else "",
        )
        for stage in document.stages
    ]
    named = "; ".join(f"{row.name} {row.gap_shown}" for row in rows if row.gap_shown)
    words = charts.Words(
        _("Experience minus expectation by stage: %(gaps)s.") % {"gaps": named},
        _("The hollow dot is the expectation, the filled one the experience, 0 to 4."),
    )
    return charts.gap_chart(rows, words, labels=(_("Expectation"), _("Experience")))


# Kept well, kept partly, broken; what could not be checked has no tone.
OUTCOMES = (("yes", 4), ("partly", 2), ("no", 0), ("unverifiable", None))


def promises(document: ReportDocument) -> str:
    counts = document.promises
    numbers = (counts.kept, counts.partly, counts.broken, counts.unverifiable)
    shares = [
        charts.Share(document.label("outcome", key), count, tone)
        for (key, tone), count in zip(OUTCOMES, numbers, strict=True)
    ]
    named = "; ".join(f"{share.name} {share.count}" for share in shares)
    words = charts.Words(_("Promises: %(outcomes)s.") % {"outcomes": named})
    return charts.promise_bar(shares, words)


# So many sites stand in one chart; a page takes no more.
SITES = 20


def sites(document: ReportDocument) -> list[str]:
    """Sites in the order of the audit: dots are visits, never a rank."""
    totals = {visit.label: visit.total.micro for visit in document.visits}
    rows = []
    for site in document.sites:
        known = [totals[label] for label in site.visits]
        total = site.total.both
        rows.append(
            charts.PlaceRow(
                name=site.name,
                micro=total.micro,
                shown=total.shown,
                tone=total.tone,
                dots=tuple(micro for micro in known if micro is not None),
                note=wording.visits(len(site.visits)),
                is_mean_shown=total.may_show_mean and len(site.visits) > 1,
                low=total.low,
                high=total.high,
            )
        )
    desc = _(
        "Each hollow dot is one visit; the filled one is the mean of a site, the line its "
        "95 percent range."
    )
    found = []
    for start in range(0, len(rows), SITES):
        some = rows[start : start + SITES]
        totals_of = {site.name: site.total.both for site in document.sites}
        scores = _named_scores([(row.name, _with_range(totals_of[row.name])) for row in some])
        words = charts.Words(_("Points by site: %(scores)s.") % {"scores": scores}, desc)
        found.append(charts.site_dots(some, words, target=document.target))
    return found


def matrix(document: ReportDocument) -> str:
    items = [
        charts.MatrixItem(one.number, one.cost, one.impact) for one in document.recommendations
    ]
    costs = {key: document.label("cost", key) for key in ("free", "low", "medium", "high")}
    impacts = {key: document.label("degree", key) for key in ("low", "medium", "high")}
    named = "; ".join(
        _("%(number)s: cost %(cost)s, impact %(impact)s")
        % {
            "number": item.number,
            "cost": costs.get(item.cost, "").lower(),
            "impact": impacts.get(item.impact, "").lower(),
        }
        for item in items
    )
    words = charts.Words(
        _("Recommendations by cost and impact. %(items)s.") % {"items": named},
        _("The numbers are those of the recommendations; the best place is the upper left."),
    )
    axes = (_("Cost"), _("Impact on the customer’s experience"))
    return charts.cost_impact_matrix(items, words, costs=costs, impacts=impacts, axes=axes)
