"""Positive surprises, quoted and never averaged away, and what customers would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Closing, ReportDocument
from reports.sections import wording
from reports.sections.section import Heading, Section

# Numbers and choices at the end of a visit: counts and answers, never an index of few.
NUMBERS = ("VC-NPS", "VC-RET", "VC-CES", "VC-CSA", "VC-KAN")
# The open questions at the end of a visit, in the order in which they are told.
OPEN = ("VC-ONE", "VC-FREE", "VC-MEA")
LISTED = 12


def title(document: ReportDocument) -> str:
    count = len(document.surprises)
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
        "numbers": [_gathered(closing[code]) for code in NUMBERS if code in closing],
    }


def _gathered(closing: Closing) -> dict[str, object]:
    """The answers with the visits that gave them, as (visits, answer)."""
    found: dict[str, list[str]] = {}
    for visit, words in closing.values:
        found.setdefault(words, []).append(visit)
    gathered = [(" ".join(visits), words) for words, visits in found.items()]
    return {"question": closing.question, "gathered": gathered}


def is_shown(document: ReportDocument) -> bool:
    return bool(document.surprises) or any(one.code in OPEN for one in document.closing)


SECTION = Section("surprises", headings, context, is_shown, layout="flow")
