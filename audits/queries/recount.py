"""Everything worked out again from the answers, to be held against what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from audits import scoring
from audits.models import Answer, Audit, Nature, Scope, Visit, VisitScore
from audits.queries.scores import (
    WHOLE,
    Cells,
    Place,
    hidden_codes,
    scheme_for,
    visit_answers,
)
from audits.scoring import PlaceCells, Spot, VisitFigures
from journeys.definition import Criterion
from journeys.models import ChecklistVersion
from journeys.question_types import question_type

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One stored figure that is not what the answers give."""

    what: str
    stored: object
    expected: object

    def __str__(self) -> str:
        return f"{self.what}: stored {self.stored}, worked out {self.expected}"


@dataclass(frozen=True, slots=True)
class RecountedVisit:
    pk: int
    site: str
    region: str
    figures: VisitFigures  # of record
    base: VisitFigures  # without bonus and knock-outs


def visit_chunks(audit: Audit) -> Iterator[QuerySet[Visit]]:
    """All visits of an audit, a few hundred at a time: memory stays small."""
    keys = list(audit.visits.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield Visit.objects.filter(pk__in=keys[start : start + CHUNK]).order_by("pk")


def recounted_visits(visits: QuerySet[Visit]) -> Iterator[RecountedVisit]:
    """The figures of those among the visits that count."""
    counted = visits.filter(pk__in=Visit.objects.counted().values("pk"))
    answers = visit_answers(counted)
    rows = list(counted.values("pk", "site__key", "site__region", "checklist_version_id"))
    schemes = {
        version: scheme_for(version) for version in {r["checklist_version_id"] for r in rows}
    }
    for row in rows:
        scheme = schemes[row["checklist_version_id"]]
        of_visit = answers.get(row["pk"], {})
        yield RecountedVisit(
            pk=row["pk"],
            site=row["site__key"],
            region=row["site__region"],
            figures=_figures(scheme, of_visit),
            base=_figures(scoring.without_extras(scheme), of_visit),
        )


def _figures(scheme: scoring.Scheme, answers: scoring.VisitAnswers) -> VisitFigures:
    return scoring.visit_figures(scheme, scoring.visit_score(scheme, answers))


def cells_of_record(visits: Sequence[RecountedVisit]) -> Cells:
    return _cells((visit.site, visit.region, visit.figures) for visit in visits)


def base_cells(visits: Sequence[RecountedVisit]) -> Cells:
    return _cells((visit.site, visit.region, visit.base) for visit in visits)


def _cells(visits: Iterable[tuple[str, str, VisitFigures]]) -> dict[Place, PlaceCells]:
    """Cells of every site, region and the audit from (site, region, figures) of its visits."""
    sites: dict[str, PlaceCells] = {}
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for site, region, figures in visits:
        sites[site] = scoring.moved_cells(sites.get(site, {}), None, figures)
        regions[region].add(site)
    found = {Place(Scope.SITE, site): cells for site, cells in sites.items()}
    for region, members in regions.items():
        if region:
            merged = scoring.merged_cells(sites[site] for site in members)
            found[Place(Scope.REGION, region)] = merged
    found[WHOLE] = scoring.merged_cells(sites.values())
    return {place: cells for place, cells in found.items() if cells}


def cell_differences(stored: Cells, expected: Cells, source: str = "") -> list[Difference]:
    """Cells that are not equal, in the order of places and stages."""
    places = sorted(stored.keys() | expected.keys(), key=lambda place: (place.scope, place.name))
    return [
        difference
        for place in places
        for difference in _spot_differences(
            f"{source}{place.scope} {place.name}".strip(),
            stored.get(place, {}),
            expected.get(place, {}),
        )
    ]


def figure_differences(
    visits: QuerySet[Visit], recounted: Iterable[RecountedVisit]
) -> list[Difference]:
    """Stored scores of visits that are not what their answers give."""
    stored: defaultdict[int, dict[Spot, int | None]] = defaultdict(dict)
    for row in VisitScore.objects.filter(visit__in=visits.order_by().values("pk")):
        stored[row.visit_id][Spot(row.stage, row.nature)] = row.micro
    expected = {visit.pk: visit.figures for visit in recounted}
    return [
        difference
        for pk, key in visits.values_list("pk", "key")
        for difference in _spot_differences(
            f"visit {key}", stored.get(pk, {}), expected.get(pk, {})
        )
    ]


def _spot_differences(
    what: str, stored: Mapping[Spot, object], expected: Mapping[Spot, object]
) -> list[Difference]:
    return [
        Difference(
            f"{what}, stage {spot.stage}, nature {spot.nature}",
            stored.get(spot, "nothing"),
            expected.get(spot, "nothing"),
        )
        for spot in sorted(stored.keys() | expected.keys())
        if stored.get(spot, "nothing") != expected.get(spot, "nothing")
    ]


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """What an answer copies from its criterion, and how it scores."""

    criterion: Criterion
    stage: int
    nature: int
    weight: int

    def columns(self, answer: Answer, *, is_hidden: bool = False) -> dict[str, Any]:
        is_answered = answer.state == scoring.State.ANSWERED and not is_hidden
        kind = question_type(self.criterion)
        return {
            "stage": self.stage,
            "nature": self.nature,
            "weight": self.weight,
            "micro": kind.micro(self.criterion, answer.value) if is_answered else None,
        }


def answer_rules(version: ChecklistVersion) -> dict[str, AnswerRule]:
    """By code, for every criterion of a checklist version."""
    checklist = version.definition
    orders = {stage.key: stage.order for stage in checklist.stages}
    return {
        criterion.code: AnswerRule(
            criterion=criterion,
            stage=orders[criterion.stage],
            nature=Nature.FACT if criterion.nature == "fact" else Nature.PERCEPTION,
            weight=criterion.weight,
        )
        for criterion in checklist.criteria
    }


def rules_of(audit: Audit) -> dict[int, dict[str, AnswerRule]]:
    """The rules of every checklist version that visits of an audit were made with."""
    versions = ChecklistVersion.objects.filter(pk__in=audit.visits.values("checklist_version"))
    return {version.pk: answer_rules(version) for version in versions}


def mended_answers(
    visits: QuerySet[Visit], rules: Mapping[int, Mapping[str, AnswerRule]]
) -> Iterator[tuple[Answer, Difference]]:
    """Answers whose copied columns or points are not what value and checklist give, set right."""
    known = {
        pk: (key, rules[version])
        for pk, key, version in visits.values_list("pk", "key", "checklist_version_id")
    }
    hidden = hidden_codes(visits)
    rows = Answer.objects.filter(visit__in=visits.order_by().values("pk")).order_by("pk")
    for answer in rows.iterator(chunk_size=2000):
        key, of_visit = known[answer.visit_id]
        is_hidden = answer.criterion in hidden.get(answer.visit_id, ())
        expected = of_visit[answer.criterion].columns(answer, is_hidden=is_hidden)
        stored = {name: getattr(answer, name) for name in expected}
        if stored != expected:
            for name, value in expected.items():
                setattr(answer, name, value)
            yield answer, Difference(f"visit {key}, answer {answer.criterion}", stored, expected)
