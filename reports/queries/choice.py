"""What the consultant chose to show: sections, findings, photos and quotes, in her order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from reports.document import (
    Answer,
    Criterion,
    Layout,
    Photo,
    Recommendation,
    ReportDocument,
    Stage,
)
from reports.document.spoken import GONE
from reports.models import Choice, ChoiceKind, Report

Choices = Mapping[str, Mapping[str, Choice]]


def choices_of(report: Report) -> Choices:
    """The choices by kind and thing. One query."""
    found: dict[str, dict[str, Choice]] = {kind: {} for kind in ChoiceKind.values}
    for one in report.choices.all() if report.pk else ():
        found[one.kind][one.ref] = one
    return found


def with_choices(report: Report, document: ReportDocument) -> ReportDocument:
    """The document with what was chosen. One query."""
    choices = choices_of(report)
    if not any(choices.values()):
        return document
    sections, findings = choices[ChoiceKind.SECTION], choices[ChoiceKind.FINDING]
    out = frozenset(ref for ref, one in findings.items() if not one.is_in)
    photos = _photos(document.photos, choices[ChoiceKind.PHOTO])
    shown = frozenset(photo.sha256 for photo in photos)
    return replace(
        document,
        layout=Layout(
            order=_placed(sections),
            out=tuple(sorted(ref for ref, one in sections.items() if not one.is_in)),
            findings_out=tuple(sorted(out)),
            findings=tuple(ref for ref in _placed(findings) if ref not in out),
        ),
        photos=photos,
        stages=tuple(
            _stage(stage, choices[ChoiceKind.QUOTE], shown, out) for stage in document.stages
        ),
        recommendations=tuple(_unsaid(one, out) for one in document.recommendations),
    )


def _placed(chosen: Mapping[str, Choice]) -> tuple[str, ...]:
    placed = sorted((one for one in chosen.values() if one.position), key=lambda one: one.position)
    return tuple(one.ref for one in placed)


def _photos(photos: tuple[Photo, ...], chosen: Mapping[str, Choice]) -> tuple[Photo, ...]:
    shown = []
    for place, photo in enumerate(photos, 1):
        one = chosen.get(photo.sha256)
        if one is None:
            shown.append((place, photo))
        elif one.is_in:
            worded = replace(photo, caption=one.caption or photo.caption, cut=one.cut)
            shown.append((one.position or place, _sized(worded)))
    return tuple(photo for _place, photo in sorted(shown, key=lambda pair: pair[0]))


def _sized(photo: Photo) -> Photo:
    if not photo.cut:
        return photo
    left, top, right, bottom = photo.cut
    width = photo.width - photo.width * right // 100 - photo.width * left // 100
    height = photo.height - photo.height * bottom // 100 - photo.height * top // 100
    return replace(photo, width=max(width, 1), height=max(height, 1))


def _stage(
    stage: Stage, chosen: Mapping[str, Choice], photos: Collection[str], out: Collection[str]
) -> Stage:
    def place(pair: tuple[int, str]) -> int:
        one = chosen.get(pair[1])
        return (one.position if one else 0) or pair[0]

    refs = [(number, f"{stage.key}.{one.visit}") for number, one in enumerate(stage.quotes, 1)]
    by_ref = dict(zip((ref for _number, ref in refs), stage.quotes, strict=True))
    kept = [pair for pair in refs if pair[1] not in chosen or chosen[pair[1]].is_in]
    return replace(
        stage,
        quotes=tuple(by_ref[ref] for _number, ref in sorted(kept, key=place)),
        criteria=tuple(
            replace(one, answers=tuple(_answers(one, photos, is_told=one.code not in out)))
            for one in stage.criteria
        ),
    )


def _answers(criterion: Criterion, photos: Collection[str], *, is_told: bool) -> Iterator[Answer]:
    """The answers with the photos that are shown; without words where the finding is left out.

    A question with nothing but a photo has no answer without it."""
    for answer in criterion.answers:
        shown = tuple(sha256 for sha256 in answer.photos if sha256 in photos)
        was_photo = answer.state == "blank" and answer.photos and not answer.comment
        if was_photo and not shown:
            continue
        silent = GONE if answer.comment and answer.state == "blank" else ""
        yield replace(answer, photos=shown, comment=answer.comment if is_told else silent)


def _unsaid(one: Recommendation, out: Collection[str]) -> Recommendation:
    """Its evidence without the words of findings that are left out."""
    evidence = tuple(
        replace(piece, comment="") if piece.criterion in out else piece for piece in one.evidence
    )
    return replace(one, evidence=evidence)
