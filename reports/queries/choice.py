"""What the consultant chose to show: sections, findings, photos and quotes, in her order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reports.document import Layout, Photo, ReportDocument, Stage
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
    placed = sorted(
        (one for one in sections.values() if one.position), key=lambda one: one.position
    )
    return replace(
        document,
        layout=Layout(
            order=tuple(one.ref for one in placed),
            out=tuple(sorted(ref for ref, one in sections.items() if not one.is_in)),
            findings_out=tuple(sorted(ref for ref, one in findings.items() if not one.is_in)),
        ),
        photos=_photos(document.photos, choices[ChoiceKind.PHOTO]),
        stages=tuple(_stage(stage, choices[ChoiceKind.QUOTE]) for stage in document.stages),
    )


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


def _stage(stage: Stage, chosen: Mapping[str, Choice]) -> Stage:
    def place(pair: tuple[int, str]) -> int:
        one = chosen.get(pair[1])
        return (one.position if one else 0) or pair[0]

    refs = [(number, f"{stage.key}.{one.visit}") for number, one in enumerate(stage.quotes, 1)]
    by_ref = dict(zip((ref for _number, ref in refs), stage.quotes, strict=True))
    kept = [pair for pair in refs if pair[1] not in chosen or chosen[pair[1]].is_in]
    return replace(stage, quotes=tuple(by_ref[ref] for _number, ref in sorted(kept, key=place)))
