"""What cost most points, with the words and pictures that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Answer, Criterion, Photo, Recommendation, ReportDocument, Stage
from reports.document.findings import told
from reports.sections import room, wording
from reports.sections.section import Heading, Section
from reports.sections.summary import lost
from reports.templatetags.report import num

PICTURES = 2
COMMENTS = 3
# Millimetres of a page below its title and inside its margins, by paper; of the lines of a finding,
# and of its text beside no, one or two pictures.
PAGE = {"a4": 224.0, "letter": 212.0}
LINE, BELOW, HEADLINE, FACTS, DO, AROUND, PHOTO = 4.4, 1.0, 5.2, 4.1, 9.2, 4.5, 38.0
TEXT = (170.0, 114.0, 80.0)


@dataclass(frozen=True, slots=True)
class Finding:
    criterion: Criterion
    stage: str
    severity: str
    basis: str
    answers: tuple[Answer, ...]
    photos: tuple[Photo, ...]
    advice: Recommendation | None


def title(document: ReportDocument) -> str:
    """What the findings cost of all that was lost: printed parts add up to the printed sum."""
    found = told(document)
    every = [one for stage in document.stages for one in stage.criteria]
    whole, part = (sum(Decimal(one.lost.shown) for one in some) for some in (every, found))
    values = {"count": len(found), "points": num(part), "all": num(whole)}
    if not part:
        return (
            ngettext("%(count)s finding to look at", "%(count)s findings to look at", len(found))
            % values
        )
    return (
        ngettext(
            "%(count)s finding costs %(points)s of the %(all)s lost points",
            "%(count)s findings cost %(points)s of the %(all)s lost points",
            len(found),
        )
        % values
    )


def photos_of(document: ReportDocument, code: str) -> tuple[Photo, ...]:
    return tuple(photo for photo in document.photos if photo.criterion == code)[:PICTURES]


def shown_photos(document: ReportDocument) -> frozenset[str]:
    """The pictures that stand here, so that no other page repeats them."""
    return frozenset(
        photo.sha256 for one in told(document) for photo in photos_of(document, one.code)
    )


def _findings(document: ReportDocument) -> Iterator[Finding]:
    names = wording.stage_names(document)
    advice = {one.code: one for one in document.recommendations if one.code}
    for one in told(document):
        said = [answer for answer in one.answers if answer.comment]
        said.sort(key=lambda answer: answer.micro if answer.micro is not None else 10**9)
        yield Finding(
            criterion=one,
            stage=names.get(one.stage, ""),
            severity=_("Critical") if one.failed else _("Costly"),
            basis=lost(one),
            answers=tuple(said[:COMMENTS]),
            photos=photos_of(document, one.code),
            advice=advice.get(one.code),
        )


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return (Heading("evidence", _("Findings"), title(document)),)


def _height(finding: Finding) -> float:
    """About so many millimetres a finding takes."""
    wide = TEXT[len(finding.photos)]
    told = (f"K00 {one.display}: {one.comment}" for one in finding.answers)
    words = sum(BELOW + LINE * room.lines(text, wide, 8.8) for text in told)
    head = HEADLINE * room.lines(finding.criterion.text, wide, 11)
    parts = (finding.severity, finding.stage, finding.basis, _("%(points)s points lost"))
    facts = FACTS * room.lines(" · ".join(parts), wide, 8)
    text = facts + head + words + (DO if finding.advice else 0)
    return AROUND + max(text, PHOTO if finding.photos else 0)


def context(document: ReportDocument) -> Mapping[str, Any]:
    """The findings; when they are more than a page, half of them stand on each of two, with room
    for their pictures."""
    findings = list(_findings(document))
    is_long = sum(map(_height, findings)) > PAGE[document.look.paper]
    half = -(-len(findings) // 2) if is_long else 0
    return {"findings": findings, "half": half}


def is_shown(document: ReportDocument) -> bool:
    return bool(told(document))


SECTION = Section("evidence", headings, context, is_shown)


def without_shown(document: ReportDocument, stage: Stage) -> list[Photo]:
    """The pictures of a stage that the findings do not show."""
    shown = shown_photos(document)
    return [p for p in document.photos if p.stage == stage.key and p.sha256 not in shown]
