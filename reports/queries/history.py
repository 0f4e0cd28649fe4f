"""What all rounds of one client say of each rule, which is what is known before a site is visited.

The database counts: a query for the rules of the checklist however many criteria there are, one
more for the consultant's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable

from audits.models import Answer, Audit, Visit
from audits.queries.comparison import same_codes
from journeys.models import ChecklistVersion
from reports.recommendations import OWN, Decided, Record, Rule, rules_of
from reports.recommendations.rules import PASS_AT


def client_records(audit: Audit, decisions: Iterable[Decided]) -> dict[str, Record]:
    """By rule: the counted visits of this client alone, made with any version of the checklist
    whose question asks and scores the same. Two queries, one more for rules of the consultant."""
    rows = Answer.objects.filter(
        _same_questions(audit),
        visit__in=Visit.objects.counted().filter(audit__client=audit.client_id),
        micro__isnull=False,
    ).order_by()
    own = [
        Rule(one.code, 1, one.criteria)
        for one in decisions
        if one.code.startswith(OWN) and one.criteria
    ]
    return {**_of_checklist(rows, rules_of(audit.checklist_version.definition)), **_of(rows, own)}


def _same_questions(audit: Audit) -> Q:
    version = audit.checklist_version
    used = Visit.objects.counted().filter(
        audit__client=audit.client_id, checklist_version=OuterRef("pk")
    )
    others = ChecklistVersion.objects.filter(Exists(used), checklist=version.checklist_id)
    wanted = Q(visit__checklist_version=version)
    for other in others.exclude(pk=version.pk):
        codes = same_codes([version, other])
        wanted |= Q(visit__checklist_version=other, criterion__in=codes)
    return wanted


def _of_checklist(rows: QuerySet[Answer], rules: Sequence[Rule]) -> dict[str, Record]:
    """Each criterion belongs to one rule of the checklist: the rows are grouped by rule."""
    if not rules:
        return {}
    whens = [When(criterion__in=rule.criteria, then=Value(rule.id)) for rule in rules]
    ruled = rows.annotate(rule=Case(*whens, output_field=CharField())).exclude(rule=None)
    return {row["rule"]: _record(row) for row in ruled.values("rule").annotate(**_figures())}


def _of(rows: QuerySet[Answer], rules: Sequence[Rule]) -> dict[str, Record]:
    """Rules of the consultant may share criteria with any other: each counts by itself."""
    wanted: dict[str, Combinable] = {}
    for number, rule in enumerate(rules):
        where = Q(criterion__in=rule.criteria)
        wanted |= {f"{name}_{number}": one for name, one in _figures(where).items()}
    found = rows.aggregate(**wanted) if wanted else {}
    return {
        rule.id: _record({name: found[f"{name}_{number}"] for name in _figures()})
        for number, rule in enumerate(rules)
    }


def _figures(where: Q | None = None) -> dict[str, Combinable]:
    every = where or Q()
    return {
        "visits": Count("visit", distinct=True, filter=where),
        "short": Count("visit", distinct=True, filter=every & Q(micro__lt=PASS_AT)),
        "earned": Sum("micro", filter=where, default=0),
        "answers": Count("pk", filter=where),
        "sites": Count("visit__site", distinct=True, filter=where),
    }


def _record(row: Mapping[str, Any]) -> Record:
    return Record(
        passed=row["visits"] - row["short"],
        visits=row["visits"],
        earned=int(row["earned"]),
        answers=row["answers"],
        sites=row["sites"],
    )
