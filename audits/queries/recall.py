"""The recall guard: how long after it was seen each fact was written down.

Words of the grades and the rule behind them: docs/scoring.md, “Noted on the spot”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from audits.models import Answer, AnswerState, Audit, Nature, StampKind, Visit
from audits.queries.visit import Record
from audits.queries.visit_progress import Question, criterion_questions
from audits.scoring import LATE, Recall, RecallShares, recall_of, seen_at, shown_fraction

# What is seen during the visit alone; the others are looked at from the desk, and looked at again.
ON_SITE = (3, 4)

NAMES: Mapping[Recall, Any] = {
    Recall.AT_ONCE: gettext_lazy("at once"),
    Recall.HOUR: gettext_lazy("within an hour"),
    Recall.DAY: gettext_lazy("within a day"),
    Recall.LATER: gettext_lazy("later than a day"),
}


@dataclass(frozen=True, slots=True)
class VisitRecall:
    """The grades of one visit's facts, by criterion."""

    grades: Mapping[str, Recall]

    @property
    def shares(self) -> RecallShares:
        return RecallShares.of(self.grades.values())

    @property
    def on_the_spot(self) -> str:
        """Percent of the facts written down at once; "" when there is none."""
        return percent(self.shares)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The grades that occur, in words."""
        shares = self.shares
        pairs = [(str(NAMES[grade]), getattr(shares, grade)) for grade in Recall]
        return [(name, count) for name, count in pairs if count]

    def late_name(self, code: str) -> str:
        """What to call a fact that came late; "" for the others."""
        grade = self.grades.get(code)
        return str(NAMES[grade]) if grade in LATE else ""


def percent(shares: RecallShares | None) -> str:
    share = shares.on_the_spot if shares else None
    return "" if share is None else shown_fraction(100 * share) or ""


def visit_recall(visit: Visit, answers: Iterable[Answer]) -> VisitRecall:
    """No query but one for the stamp of leaving, while the end of the visit is not known.

    Nothing is graded in a visit that was imported: when it was written down is not known.
    """
    ended = visit.ended_at or left_at(visit)
    if visit.written_at is None:
        return VisitRecall({})
    return VisitRecall({row.criterion: grade_of(row, ended) for row in answers if is_fact(row)})


def left_at(visit: Visit) -> datetime | None:
    stamps = visit.stamps.filter(kind=StampKind.LEFT).order_by("-at")
    return stamps.values_list("at", flat=True).first()


def is_fact(answer: Answer) -> bool:
    return answer.nature == Nature.FACT and answer.state == AnswerState.ANSWERED


def grade_of(answer: Answer, ended: datetime | None) -> Recall:
    return graded(answer.stage, answer.observed_at, answer.entered_at, ended)


def graded(
    stage: int, observed: datetime | None, entered: datetime, ended: datetime | None
) -> Recall:
    seen = seen_at(entered, observed=observed, ended=ended, on_site=stage in ON_SITE)
    return recall_of(seen, entered)


def late_criticals(record: Record) -> list[Question]:
    """Critical facts that came late and have no photo: the auditor is asked for a proof."""
    grades = visit_recall(record.visit, record.answers.values()).grades
    return [
        question
        for question in all_questions(record)
        if question.criterion.critical
        and grades.get(question.criterion.code) in LATE
        and not record.evidence.get(question.criterion.code)
    ]


def all_questions(record: Record) -> Iterator[Question]:
    for stage in record.checklist.stages:
        yield from criterion_questions(record.checklist, stage)


def audit_recall(audit: Audit, site: str = "") -> RecallShares | None:
    """The grades of the facts of an audit's counted visits, or of those to one site."""
    visits = Visit.objects.counted().filter(audit=audit)
    return visits_recall(visits.filter(site__key=site) if site else visits)


def visits_recall(visits: QuerySet[Visit]) -> RecallShares | None:
    """The grades of the facts of these visits; None when none is known. One query."""
    rows = Answer.objects.filter(
        visit__in=visits,
        visit__written_at__isnull=False,
        nature=Nature.FACT,
        state=AnswerState.ANSWERED,
    )
    times = rows.values_list("stage", "observed_at", "entered_at", "visit__ended_at")
    shares = RecallShares.of(graded(*row) for row in times)
    return shares if shares.all else None
