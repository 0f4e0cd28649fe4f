"""Positive surprises, quoted and never averaged away, and what customers would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.scoring import may_show
from reports.document import Closing, ClosingFigures, ReportDocument
from reports.sections import wording
from reports.sections.section import Heading, Section
from reports.templatetags.report import num, signed

# Numbers and choices at the end of a visit: the answers and what they come to, never an index
# of few.
NUMBERS = ("VC-NPS", "VC-RET", "VC-CES", "VC-CSA", "VC-KAN")
# The open questions at the end of a visit, in the order in which they are told.
OPEN = ("VC-ONE", "VC-FREE", "VC-MEA")
LISTED = 12


def title(document: ReportDocument) -> str:
    count = len(document.surprises)
    if not count and not any(one.code in OPEN for one in document.closing):
        return _("At the end of the visit")
    if not count:
        return _("What the customer would change")
    return ngettext(
        "%(count)s positive surprise worth repeating",
        "%(count)s positive surprises worth repeating",
        count,
    ) % {"count": count}


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("surprises", _("Surprises"), title(document)),)


def context(document: ReportDocument) -> Mapping[str, Any]:
    names = wording.stage_names(document)
    closing = {one.code: one for one in document.closing}
    surprises = [(one, names.get(one.stage, "")) for one in document.surprises]
    return {
        "surprises": surprises[:LISTED],
        "left_out": max(len(surprises) - LISTED, 0),
        "questions": [closing[code] for code in OPEN if code in closing],
        "most": LISTED,
        "has_promoters": any(
            one.figures and one.figures.promoters is not None for one in document.closing
        ),
        "numbers": [_gathered(closing[code]) for code in NUMBERS if code in closing],
    }


def _gathered(closing: Closing) -> dict[str, object]:
    """The answers with the visits that gave them, as (visits, answer)."""
    found: dict[str, list[str]] = {}
    for visit, words in closing.values:
        found.setdefault(words, []).append(visit)
    gathered = [(" ".join(visits), words) for words, visits in found.items()]
    together = "" if closing.figures is None else _together(closing.figures)
    return {"question": closing.question, "gathered": gathered, "together": together}


def _together(figures: ClosingFigures) -> str:
    """What the answers come to: of NPS its counts and, where it may be said, the index; else the
    mean with its range. One answer stands for itself."""
    if figures.promoters is not None:
        counts = {
            "promoters": figures.promoters,
            "passives": figures.passives,
            "detractors": figures.detractors,
        }
        told = _("promoters %(promoters)s, passives %(passives)s, detractors %(detractors)s")
        return "; ".join(filter(None, (told % counts, _index(figures))))
    if not may_show(figures.answers).mean:
        return ""
    values = {
        "mean": num(figures.mean),
        "range": f"{num(figures.low)}–{num(figures.high)}",
        "count": figures.answers,
    }
    return (
        ngettext(
            "mean %(mean)s, range %(range)s, %(count)s answer",
            "mean %(mean)s, range %(range)s, %(count)s answers",
            figures.answers,
        )
        % values
    )


def _index(figures: ClosingFigures) -> str:
    if not figures.index:
        return ""
    values = {
        "index": signed(figures.index),
        "low": signed(figures.index_low),
        "high": signed(figures.index_high),
        "count": figures.answers,
    }
    return (
        ngettext(
            "NPS %(index)s, range %(low)s … %(high)s, %(count)s answer",
            "NPS %(index)s, range %(low)s … %(high)s, %(count)s answers",
            figures.answers,
        )
        % values
    )


def is_shown(document: ReportDocument) -> bool:
    return bool(document.surprises) or any(
        one.code in (*OPEN, *NUMBERS) for one in document.closing
    )


SECTION = Section("surprises", headings, context, is_shown)
