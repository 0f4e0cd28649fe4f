"""What is different between two editions of a report: its figures, and its texts by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reports.document.data import ReportDocument, Score

# Kinds of figures; the page names them.
TOTAL, STAGE, SITE, VISIT = "total", "stage", "site", "visit"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same (""), were taken away ("-") or came (“+”)."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A section that says something else: both editions, and the words between them."""

    section: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.sign != "+")

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.sign != "-")


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is another now; "" where there was or is none."""

    kind: str
    name: str
    before: str
    after: str
    range_before: str = ""
    range_after: str = ""


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts word by word; their paragraphs stay apart."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("", _joined(old[a:b])))
        else:
            found += [Piece("-", _joined(old[a:b]))] if b > a else []
            found += [Piece("+", _joined(new[c:d]))] if d > c else []
    return tuple(piece for piece in found if piece.words)


def _words(text: str) -> list[str]:
    lines = [line.split() for line in text.split("\n") if line.strip()]
    return [word for number, line in enumerate(lines) for word in (["\n"] if number else []) + line]


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").strip(" ")


def lines(document: ReportDocument) -> Iterator[tuple[str, str]]:
    """What each section says in words: headline, texts, advice, photos."""
    yield "summary", document.title
    for one in document.recommendations:
        yield "recommendations", f"{one.number}. {one.title}: {one.action}"
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
    """The sections whose words are others than before."""
    old, new = _said(before), _said(after)
    return [
        Difference(section, pieces(old.get(section, ""), new.get(section, "")))
        for section in [*new, *(key for key in old if key not in new)]
        if old.get(section, "") != new.get(section, "")
    ]


def figures(document: ReportDocument) -> Iterator[tuple[str, str, str, Score]]:
    """The scores that a reader would look up: kind, key, name, score."""
    yield TOTAL, "", "", document.total.both
    for stage in document.stages:
        yield STAGE, stage.key, stage.name, stage.scores.both
    for site in document.sites:
        yield SITE, site.key, site.name, site.total.both
    # A visit that was approved later takes the label of another: it is known by where and when.
    seen: Counter[str] = Counter()
    for visit in document.visits:
        known = f"{visit.site} {visit.week} {visit.minutes}"
        seen[known] += 1
        key = f"{known} {seen[known]}"
        yield VISIT, key, f"{visit.label} {visit.site_name}", visit.total


def moved(before: ReportDocument, after: ReportDocument) -> list[Moved]:
    """The figures that are shown otherwise than before; a visit that came or went is one."""
    old, new = (
        {(kind, key): (name, score) for kind, key, name, score in figures(document)}
        for document in (before, after)
    )
    none = ("", Score())
    found = []
    for place in [*new, *(place for place in old if place not in new)]:
        (was_called, was), (called, now) = old.get(place, none), new.get(place, none)
        one = Moved(place[0], called or was_called, was.shown, now.shown, _range(was), _range(now))
        if (one.before, one.range_before) != (one.after, one.range_after):
            found.append(one)
    return found


def _range(score: Score) -> str:
    return f"{score.low_shown}–{score.high_shown}" if score.low_shown else ""
