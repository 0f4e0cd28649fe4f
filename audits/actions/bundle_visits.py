"""The rows of imported visits, written in batches: the visits, what hangs on them, the seal.

Each batch makes the same number of queries, but for the rows that one INSERT can take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Site, User
from audits.bundle import (
    BundleVisit,
    Spelling,
    incident_document,
    promise_document,
)
from audits.models import (
    Answer,
    AnswerChange,
    Audit,
    Finding,
    Incident,
    Nature,
    Promise,
    SiteCheck,
    StageImpression,
    Status,
    Trail,
    Visit,
)
from journeys.models import ChecklistVersion

BATCH = 200
# Rows in one INSERT at most; the database may take fewer.
ROWS = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """A stored visit, what it says now, and what the file says."""

    row: Visit
    stored: BundleVisit
    given: BundleVisit


@dataclass(frozen=True, slots=True)
class Columns:
    """What an answer's row copies from its criterion."""

    stage: int
    nature: int
    weight: int


class VisitWriter:
    """Writes visits of one audit on one version of its checklist."""

    def __init__(
        self,
        audit: Audit,
        version: ChecklistVersion,
        sites: Mapping[str, Site],
        checks: Mapping[str, SiteCheck],
        by: User | None,
    ) -> None:
        self.audit = audit
        self.version = version
        self.sites = sites
        self.checks = checks
        self.by = by
        self.now = timezone.now()
        checklist = version.definition
        self.orders = {stage.key: stage.order for stage in checklist.stages}
        self.columns = {
            criterion.code: Columns(
                stage=self.orders[criterion.stage],
                nature=Nature.FACT if criterion.nature == "fact" else Nature.PERCEPTION,
                weight=criterion.weight,
            )
            for criterion in checklist.criteria
        }

    def write(
        self,
        new: Sequence[BundleVisit],
        changed: Sequence[Change],
        progress: Callable[[int], object],
    ) -> None:
        for start in range(0, len(new), BATCH):
            self.add(new[start : start + BATCH])
            progress(len(new[start : start + BATCH]))
        for start in range(0, len(changed), BATCH):
            self.change(changed[start : start + BATCH])
            progress(len(changed[start : start + BATCH]))

    def add(self, visits: Sequence[BundleVisit]) -> None:
        rows = [
            Visit(
                audit=self.audit,
                key=visit.key,
                status=Status.APPROVED,
                approved_at=self.now,
                **self.visit_fields(visit),
            )
            for visit in visits
        ]
        Visit.objects.bulk_create(rows, batch_size=ROWS)
        self.fill(rows, visits)
        self.note(rows, "visit_imported")

    def change(self, changes: Sequence[Change]) -> None:
        """Put other content in the place of the old; each former value is kept."""
        rows = [change.row for change in changes]
        AnswerChange.objects.bulk_create(self.former_values(changes), batch_size=ROWS)
        self.empty(rows)
        names = ["status", "revision"]
        for change in changes:
            fields = self.visit_fields(change.given)
            names = ["status", "revision", *fields]
            change.row.revision += 1
            for name, value in fields.items():
                setattr(change.row, name, value)
        Visit.objects.bulk_update(rows, names, batch_size=ROWS)
        self.fill(rows, [change.given for change in changes])
        self.note(rows, "visit_imported_again")

    def visit_fields(self, visit: BundleVisit) -> dict[str, Any]:
        return {
            "site": self.sites[visit.site],
            "checklist_version": self.version,
            "auditor_key": visit.auditor,
            "started_at": visit.started_at,
            "ended_at": visit.ended_at,
            "is_announced": visit.announced,
            "scenario": visit.scenario,
            "closing": dict(visit.closing),
        }

    def former_values(self, changes: Iterable[Change]) -> Iterator[AnswerChange]:
        for change in changes:
            before, after = dict(values_of(change.stored)), dict(values_of(change.given))
            for key in dict.fromkeys([*before, *after]):
                if before.get(key) != after.get(key):
                    yield AnswerChange(
                        visit=change.row,
                        key=key,
                        before=before.get(key),
                        after=after.get(key),
                        user=self.by,
                        at=self.now,
                    )

    def empty(self, rows: Sequence[Visit]) -> None:
        """Take out what hangs on the visits. That breaks their seal; it is set again after."""
        keys = [row.pk for row in rows]
        unstarted: dict[str, Any] = {"sealed_at": None, "started_at": None, "ended_at": None}
        Visit.objects.filter(pk__in=keys).update(status=Status.PLANNED, **unstarted)
        Answer.objects.filter(visit__in=keys).delete()
        StageImpression.objects.filter(visit__in=keys).delete()
        Promise.objects.filter(visit__in=keys).delete()
        Incident.objects.filter(visit__in=keys).delete()
        Finding.objects.filter(visit__in=keys).delete()

    def fill(self, rows: Sequence[Visit], visits: Sequence[BundleVisit]) -> None:
        """Everything that hangs on the visits, then the seal of what was expected."""
        pairs = list(zip(rows, visits, strict=True))
        answers = [one for pair in pairs for one in self.answers(*pair)]
        Answer.objects.bulk_create(answers, batch_size=ROWS)
        impressions = [one for pair in pairs for one in self.impressions(*pair)]
        StageImpression.objects.bulk_create(impressions, batch_size=ROWS)
        promises = [one for pair in pairs for one in self.promises(*pair)]
        Promise.objects.bulk_create(promises, batch_size=ROWS)
        incidents = [one for pair in pairs for one in self.incidents(*pair)]
        Incident.objects.bulk_create(incidents, batch_size=ROWS)
        findings = [one for pair in pairs for one in self.findings(*pair)]
        Finding.objects.bulk_create(findings, batch_size=ROWS)
        sealed = Visit.objects.filter(pk__in=[row.pk for row in rows])
        sealed.update(sealed_at=Coalesce(F("started_at"), F("ended_at"), self.now))

    def answers(self, row: Visit, visit: BundleVisit) -> Iterator[Answer]:
        for code, answer in visit.answers.items():
            columns = self.columns[code]
            yield Answer(
                visit=row,
                criterion=code,
                state=answer.state.value,
                value=answer.value,
                micro=answer.micro,
                reason=answer.reason,
                comment=answer.comment,
                observed_at=answer.observed_at,
                entered_at=self.now,
                stage=columns.stage,
                nature=columns.nature,
                weight=columns.weight,
            )

    def impressions(self, row: Visit, visit: BundleVisit) -> Iterator[StageImpression]:
        for key, order in self.orders.items():
            expectation, experience = visit.expectations.get(key), visit.experiences.get(key)
            if expectation is not None or experience:
                yield StageImpression(
                    visit=row,
                    stage=order,
                    expectation=expectation,
                    sealed_at=None if expectation is None else visit.started_at,
                    experience=dict(experience or {}),
                    closed_at=visit.ended_at if experience else None,
                )

    def promises(self, row: Visit, visit: BundleVisit) -> Iterator[Promise]:
        for position, promise in enumerate(visit.promises, 1):
            fields = {**asdict(promise), "stage": self.orders[promise.stage]}
            yield Promise(visit=row, position=position, **fields)

    def incidents(self, row: Visit, visit: BundleVisit) -> Iterator[Incident]:
        for position, incident in enumerate(visit.incidents, 1):
            fields = {**asdict(incident), "stage": self.orders[incident.stage]}
            yield Incident(visit=row, position=position, **fields)

    def findings(self, row: Visit, visit: BundleVisit) -> Iterator[Finding]:
        for name, found in visit.findings.items():
            check = self.checks[name]
            yield Finding(visit=row, check_of=check, entered_at=self.now, **asdict(found))

    def note(self, rows: Iterable[Visit], deed: str) -> None:
        """One line in the trail of each visit."""
        Trail.objects.bulk_create(
            (
                Trail(
                    audit=self.audit,
                    visit=row,
                    user=self.by,
                    deed=deed,
                    detail={"visit": row.key},
                    at=self.now,
                )
                for row in rows
            ),
            batch_size=ROWS,
        )


def values_of(visit: BundleVisit) -> Iterator[tuple[str, Any]]:
    """Every value of a visit by the name under which the trail of changes knows it."""
    for code, answer in visit.answers.items():
        state = None if answer.value is not None else answer.state.value
        yield f"c.{code}.value", answer.value
        yield f"c.{code}.state", state
        yield f"c.{code}.reason", answer.reason or None
        yield f"c.{code}.comment", answer.comment or None
    for stage, expectation in visit.expectations.items():
        yield f"e.{stage}", expectation
    for stage, experience in visit.experiences.items():
        for code, value in experience.items():
            yield f"s.{stage}.{code}", value
    for code, value in visit.closing.items():
        yield f"v.{code}", value
    for name, found in visit.findings.items():
        yield f"k.{name}", found.outcome or None
        yield f"k.{name}.comment", found.comment or None
    yield from moments("promise", [promise_document(one) for one in visit.promises])
    yield from moments("incident", [incident_document(one, Spelling()) for one in visit.incidents])


def moments(kind: str, documents: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Promises and incidents have no names: they go by their places in the list."""
    for position, document in enumerate(documents, 1):
        yield f"{kind}.{position}", document
