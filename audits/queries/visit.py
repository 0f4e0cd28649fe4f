"""A visit as its auditor lives it: the list of visits, and everything written down so far.

Every field has one name, the same in forms, in the trail of changes and on a tablet:
``c.<criterion>.value|state|reason|comment``, ``s.<stage>.<SC-code>``, ``e.<stage>``,
``v.<VC-code>``, and ``k.<check>`` with ``k.<check>.comment``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from audits.models import (
    Answer,
    AnswerState,
    Conflict,
    Evidence,
    Finding,
    Incident,
    Promise,
    Review,
    ReviewPoint,
    SiteCheck,
    StageImpression,
    Status,
    Visit,
)
from audits.queries.checks import asked_checks, found_of, site_checks
from audits.queries.opening import later_stages, shut_stages
from journeys.definition import Checklist
from journeys.logic import hidden

Item = TypeVar("Item")

NOT_ANSWERED = (AnswerState.NOT_APPLICABLE, AnswerState.NOT_OBSERVED)


def own_visits(user: User) -> QuerySet[Visit]:
    """The visits this auditor has been asked to make."""
    visits = Visit.objects.visible_to(user).assigned_to(user).exclude(status=Status.PLANNED)
    return visits.select_related("site", "audit__client", "checklist_version__checklist").defer(
        "checklist_version__document"
    )


def is_on_team(visit: Visit, user: User) -> bool:
    """Whether this user makes the visit, alone or with others."""
    return visit.auditor_id == user.pk or visit.co_auditors.filter(user=user).exists()


# What was written


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field's name in its parts: ``c`` A1-01 value, ``s`` purchase SC-EXP, ``e`` purchase,
    ``k`` and a check's id, with comment or without."""

    part: str
    owner: str
    field: str = ""

    @classmethod
    def of(cls, key: str) -> FieldName:
        part, _dot, rest = key.partition(".")
        if part == "k":
            owner, _dot, name = rest.partition(".")
            return cls(part, owner, name)
        if part not in "cs":
            return cls(part, rest)
        owner, _dot, name = rest.rpartition(".")  # a criterion's code may have dots of its own
        return cls(part, owner, name)


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [])


def digest(value: Any) -> str:
    """A short mark of a stored value, to see later whether it has changed. Blank has none."""
    if is_blank(value):
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def answer_values(answer: Answer) -> Iterator[tuple[str, Any]]:
    """The fields of one answer that are not blank."""
    fields = {
        "value": answer.value,
        "state": answer.state if answer.state in NOT_ANSWERED else None,
        "reason": answer.reason,
        "comment": answer.comment,
    }
    for name, value in fields.items():
        if not is_blank(value):
            yield f"c.{answer.criterion}.{name}", value


@dataclass(frozen=True, slots=True)
class Record:
    """Everything one visit holds, as rows. Loaded by ``visit_record``."""

    visit: Visit
    answers: Mapping[str, Answer]
    impressions: Mapping[int, StageImpression]
    evidence: Mapping[str, Sequence[Evidence]]
    points: Mapping[str, Sequence[str]]  # what the editor asks, by question
    clashes: Mapping[str, Conflict]  # by field: the value that does not lead
    promises: Sequence[Promise]
    incidents: Sequence[Incident]
    values: Mapping[str, Any]  # every stored field that is not blank, by its name
    is_blank: bool = False  # drawn without what was written: the page that a tablet keeps
    hidden: frozenset[str] = frozenset()  # criteria that earlier answers leave out
    checks: Sequence[SiteCheck] = ()  # from the last round
    later: Mapping[int, int] = field(default_factory=dict)  # days until a stage opens

    @property
    def checklist(self) -> Checklist:
        return self.visit.checklist_version.definition


def visit_record(visit: Visit) -> Record:
    """The rows of a visit. Eight queries, one more with what the editor asks, and one with checks
    from the last round."""
    checks = site_checks(visit)
    found = found_of(visit, checks)
    answers, impressions = list(visit.answers.all()), list(visit.impressions.all())
    checklist = visit.checklist_version.definition
    return Record(
        visit=visit,
        answers={row.criterion: row for row in answers},
        impressions={row.stage: row for row in impressions},
        evidence=_grouped((row.criterion, row) for row in visit.evidence.all()),
        points=open_points(visit) if visit.status == Status.SENT_BACK else {},
        clashes=open_clashes(visit),
        promises=list(visit.promises.all()),
        incidents=list(visit.incidents.all()),
        values={
            **dict(stored_values(visit, answers, impressions)),
            **dict(found_values(checks, found)),
        },
        checks=asked_checks(visit, checks, found),
        later=later_stages(visit),
        hidden=hidden(checklist, {row.criterion: row.value for row in answers}),
    )


def stored_values(
    visit: Visit, answers: Iterable[Answer], impressions: Iterable[StageImpression]
) -> Iterator[tuple[str, Any]]:
    """Every field of a visit that is not blank, by its name. No query."""
    keys = {stage.order: stage.key for stage in visit.checklist_version.definition.stages}
    for answer in answers:
        yield from answer_values(answer)
    for row in impressions:
        if row.expectation is not None:
            yield f"e.{keys[row.stage]}", row.expectation
        for code, value in row.experience.items():
            if not is_blank(value):
                yield f"s.{keys[row.stage]}.{code}", value
    for code, value in visit.closing.items():
        if not is_blank(value):
            yield f"v.{code}", value


def found_values(
    checks: Iterable[SiteCheck], found: Mapping[int, Finding]
) -> Iterator[tuple[str, Any]]:
    """What was found about checks, by the names of its fields."""
    for check in checks:
        row = found.get(check.pk)
        if row is not None and row.outcome:
            yield f"k.{check.public_id}", row.outcome
        if row is not None and row.comment:
            yield f"k.{check.public_id}.comment", row.comment


def open_points(visit: Visit) -> dict[str, list[str]]:
    """What the editor asks and the auditor has not answered yet, by question."""
    points = ReviewPoint.objects.filter(review__visit=visit, review__closed_at=None)
    return _grouped(points.values_list("criterion", "reason"))


def open_clashes(visit: Visit) -> dict[str, Conflict]:
    """Fields of which somebody must choose: their writers had not seen each other."""
    conflicts = visit.conflicts.filter(resolved_by=None).select_related("event__user")
    return {conflict.key: conflict for conflict in conflicts}


def _grouped(pairs: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups


# The list


@dataclass(frozen=True, slots=True)
class Row:
    visit: Visit
    answer_by: date | None  # of a visit sent back
    points: int
    opens_on: date | None = None  # its next stage that is not open yet


@dataclass(frozen=True, slots=True)
class VisitList:
    """An auditor's visits, the most pressing first."""

    sent_back: Sequence[Row]
    offered: Sequence[Row]
    today: Sequence[Row]
    coming: Sequence[Row]
    done: Sequence[Row]

    def __bool__(self) -> bool:
        return any((self.sent_back, self.offered, self.today, self.coming, self.done))


def visit_list(user: User, *, done_limit: int = 20) -> VisitList:
    """Three queries. Today: begun, due by today or late; coming: the rest that is open."""
    answer_by = Review.objects.filter(visit=OuterRef("pk"), closed_at=None).order_by("-pk")
    points = Count("reviews__points", filter=Q(reviews__closed_at=None))
    visits = own_visits(user).annotate(
        answer_by=answer_by.values("answer_by")[:1], point_count=points
    )
    is_open = Q(status__in=(Status.OFFERED, Status.ACCEPTED, Status.SENT_BACK))
    day = F("due_on").asc(nulls_last=True)
    pressing = visits.filter(is_open).prefetch_related("stage_plans").order_by(day, "pk")
    rows = [_row(visit) for visit in pressing]
    newest = (F("submitted_at").desc(nulls_last=True), "-pk")
    done = visits.exclude(is_open).order_by(*newest)[:done_limit]
    back, offered, accepted = (
        [row for row in rows if row.visit.status == status]
        for status in (Status.SENT_BACK, Status.OFFERED, Status.ACCEPTED)
    )
    return VisitList(
        sent_back=back,
        offered=offered,
        today=[row for row in accepted if _is_today(row.visit)],
        coming=[row for row in accepted if not _is_today(row.visit)],
        done=[_row(visit) for visit in done],
    )


def _row(visit: Any) -> Row:
    later = later_stages(visit) if visit.is_open else {}
    opens_on = min(shut_stages(visit, later).values(), default=None)
    return Row(visit, visit.answer_by, visit.point_count, opens_on)


def _is_today(visit: Visit) -> bool:
    """Begun, or to be made today at the latest."""
    return bool(visit.started_at or (visit.due_on and visit.due_on <= timezone.localdate()))
