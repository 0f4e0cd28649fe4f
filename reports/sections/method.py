"""How it was done: the visits, what was asked, and what so many visits can and cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import ReportDocument
from reports.sections import wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import num


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    count = len(document.visits)
    title = ngettext(
        "What %(count)s visit can tell, and what it cannot",
        "What %(count)s visits can tell, and what they cannot",
        count,
    ) % {"count": count}
    return (Heading("method", _("How it was done"), title),)


def asked(document: ReportDocument) -> str:
    method = document.method
    return _(
        "Every visit followed the checklist “%(checklist)s”, version %(version)s: %(scored)s "
        "scored criteria in five stages, %(facts)s about facts and %(perceptions)s about how it "
        "felt."
    ) % {
        "checklist": method.checklist,
        "version": method.version,
        "scored": method.scored,
        "facts": method.facts,
        "perceptions": method.perceptions,
    }


def answered(document: ReportDocument) -> str:
    method = document.method
    return _(
        "Of the scored questions %(answered)s were answered; %(not_applicable)s did not apply, "
        "%(not_observed)s could not be observed and %(blank)s were left blank. Only answers score: "
        "the rest neither raises nor lowers the result."
    ) % {
        "answered": method.answered,
        "not_applicable": method.not_applicable,
        "not_observed": method.not_observed,
        "blank": method.blank,
    }


def noted(document: ReportDocument) -> str:
    """How fresh the facts were when they were written down; "" where that is not known."""
    recall = document.method.recall
    if recall is None:
        return ""
    return _(
        "%(percent)s %% of the facts were noted on the spot, at most five minutes after they were "
        "seen."
    ) % {"percent": recall.on_the_spot}


def computed(document: ReportDocument) -> str:
    if document.method.method == "points":
        return _(
            "The points of all criteria are added up by weight and divided by the most that could "
            "be earned. A site is the mean of its visits, and the whole is the mean of the sites."
        )
    return _(
        "A stage is the weighted mean of its criteria, a visit the weighted mean of its stages, a "
        "site the mean of its visits, and the whole the mean of the sites."
    )


def limits(document: ReportDocument) -> list[str]:
    """What the reader should keep in mind, the most important first."""
    thin = [visit.label for visit in document.visits if visit.is_thin]
    announced = [visit.label for visit in document.visits if visit.is_announced]
    found = [
        wording.honest_note(document),
        _("One person saw each visit. Rush, weather and chance show in the results."),
        _("The report does not prove what causes what: it does not say that a fault costs sales."),
        _("Nobody is named. Visits are told by week, and people by their task."),
    ]
    if len(document.visits) == 1:
        found.insert(
            1,
            _("One visit gives no band of the site, no order of sites and no direction of change."),
        )
    if thin:
        found.append(
            _("Thin results, much could not be scored: %(visits)s.")
            % {"visits": wording.listed(thin)}
        )
    if announced:
        found.append(
            _("Visits that the staff knew of beforehand: %(visits)s.")
            % {"visits": wording.listed(announced)}
        )
    return found


# A wish for more visits than this is no advice.
MORE = 30


def ranges(document: ReportDocument) -> list[str]:
    """What the ranges mean, how the auditors agreed, and what more visits would show."""
    said = [
        _(
            "The range beside a number holds the true value in 95 cases of 100: had other visits "
            "been made on other days, the number would most likely have stayed inside it."
        )
    ]
    if any(site.better_than for site in document.sites):
        said.append(
            _(
                "A site is called surely better than another only on what the visits show. Were "
                "all sites alike in truth, two rounds of 100 would still call one better by "
                "chance; differences of a few points are never certain."
            )
        )
    agreement, planner = document.agreement, document.planner
    if agreement:
        said.append(
            ngettext(
                "%(pairs)s visit was made twice by different auditors; %(equal)s of 100 answers "
                "were equal.",
                "%(pairs)s visits were made twice by different auditors; %(equal)s of 100 answers "
                "were equal.",
                agreement.pairs,
            )
            % {"pairs": agreement.pairs, "equal": agreement.equal}
        )
    if agreement and agreement.alpha_low:
        said.append(
            _(
                "Beyond chance the auditors agreed by %(alpha)s (Krippendorff’s α, plausible range "
                "%(low)s–%(high)s; 1 is full agreement)."
            )
            % {
                "alpha": num(agreement.alpha),
                "low": num(agreement.alpha_low),
                "high": num(agreement.alpha_high),
            }
        )
    if planner and planner.detectable:
        said.append(
            _("With these visits two sites are told apart when they differ by %(points)s points.")
            % {"points": num(planner.detectable)}
        )
    if planner and planner.more is not None and planner.more <= MORE:
        said.append(
            ngettext(
                "%(count)s more visit to each would tell %(better)s and %(worse)s apart.",
                "%(count)s more visits to each would tell %(better)s and %(worse)s apart.",
                planner.more,
            )
            % {"count": planner.more, "better": planner.better, "worse": planner.worse}
        )
    return said


def waits(document: ReportDocument) -> list[tuple[str, str, str, int]]:
    """Between which stages, how long in the middle, from what to what, in how many visits."""
    names = wording.stage_names(document)
    return [
        (
            f"{names[one.before]} – {names[one.after]}",
            wording.duration(one.minutes),
            wording.duration(one.least)
            if one.least == one.most
            else f"{wording.duration(one.least)} – {wording.duration(one.most)}",
            one.visits,
        )
        for one in document.waits
    ]


def context(document: ReportDocument) -> Mapping[str, Any]:
    return {
        "asked": asked(document),
        "answered": answered(document),
        "noted": noted(document),
        "computed": computed(document),
        "limits": limits(document),
        "ranges": ranges(document),
        "visits": document.visits,
        "waits": waits(document),
    }


SECTION = Section("method", headings, context)
