"""One page for each stage: the score, facts and perceptions apart, findings, quotes, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import (
    Answer,
    Criterion,
    Layout,
    Photo,
    Quote,
    Recommendation,
    ReportDocument,
    Score,
    Stage,
)
from reports.sections import wording
from reports.sections.evidence import without_shown
from reports.sections.section import Heading, Section
from reports.templatetags.report import num

# Up to so many visits each has a column of its own; from there on shares are told.
COLUMNS = 8
FINDINGS = 5
PICTURES = 3
QUOTES = 2
# A stage is one page: about so many millimetres each part takes of it.
ROOM, ROW, SECOND_LINE, PHOTOS, QUOTE = 177.0, 6.4, 3.9, 50.0, 15.0
# A line of a finding, the gap after it, and the letters that a line takes.
LINE, GAP, LINE_LETTERS = 4.4, 3.8, 62
# Letters in a line of the consultant's words above the table.
TOLD_LETTERS = 105
# The first column is what the visits leave of the page; so many letters fill a millimetre of it.
TEXT, COLUMN, LETTERS = 154.0, 11.8, 0.69


@dataclass(frozen=True, slots=True)
class Cell:
    shown: str  # points, or a sign of the state
    tone: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion in the table of its stage."""

    criterion: Criterion
    cells: tuple[Cell, ...]
    full: int  # visits with full points


@dataclass(frozen=True, slots=True)
class Finding:
    """What happened, in the auditor's words, at a criterion that fell short."""

    criterion: Criterion
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Page:
    stage: Stage
    heading: Heading
    lede: str
    band: str
    ranged: str
    groups: tuple[tuple[str, str, tuple[Line, ...]], ...]  # facts and perceptions apart
    findings: tuple[Finding, ...]
    advice: tuple[Recommendation, ...]
    quotes: tuple[Quote, ...]
    photos: tuple[Photo, ...]
    more_photos: int


def _advice(document: ReportDocument, stage: Stage) -> tuple[Recommendation, ...]:
    return tuple(one for one in document.recommendations if one.stage == stage.key)


def is_unseen(stage: Stage) -> bool:
    """Whether nobody could observe the stage: that is no zero and no gap in the work."""
    scored = [one for one in stage.criteria if one.is_scored and one.weight]
    unseen = sum(one.not_observed for one in scored)
    return unseen > 0 and not any(one.answered + one.blank for one in scored)


def title(document: ReportDocument, stage: Stage) -> str:
    """Works or needs work, and the first advice; with one visit nothing more than that visit."""
    score = stage.scores.both
    advice = _advice(document, stage)
    values = {"stage": stage.name}
    if not score.shown:
        return (
            _("%(stage)s was not observed")
            if is_unseen(stage)
            else _("%(stage)s could not be scored")
        ) % values
    count = len(document.visits)
    if not advice:
        return (
            ngettext(
                "%(stage)s lost no points in this visit",
                "%(stage)s lost no points in these visits",
                count,
            )
            % values
        )
    values["advice"] = wording.shortened(wording.inside(advice[0].title), 70)
    if score.tone is not None and score.tone >= 3:
        return (
            ngettext(
                "%(stage)s worked in this visit; next: %(advice)s",
                "%(stage)s works; next: %(advice)s",
                count,
            )
            % values
        )
    return (
        ngettext(
            "%(stage)s fell short in this visit; first: %(advice)s",
            "%(stage)s needs work; first: %(advice)s",
            count,
        )
        % values
    )


def lede(document: ReportDocument, stage: Stage) -> str:
    """The customer's side of the stage: gap, facts against perceptions."""
    sentences = []
    fact, perception = stage.scores.fact.shown, stage.scores.perception.shown
    if fact and perception:
        sentences.append(
            _("Facts earned %(fact)s points and perceptions %(perception)s.")
            % {"fact": fact, "perception": perception}
        )
    if stage.gap:
        sentences.append(_gap_sentence(stage))
    if not sentences:
        sentences.append(stage.covers)
    return " ".join(sentences)


def _gap_sentence(stage: Stage) -> str:
    gap = stage.gap
    if gap is None:
        return ""
    values = {
        "expected": num(gap.expected.shown),
        "experienced": num(gap.experienced.shown),
        "gap": num(gap.gap.shown.lstrip("-")),
    }
    if gap.gap.micro < 0:
        return (
            _(
                "The customer expected %(expected)s and experienced %(experienced)s on a scale of "
                "0 to 4: %(gap)s less than expected."
            )
            % values
        )
    if gap.gap.micro > 0:
        return (
            _(
                "The customer expected %(expected)s and experienced %(experienced)s on a scale of "
                "0 to 4: %(gap)s more than expected."
            )
            % values
        )
    return (
        _("The customer experienced what was expected: %(expected)s on a scale of 0 to 4.") % values
    )


# How an answer that has no points looks in its cell.
SIGNS = {"not_applicable": "–", "not_observed": "?", "blank": "", "hidden": ""}


def _cells(document: ReportDocument, criterion: Criterion) -> Iterable[Cell]:
    answers = {answer.visit: answer for answer in criterion.answers}
    for visit in document.visits:
        answer = answers.get(visit.label)
        if answer is None:
            yield Cell("", None, "blank")
        else:
            sign = answer.shown or SIGNS.get(answer.state, "–")
            yield Cell(sign, answer.tone, answer.state)


def _lines(document: ReportDocument, criteria: Iterable[Criterion]) -> tuple[Line, ...]:
    with_columns = len(document.visits) <= COLUMNS
    return tuple(
        Line(
            criterion=criterion,
            cells=tuple(_cells(document, criterion)) if with_columns else (),
            full=criterion.answered - criterion.short,
        )
        for criterion in criteria
    )


def _room(stage: Stage, visits: int, *, has_photos: bool) -> float:
    """The millimetres that the table and the photos leave; what the quotes take at least."""
    texts = [one.text for one in stage.criteria if one.is_scored]
    letters = LETTERS * (TEXT - COLUMN * (visits if visits <= COLUMNS else 2))
    table = ROW * (len(texts) + 3) + SECOND_LINE * sum(len(text) > letters for text in texts)
    left = ROOM - table - (PHOTOS if has_photos else 0)
    return max(left, QUOTE * min(len(stage.quotes), QUOTES))


def _told(document: ReportDocument, stage: Stage) -> float:
    """The millimetres of the consultant's words, which stand in place of the lede's two lines."""
    blocks = [
        block.plain
        for one in document.narratives
        if one.section == f"stage-{stage.number}"
        for block in one.blocks
    ]
    lines = sum(-(-len(plain) // TOLD_LETTERS) for plain in blocks)
    return max(LINE * lines + len(blocks) - 2 * LINE, 0)


def _height(finding: Finding) -> float:
    words = [finding.criterion.text, *(f"K00 {answer.comment}" for answer in finding.answers)]
    return GAP + LINE * sum(-(-len(text) // LINE_LETTERS) for text in words)


def _findings(stage: Stage, room: float, layout: Layout) -> tuple[Finding, ...]:
    """The criteria that lost points and have words to it: in the consultant's order, else failed
    ones first, then the dearest; as many as there is room for, and one at least."""
    place = {code: number for number, code in enumerate(layout.findings)}
    found = []
    for criterion in stage.criteria:
        told = [
            answer
            for answer in criterion.answers
            if answer.comment and answer.micro is not None and answer.tone != 4
        ]
        told.sort(key=lambda answer: answer.micro or 0)
        if told and criterion.code not in layout.findings_out:
            found.append(Finding(criterion, tuple(told[:2])))
    found.sort(
        key=lambda one: (
            place.get(one.criterion.code, len(place)),
            not one.criterion.failed,
            -one.criterion.lost.micro,
        )
    )
    chosen: list[Finding] = []
    for finding in found[:FINDINGS]:
        room -= _height(finding)
        if room < 0 and chosen:
            break
        chosen.append(finding)
    return tuple(chosen)


def _photos(document: ReportDocument, stage: Stage) -> tuple[Photo, ...]:
    """Pictures of what fell short before the others; those of the findings stand there."""
    short = {one.code for one in stage.criteria if one.lost.micro > 0 or one.failed}
    photos = without_shown(document, stage)
    photos.sort(key=lambda photo: photo.criterion not in short)
    return tuple(photos)


def _page(document: ReportDocument, stage: Stage) -> Page:
    scored = [one for one in stage.criteria if one.is_scored]
    photos = _photos(document, stage)
    facts = [one for one in scored if one.is_fact]
    perceptions = [one for one in scored if not one.is_fact]
    groups = (
        (_ranged(_("Facts"), stage.scores.fact), stage.scores.fact.shown, _lines(document, facts)),
        (
            _ranged(_("Perceptions"), stage.scores.perception),
            stage.scores.perception.shown,
            _lines(document, perceptions),
        ),
    )
    return Page(
        stage=stage,
        heading=_heading(document, stage),
        lede=lede(document, stage),
        band=wording.band_name(document, stage.scores.both.band),
        ranged=wording.ranged(stage.scores.both),
        groups=tuple(group for group in groups if group[2]),
        findings=_findings(
            stage,
            _room(stage, len(document.visits), has_photos=bool(photos)) - _told(document, stage),
            document.layout,
        ),
        advice=_advice(document, stage)[:3],
        quotes=stage.quotes[:QUOTES],
        photos=photos[:PICTURES],
        more_photos=max(len(photos) - PICTURES, 0),
    )


def _ranged(name: str, score: Score) -> str:
    """The name of a kind of questions with the range of its points, when there is one."""
    return " · ".join(filter(None, (name, wording.ranged(score))))


def _heading(document: ReportDocument, stage: Stage) -> Heading:
    return Heading(f"stage-{stage.number}", stage.name, title(document, stage))


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    return tuple(_heading(document, stage) for stage in document.stages)


def context(document: ReportDocument) -> Mapping[str, Any]:
    pages: Sequence[Page] = [_page(document, stage) for stage in document.stages]
    visits = len(document.visits)
    return {
        "pages": pages,
        "has_columns": visits <= COLUMNS,
        # Of the row that names the kind: everything but the last column.
        "columns": 1 + visits if visits <= COLUMNS else 2,
    }


SECTION = Section("stages", headings, context)
