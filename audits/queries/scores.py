"""Rows → the frozen inputs of scoring, and the stored cells. Each makes a fixed number of queries.

``scored_visits`` (7 queries) is where an audit's visits enter ``scoring.audit_scores``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Site
from audits import scoring
from audits.models import (
    Answer,
    Audit,
    Incident,
    Polarity,
    Promise,
    Scope,
    ScoreCell,
    StageImpression,
    Visit,
    VisitScore,
)
from audits.scoring import Cell, Spot
from journeys import logic
from journeys.models import ChecklistVersion


@lru_cache(maxsize=32)
def _scheme(version: int, digest: str) -> scoring.Scheme:
    row = ChecklistVersion.objects.get(pk=version, digest=digest)
    return scoring.scheme_of(row.definition)


def scheme_for(version_id: int) -> scoring.Scheme:
    """The rules of a checklist version. A version never changes, so they are kept in memory."""
    digest = ChecklistVersion.objects.values_list("digest", flat=True).get(pk=version_id)
    return _scheme(version_id, digest)


def audit_scores(audit: Audit) -> scoring.AuditScores:
    """Every figure of the counted visits of an audit."""
    return scoring.audit_scores(scheme_for(audit.checklist_version_id), scored_visits(audit))


def scored_visits(audit: Audit) -> list[scoring.VisitInput]:
    """The counted visits of an audit as scoring sees them."""
    return visit_inputs(audit.visits.counted(), scheme_for(audit.checklist_version_id))


def visit_inputs(visits: QuerySet[Visit], scheme: scoring.Scheme) -> list[scoring.VisitInput]:
    """Any visits as scoring sees them, in the order of the queryset. Six queries."""
    chosen = visits.order_by().values("pk")
    answers = visit_answers(visits)
    closes = _closes(chosen, [key for key, _weight in scheme.stages])
    promises = _promises(chosen, scheme)
    incidents = _incidents(chosen, scheme)
    nothing = _Closes({}, {}, {})
    return [
        scoring.VisitInput(
            key=key,
            site=site,
            region=region,
            answers=answers.get(pk, {}),
            expectations=closes.get(pk, nothing).expectations,
            experiences=closes.get(pk, nothing).experiences,
            emotions=closes.get(pk, nothing).emotions,
            promises=tuple(promises.get(pk, ())),
            incidents=tuple(incidents.get(pk, ())),
        )
        for pk, key, site, region in visits.values_list("pk", "key", "site__key", "site__region")
    ]


def visit_answers(visits: QuerySet[Visit]) -> dict[int, dict[str, scoring.ScoredAnswer]]:
    """The scored answers of visits by visit and criterion, without what is hidden. Two queries."""
    found: defaultdict[int, dict[str, scoring.ScoredAnswer]] = defaultdict(dict)
    rows = Answer.objects.filter(visit__in=visits.order_by().values("pk")).order_by()
    for visit, code, state, micro in rows.values_list(
        "visit_id", "criterion", "state", "micro"
    ).iterator(chunk_size=5000):
        found[visit][code] = scoring.ScoredAnswer(scoring.State(state), micro)
    for visit, codes in hidden_codes(visits).items():
        found[visit].update(dict.fromkeys(codes, scoring.NOT_ASKED))
    return found


def scored_answers(
    answers: Iterable[Answer], hidden: Iterable[str]
) -> dict[str, scoring.ScoredAnswer]:
    """The answers of one visit as scoring sees them."""
    found = {
        answer.criterion: scoring.ScoredAnswer(scoring.State(answer.state), answer.micro)
        for answer in answers
    }
    return {**found, **dict.fromkeys(hidden, scoring.NOT_ASKED)}


def hidden_codes(visits: QuerySet[Visit]) -> dict[int, frozenset[str]]:
    """What the answers of each visit leave out. One query; two more when there are conditions."""
    used = visits.order_by().values("checklist_version")
    with_conditions = {
        version.pk: version.definition
        for version in ChecklistVersion.objects.filter(pk__in=used).defer("document")
        if logic.has_conditions(version.definition)
    }
    if not with_conditions:
        return {}
    chosen = visits.filter(checklist_version__in=with_conditions).order_by()
    versions = dict(chosen.values_list("pk", "checklist_version"))
    given: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    rows = Answer.objects.filter(visit__in=chosen.values("pk")).order_by()
    for visit, code, value in rows.values_list("visit_id", "criterion", "value").iterator(5000):
        given[visit][code] = value
    return {
        visit: logic.hidden(with_conditions[version], given[visit])
        for visit, version in versions.items()
    }


@dataclass(frozen=True, slots=True)
class _Closes:
    expectations: dict[str, int]
    experiences: dict[str, int]
    emotions: dict[str, int]


def _closes(chosen: QuerySet[Visit, Any], stages: list[str]) -> dict[int, _Closes]:
    """What was expected before and felt after each stage."""
    found: defaultdict[int, _Closes] = defaultdict(lambda: _Closes({}, {}, {}))
    for row in StageImpression.objects.filter(visit__in=chosen).order_by("visit", "stage"):
        closes, stage = found[row.visit_id], stages[row.stage - 1]
        for place, value in (
            (closes.expectations, row.expectation),
            (closes.experiences, row.experience.get("SC-EXP")),
            (closes.emotions, row.experience.get("SC-EMO")),
        ):
            if value is not None:
                place[stage] = int(value)
    return found


def _promises(
    chosen: QuerySet[Visit, Any], scheme: scoring.Scheme
) -> dict[int, list[scoring.PromiseFact]]:
    found: defaultdict[int, list[scoring.PromiseFact]] = defaultdict(list)
    rows = Promise.objects.filter(visit__in=chosen).values_list("visit_id", "stage", "kept")
    for visit, stage, kept in rows:
        found[visit].append(scoring.PromiseFact(scheme.stages[stage - 1][0], kept))
    return found


def _incidents(
    chosen: QuerySet[Visit, Any], scheme: scoring.Scheme
) -> dict[int, list[scoring.IncidentFact]]:
    found: defaultdict[int, list[scoring.IncidentFact]] = defaultdict(list)
    for row in Incident.objects.filter(visit__in=chosen):
        found[row.visit_id].append(
            scoring.IncidentFact(
                stage=scheme.stages[row.stage - 1][0],
                is_failure=row.polarity == Polarity.FAILURE,
                apology=row.apology,
                explanation=row.explanation,
                asked_customer=row.asked_customer,
                fixed=row.fixed,
                extra_gesture=row.extra_gesture,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Whose figures: of the audit (no name), of a region by its name, of a site by its key."""

    scope: str
    name: str = ""


WHOLE = Place(Scope.AUDIT)
TOTAL = Spot(0, 0)

# Every cell of an audit.
Cells = Mapping[Place, scoring.PlaceCells]


def stored_cells(audit: Audit) -> dict[Place, dict[Spot, Cell]]:
    """Every figure of an audit as it is stored. One query."""
    found: defaultdict[Place, dict[Spot, Cell]] = defaultdict(dict)
    for row in ScoreCell.objects.filter(audit=audit):
        found[Place(row.scope, row.place)][Spot(row.stage, row.nature)] = cell_of(row)
    return dict(found)


def site_cells(audit: Audit, site: Site) -> dict[Spot, Cell]:
    """The stored figures of one site."""
    rows = ScoreCell.objects.filter(audit=audit, scope=Scope.SITE, place=site.key)
    return {Spot(row.stage, row.nature): cell_of(row) for row in rows}


# Asked for more often than anything else; making the query in Python would take ten times as long
# as the database needs to answer it.
HEADLINE = """
SELECT visits, total, squares, micro FROM audits_scorecell
WHERE audit_id = %s AND scope = %s AND place = %s AND stage = %s AND nature = %s
"""


def headline(audit: Audit, place: Place = WHOLE, spot: Spot = TOTAL) -> Cell | None:
    """One figure, by its key: what a list or a dashboard shows."""
    with connection.cursor() as cursor:
        cursor.execute(
            HEADLINE, [audit.pk, str(place.scope), place.name, spot.stage, int(spot.nature)]
        )
        row = cursor.fetchone()
    return Cell(*row) if row else None


def cell_of(row: ScoreCell) -> Cell:
    """A stored figure as scoring counts it."""
    return Cell(visits=row.visits, total=row.total, squares=row.squares, micro=row.micro)


def merged_site_cells(audit: Audit, region: str | None = None) -> dict[Spot, Cell]:
    """The figures of a region, or of the whole audit, added up from its sites in one query."""
    rows = ScoreCell.objects.filter(audit=audit, scope=Scope.SITE)
    if region is not None:
        sites = Site.objects.filter(client=audit.client_id, region=region)
        rows = rows.filter(place__in=sites.values("key"))
    sums = (
        rows.order_by()
        .values("stage", "nature")
        .annotate(
            visit_count=Sum("visits"),
            micro_total=Sum("total"),
            square_total=Sum("squares"),
            site_total=Sum("micro"),
            site_count=Count("pk", filter=Q(micro__isnull=False)),
        )
    )
    return {
        Spot(row["stage"], row["nature"]): Cell(
            visits=int(row["visit_count"]),
            total=int(row["micro_total"]),
            squares=int(row["square_total"]),
            micro=scoring.half_up(int(row["site_total"]), row["site_count"]),
        )
        for row in sums
    }


def visit_figures(visit: Visit) -> dict[Spot, int | None]:
    """The stored figures of one visit; empty while the visit does not count."""
    rows = VisitScore.objects.filter(visit=visit)
    return {Spot(row.stage, row.nature): row.micro for row in rows}
