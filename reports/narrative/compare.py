"""What is different between two editions of a report, section by section, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.document.data import ReportDocument


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same (""), were taken away ("-") or came (“+”)."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    section: str
    pieces: tuple[Piece, ...]


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("", " ".join(old[a:b])))
        else:
            found += [Piece("-", " ".join(old[a:b]))] if b > a else []
            found += [Piece("+", " ".join(new[c:d]))] if d > c else []
    return tuple(found)


def lines(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """What each section says, as words: texts, scores, advice, photos."""
    total = document.total.both.shown or "–"
    yield "summary", f"{document.title} {total}"
    for stage in document.stages:
        shown = stage.scores.both.shown or "–"
        yield f"stage-{stage.number}", f"{stage.name} {shown}"
    for one in document.recommendations:
        yield "recommendations", f"{one.number}. {one.title}: {one.action}"
    for visit in document.visits:
        yield "sites", f"{visit.label} {visit.site_name} {visit.total.shown or '–'}"
    for photo in document.photos:
        yield "photos", f"{photo.visit} {photo.caption or photo.sha256[:8]}"
    for narrative in document.narratives:
        for block in narrative.blocks:
            yield narrative.section, block.plain


def _said(document: ReportDocument) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for section, words in lines(document):
        found.setdefault(section, []).append(words)
    return {section: "\n".join(words) for section, words in found.items()}


def differences(before: ReportDocument, after: ReportDocument) -> list[Difference]:
    """The sections that say something else than before."""
    old, new = _said(before), _said(after)
    return [
        Difference(section, pieces(old.get(section, ""), new.get(section, "")))
        for section in [*new, *(key for key in old if key not in new)]
        if old.get(section, "") != new.get(section, "")
    ]
