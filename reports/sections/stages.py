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
from reports.sections import room, wording
from reports.sections.evidence import without_shown
from reports.sections.section import Heading, Section
from reports.templatetags.report import num

# Up to so many visits each has a column of its own; from there on shares are told.
COLUMNS = 8
FINDINGS = 5
PICTURES = 3
QUOTES = 2
# A stage is one page. In millimetres: the page, by paper, and the photos with their captions; what
# stands on it whatever is told, a row of the table, each line more, the line of the photos left.
PAGE, PHOTOS = {"a4": 253.0, "letter": 241.0}, {"a4": 46.0, "letter": 35.0}
FIXED, ROW, SECOND_LINE, MORE = 25.0, 6.4, 4.1, 6.0
# A line of a finding, the gap after it, and the measure of the text.
LINE, GAP, MEASURE, SIZE = 4.4, 3.2, 99.0, 8.8
# The first column is what the visits leave of the page.
TEXT, COLUMN, CRITERION = 154.0, 11.8, 8.5
CRITICAL = " kriittinen"


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
    next_photo: int  # the number of the first of them


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


def _table(stage: Stage, visits: int) -> float:
    measure = TEXT - COLUMN * (visits if visits <= COLUMNS else 2)
    scored = [one for one in stage.criteria if one.is_scored]
    texts = [one.text + (CRITICAL if one.knock_out else "") for one in scored]
    more = sum(max(room.lines(text, measure, CRITERION) - 1, 0) for text in texts)
    return ROW * (len(texts) + 3) + SECOND_LINE * more


def _head(document: ReportDocument, stage: Stage, advice: Sequence[Recommendation]) -> float:
    """The title, the lede or the consultant's words in its place, and what is to be done."""
    heading = _heading(document, stage)
    size, line = {"": (20.0, 8.7), "long": (17.0, 7.5)}.get(heading.size, (13.0, 6.0))
    told = [
        block.plain
        for one in document.narratives
        if one.section == heading.anchor
        for block in one.blocks
    ]
    words = sum(LINE * room.lines(plain, 124, SIZE) + 1.4 for plain in told)
    words = words or 5.4 * room.lines(lede(document, stage), 124, 10.8)
    todo = "".join(f" 00 {one.title} ·" for one in advice)
    needed = 7 + LINE * room.lines("Todo that: " + todo, 160, SIZE) if advice else 0
    return line * room.lines(heading.title, 158, size) + max(words, 12.0) + needed


def _quotes_height(quotes: Sequence[Quote]) -> float:
    heights = (5.6 + 5.4 * room.lines(f"“{quote.text}”", 58, 11) for quote in quotes)
    return sum(heights) + 4.0 * max(len(quotes) - 1, 0)


def _height(finding: Finding) -> float:
    words = [finding.criterion.text, *(f"K00 {answer.comment}" for answer in finding.answers)]
    return GAP + sum(LINE * room.lines(text, MEASURE, SIZE) for text in words)


def _findings(stage: Stage, left: float, layout: Layout) -> tuple[Finding, ...]:
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
        left -= _height(finding)
        if left < 0 and chosen:
            break
        chosen.append(finding)
    return tuple(chosen)


def _photos(document: ReportDocument, stage: Stage) -> tuple[Photo, ...]:
    """Pictures of what fell short before the others; those of the findings stand there."""
    short = {one.code for one in stage.criteria if one.lost.micro > 0 or one.failed}
    photos = without_shown(document, stage)
    photos.sort(key=lambda photo: photo.criterion not in short)
    return tuple(photos)


def shown_photos(document: ReportDocument) -> frozenset[str]:
    """The pictures that stand on the pages of the stages."""
    return frozenset(
        photo.sha256 for stage in document.stages for photo in _page(document, stage).photos
    )


def _page(document: ReportDocument, stage: Stage) -> Page:
    scored = [one for one in stage.criteria if one.is_scored]
    photos, advice, quotes = _photos(document, stage), _advice(document, stage)[:3], stage.quotes
    page, pictures = PAGE[document.look.paper], PHOTOS[document.look.paper]
    left = page - FIXED - _table(stage, len(document.visits)) - _head(document, stage, advice)
    findings = _findings(stage, left, document.layout)
    # The least that stands above the photos: one finding beside one quote.
    least = max(LINE + _height(findings[0]) if findings else 2 * LINE, _quotes_height(quotes[:1]))
    needed = pictures + (MORE if len(photos) > PICTURES else 0)
    count = PICTURES if left - least >= needed else 0
    shown, more = photos[:count], photos[count:]
    left -= (pictures if shown else 0) + (MORE if more else 0)
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
        findings=_findings(stage, left - LINE, document.layout),
        advice=advice,
        quotes=quotes[: QUOTES if _quotes_height(quotes[:QUOTES]) <= left else 1],
        photos=shown,
        more_photos=len(more),
        next_photo=document.photos.index(more[0]) + 1 if more else 0,
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
