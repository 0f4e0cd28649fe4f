"""What went wrong, and how it was put right: recovery can win a customer back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Incident, ReportDocument
from reports.sections import wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import num

LISTED = 20


def title(document: ReportDocument) -> str:
    count = len(document.failures)
    fixed = sum(failure.fixed for failure in document.failures)
    values = {"count": count, "fixed": fixed}
    if not fixed:
        return (
            ngettext(
                "Something failed once, and it was not put right",
                "%(count)s failures, and none of them was put right",
                count,
            )
            % values
        )
    if fixed == count:
        return (
            ngettext(
                "Something failed once, and it was put right",
                "%(count)s failures, and every one was put right",
                count,
            )
            % values
        )
    return (
        ngettext(
            "%(count)s failures, of which %(fixed)s was put right",
            "%(count)s failures, of which %(fixed)s were put right",
            fixed,
        )
        % values
    )


def steps(failure: Incident) -> list[tuple[str, bool]]:
    """The five signs of recovery, and whether each was seen."""
    return [
        (_("Apology"), failure.apology),
        (_("Explanation"), failure.explanation),
        (_("Customer was asked"), failure.asked_customer),
        (_("Put right"), failure.fixed),
        (_("Something extra"), failure.extra_gesture),
    ]


def lede(document: ReportDocument) -> str:
    sentences = []
    if document.recovery is not None:
        sentences.append(
            _("Recovery earned %(score)s points out of 100 on average.")
            % {"score": num(document.recovery.shown.removesuffix(".0"))}
        )
    chains = [v for v, n in Counter(one.visit for one in document.failures).items() if n > 1]
    if chains:
        sentences.append(
            ngettext(
                "Several failures met in visit %(visits)s: together they lose a customer.",
                "Several failures met in visits %(visits)s: together they lose a customer.",
                len(chains),
            )
            % {"visits": wording.listed(chains)}
        )
    return " ".join(sentences)


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("failures", _("Failures"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    names = wording.stage_names(document)
    ordered = sorted(document.failures, key=lambda one: -(one.severity or 0))
    rows = [
        {
            "failure": failure,
            "stage": names.get(failure.stage, ""),
            "severity": document.label("severity", str(failure.severity or "")),
            "steps": steps(failure),
            "minutes": minutes(failure),
        }
        for failure in ordered
    ]
    return {
        "lede": lede(document),
        "rows": rows[:LISTED],
        "left_out": max(len(rows) - LISTED, 0),
    }


def minutes(failure: Incident) -> str:
    if not failure.fixed or failure.minutes_to_fix is None:
        return ""
    return ngettext(
        "put right in %(count)s minute", "put right in %(count)s minutes", failure.minutes_to_fix
    ) % {"count": failure.minutes_to_fix}


def is_shown(document: ReportDocument) -> bool:
    return bool(document.failures)


SECTION = Section("failures", headings, context, is_shown)
