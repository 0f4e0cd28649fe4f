"""What changed since the round before; an arrow only where chance does not explain it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Change, Comparison, ReportDocument
from reports.sections import pictures
from reports.sections.section import Heading, Section
from reports.templatetags.report import signed

SITES = 20


def title(comparison: Comparison) -> str:
    total = comparison.total
    values = {"before": total.before, "after": total.after}
    if total.arrow == "up":
        return _("The total rose from %(before)s to %(after)s points") % values
    if total.arrow == "down":
        return _("The total fell from %(before)s to %(after)s points") % values
    return _("From %(before)s to %(after)s points: the change cannot be told from chance") % values


def direction(change: Change) -> str:
    """In words, for the table: the sign of the difference alone would claim too much."""
    return {"up": _("Better"), "down": _("Worse")}.get(change.arrow, _("Cannot be told"))


def lede(comparison: Comparison) -> str:
    """Like for like, mix and checklist add up to the difference, exactly."""
    sentences = [
        _(
            "The totals differ by %(all)s points: %(like)s at the sites of both rounds, %(mix)s "
            "because other sites were visited, %(checklist)s because the checklist changed."
        )
        % {
            "all": signed(comparison.difference.shown),
            "like": signed(comparison.like.shown),
            "mix": signed(comparison.mix.shown),
            "checklist": signed(comparison.checklist.shown),
        }
    ]
    if comparison.criteria is not None:
        sentences.append(
            ngettext(
                "Like for like compares the %(count)s criterion that both rounds asked.",
                "Like for like compares the %(count)s criteria that both rounds asked.",
                comparison.criteria,
            )
            % {"count": comparison.criteria}
        )
    return " ".join(sentences)


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    comparison = document.comparison
    name = title(comparison) if comparison else ""
    return (Heading("change", _("What changed"), name),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    comparison = document.comparison
    if comparison is None:
        return {"rows": [], "places": [], "lede": "", "previous": "", "picture": ""}
    stages = [comparison.total, *comparison.stages]
    return {
        "lede": lede(comparison),
        "picture": pictures.change(comparison),
        "previous": comparison.previous,
        "rows": [(change, direction(change)) for change in stages],
        "places": [(change, direction(change)) for change in comparison.places[:SITES]],
    }


def is_shown(document: ReportDocument) -> bool:
    return document.comparison is not None


SECTION = Section("change", headings, context, is_shown)
