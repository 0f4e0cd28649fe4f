"""One stage of the report: its figures, every criterion with every answer, gap and feeling."""

from __future__ import annotations

from fractions import Fraction

from audits import scoring
from audits.bundle import BundleAnswer, BundleVisit
from journeys.definition import Criterion as Asked
from journeys.definition import Stage as AskedStage
from journeys.definition import stage_criteria
from journeys.question_types import question_type
from reports.document import data
from reports.document.basis import Basis
from reports.document.figures import measure, plain

# Quotes printed with a stage.


def stage_of(basis: Basis, stage: AskedStage) -> data.Stage:
    criteria = stage_criteria(basis.checklist, stage.key)
    return data.Stage(
        key=stage.key,
        number=stage.order,
        name=basis.words(stage.name),
        verb=basis.words(stage.verb),
        covers=basis.words(stage.covers),
        weight=stage.weight,
        scores=basis.reader.figures(
            basis.scores.whole.stages[stage.key], stage.order, basis.ranges.whole
        ),
        criteria=tuple(criterion_of(basis, criterion) for criterion in criteria),
        quotes=quotes(basis, stage.key),
        gap=gap_of(basis, stage.key),
        feeling=feeling_of(basis, stage.key),
    )


def criterion_of(basis: Basis, criterion: Asked) -> data.Criterion:
    figures = basis.scores.criteria[criterion.code]
    kind = question_type(criterion)
    found = (answer_of(basis, label, visit, criterion) for label, visit in basis.visits.items())
    answers = tuple(answer for answer in found if answer is not None)
    return data.Criterion(
        code=criterion.code,
        stage=criterion.stage,
        text=basis.words(criterion.text),
        is_fact=criterion.nature == "fact",
        is_scored=kind.scores(criterion),
        weight=criterion.weight,
        rules=tuple(
            (words, plain(points)) for words, points in kind.rule_words(criterion, basis.language)
        ),
        score=basis.reader.score(figures.micro, visits=figures.answered),
        answered=figures.answered,
        not_applicable=figures.not_applicable,
        not_observed=figures.not_observed,
        blank=figures.blank,
        short=sum(one.micro is not None and one.micro < scoring.FULL for one in answers),
        lost=basis.lost_shown[criterion.code],
        answers=answers,
        knock_out=criterion.critical.effect if criterion.critical else "",
        knock_out_to=knock_out_to(basis, criterion),
        failed=failed(basis, criterion.code),
        full=full_share(answers),
        is_text=question_type(criterion).is_text,
    )


def full_share(answers: tuple[data.Answer, ...]) -> data.Share | None:
    """How many of the scored answers earned everything, and how far that may be chance."""
    from audits.statistics import wilson_interval  # loads SciPy

    scored = [one.micro for one in answers if one.micro is not None]
    full = scored.count(scoring.FULL)
    found = wilson_interval(full, len(scored))
    if found is None:
        return None
    low, high = (int(scoring.rounded(Fraction(100 * share))) for share in found)
    return data.Share(full, len(scored), low, high)


def answer_of(basis: Basis, label: str, visit: BundleVisit, criterion: Asked) -> data.Answer | None:
    """The answer of one visit; None when it has none and no photo either."""
    answer = visit.answers.get(criterion.code)
    photos = tuple(
        photo.sha256
        for photo in basis.wishes.photos
        if photo.visit == visit.key and photo.criterion == criterion.code
    )
    if criterion.code in basis.hidden[visit.key]:
        return data.Answer(label, str(scoring.State.HIDDEN)) if answer else None
    if answer is None:
        return data.Answer(label, "blank", photos=photos) if photos else None
    score = basis.reader.score(answer.micro)
    return data.Answer(
        visit=label,
        state=str(answer.state),
        display=display(basis, criterion, answer),
        shown=score.shown,
        micro=score.micro,
        tone=score.tone,
        reason=answer.reason,
        comment=answer.comment,
        photos=photos,
    )


def display(basis: Basis, criterion: Asked, answer: BundleAnswer) -> str:
    if answer.state is not scoring.State.ANSWERED or answer.value is None:
        return ""
    return question_type(criterion).display(criterion, answer.value, basis.language)


def failed(basis: Basis, code: str) -> tuple[str, ...]:
    """The visits in which the criterion's knock-out struck."""
    return tuple(
        label
        for label, visit in basis.visits.items()
        if any(cap.criterion == code for cap in basis.scores.visits[visit.key].caps)
    )


def knock_out_to(basis: Basis, criterion: Asked) -> str:
    critical = criterion.critical
    if critical is None:
        return ""
    if critical.effect == "band":
        band = basis.reader.by_key.get(critical.to)
        return band.name if band else critical.to
    return plain(critical.cap) if critical.effect.startswith("cap_") else ""


def gap_of(basis: Basis, stage: str) -> data.Gap | None:
    gap = basis.scores.gaps.get(stage)
    if gap is None:
        return None
    return data.Gap(
        expected=measure(gap.expected),
        experienced=measure(gap.experienced),
        gap=measure(gap.gap),
        visits=gap.visits,
        exceeded=gap.exceeded,
        met=gap.met,
        below=gap.below,
    )


def feeling_of(basis: Basis, stage: str) -> data.Feeling | None:
    found = basis.scores.emotion.stages.get(stage)
    if found is None:
        return None
    mean, count = found
    values = tuple(felt(visit, stage) for visit in basis.visits.values())
    return data.Feeling(mean=measure(mean), visits=count, values=values)


def felt(visit: BundleVisit, stage: str) -> int | None:
    feeling = visit.experiences.get(stage, {}).get("SC-EMO")
    return feeling if isinstance(feeling, int) else None


def quotes(basis: Basis, stage: str) -> tuple[data.Quote, ...]:
    """What caused the feeling, the strongest first, of ties the poorer."""
    found = []
    for label, visit in basis.visits.items():
        text = str(visit.experiences.get(stage, {}).get("SC-WHY", "")).strip()
        if text:
            found.append(data.Quote(label, basis.site_name(visit), text, felt(visit, stage)))
    found.sort(key=lambda quote: (-abs(quote.feeling or 0), quote.feeling or 0))
    return tuple(found)
