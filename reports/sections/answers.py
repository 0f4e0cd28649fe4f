"""Appendix A: every answer, gathered by criterion and by what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.document import Answer, Criterion, ReportDocument, Stage
from reports.sections.section import Heading, Section


@dataclass(frozen=True, slots=True)
class Gathered:
    """One answer and all the visits that gave it."""

    display: str
    shown: str
    tone: int | None
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    criterion: Criterion
    rule: str
    gathered: tuple[Gathered, ...]
    remarks: tuple[tuple[str, str], ...]  # (visits, words)


def state_words(state: str) -> str:
    return {
        "not_applicable": _("Not applicable"),
        "not_observed": _("Not observed"),
        "hidden": _("Not asked"),
    }.get(state, _("No answer"))


def _gather(answers: Iterable[Answer]) -> Iterable[Gathered]:
    found: dict[tuple[str, str, int | None, int], list[str]] = {}
    for answer in answers:
        points = -1 if answer.micro is None else answer.micro
        words = answer.display or (_("Photo") if answer.photos else state_words(answer.state))
        key = (words, answer.shown, answer.tone, points)
        found.setdefault(key, []).append(answer.visit)
    # The best answers first, then what did not score.
    for key, visits in sorted(found.items(), key=lambda item: -item[0][3]):
        yield Gathered(key[0], key[1], key[2], tuple(visits))


def in_words(bound: str) -> str:
    """A bound without its sign: the typeface of the paper has neither ≤ nor ≥."""
    sign, _space, rest = bound.partition(" ")
    if sign == "≤":
        return _("at most %(bound)s") % {"bound": rest}
    if sign == "≥":
        return _("at least %(bound)s") % {"bound": rest}
    return bound


def _entry(criterion: Criterion) -> Entry:
    return Entry(
        criterion, _rule(criterion), tuple(_gather(criterion.answers)), _remarks(criterion)
    )


def _rule(criterion: Criterion) -> str:
    """How its answers earn; of a scale in even steps only the ends."""
    rules = [(in_words(words), points) for words, points in criterion.rules if points]
    numbers = [Fraction(points) for _words, points in rules]
    steps = {after - before for before, after in pairwise(numbers)}
    if len(rules) > 3 and len(steps) == 1:
        (first, least), (last, most) = rules[0], rules[-1]
        return f"{first} = {least} … {last} = {most}"
    return "; ".join(f"{words} = {points}" for words, points in rules)


def _remarks(criterion: Criterion) -> tuple[tuple[str, str], ...]:
    """What was written to the answers, the same words once."""
    found: dict[str, list[str]] = {}
    for answer in criterion.answers:
        words = " – ".join(words for words in (answer.reason, answer.comment) if words)
        if words:
            found.setdefault(words, []).append(answer.visit)
    return tuple((" ".join(visits), words) for words, visits in found.items())


def count(document: ReportDocument) -> int:
    return sum(len(one.answers) for stage in document.stages for one in stage.criteria)


def headings(document: ReportDocument) -> tuple[Heading, ...]:
    answers = count(document)
    title = ngettext("The %(count)s answer", "All %(count)s answers", answers) % {"count": answers}
    return (Heading("answers", _("Answers"), title),)


def _stage(stage: Stage) -> tuple[Stage, list[Entry]]:
    return stage, [_entry(one) for one in stage.criteria if one.answers]


def context(document: ReportDocument) -> Mapping[str, Any]:
    gathered = (_stage(stage) for stage in document.stages)
    return {"stages": [(stage, entries) for stage, entries in gathered if entries]}


def is_shown(document: ReportDocument) -> bool:
    return count(document) > 0


SECTION = Section("answers", headings, context, is_shown, has_numbers=False)
