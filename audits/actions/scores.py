"""The score cells follow the visits: call these in the transaction that changes a visit.

refresh_scores(visit)   after approving, releasing, withdrawing or changing anything of a visit
remove_scores(visit)    before deleting a visit or moving it to another site
refresh_places(audit)   after a site changed its region
refresh_audit(audit)    after many visits changed at once
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import Site
from audits import scoring
from audits.actions.ranges import refresh_ranges
from audits.actions.rounds import round_differences
from audits.models import (
    COUNTED_STATUSES,
    Answer,
    Audit,
    FiguresMade,
    Scope,
    ScoreCell,
    Visit,
    VisitScore,
)
from audits.queries import recount
from audits.queries import scores as queries
from audits.queries.ranges import range_differences
from audits.queries.recount import Difference, RecountedVisit
from audits.queries.rollup import rolled_up_cells
from audits.queries.scores import Place
from audits.scoring import Cell, Spot

# Raise it when stored figures come out otherwise than before: the next set-up makes them anew.
# 2: figures of visits and ranges are stored; “better than” by the smallest spread between sites.
# 3: how far double visits agree is stored with the round.
RULES = 3


@transaction.atomic
def refresh_scores(visit: Visit) -> None:
    """Score a visit anew if it counts (approved or released), else take it out of the figures.

    The answer is the same however often it is called. State and answers are read from the
    database: save first.
    """
    audit = _locked_audit(visit)
    row = Visit.objects.select_related("site").get(pk=visit.pk)
    after = _figures(row) if row.status in COUNTED_STATUSES else {}
    _replace(audit, row, after)


@transaction.atomic
def remove_scores(visit: Visit) -> None:
    """Take a visit out of every figure."""
    audit = _locked_audit(visit)
    _replace(audit, Visit.objects.select_related("site").get(pk=visit.pk), {})


@transaction.atomic
def refresh_places(audit: Audit) -> None:
    """Add up regions and audit anew from the sites."""
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    ScoreCell.objects.filter(audit=audit).exclude(scope=Scope.SITE).delete()
    sites = Site.objects.filter(client=audit.client_id)
    for region in sites.order_by().values_list("region", flat=True).distinct():
        _store_region(audit, region)
    _store(audit, queries.WHOLE, queries.merged_site_cells(audit))
    refresh_ranges(audit)


Progress = Callable[[int], object]


@transaction.atomic
def refresh_audit(audit: Audit) -> None:
    """Score every visit of an audit anew and add up its places."""
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    recounted = [
        visit
        for visits in recount.visit_chunks(audit)
        for visit in recount.recounted_visits(visits)
    ]
    _store_everything(audit, recounted, recount.cells_of_record(recounted))


def check_scores(audit: Audit, progress: Progress = lambda _visits: None) -> list[Difference]:
    """What is stored otherwise than the answers give, changing nothing.

    Looks first without holding anybody up. Only what is still there under the lock is reported:
    a visit may have been approved while we were counting.
    """
    if not _recount(audit, progress, is_write=False):
        return []
    with transaction.atomic():
        audit = Audit.objects.select_for_update().get(pk=audit.pk)
        return _recount(audit, lambda _visits: None, is_write=False)


@transaction.atomic
def recompute_scores(audit: Audit, progress: Progress = lambda _visits: None) -> list[Difference]:
    """Work out every figure again from the answers and store it; what was stored otherwise."""
    audit = Audit.objects.select_for_update().get(pk=audit.pk)
    found = _recount(audit, progress, is_write=True)
    FiguresMade.objects.update_or_create(audit=audit, defaults={"rules": RULES})
    return found


def _recount(audit: Audit, progress: Progress, *, is_write: bool) -> list[Difference]:
    """Two roads to one number: the pure functions, and for base figures the SQL roll-up."""
    rules = recount.rules_of(audit)
    differences: list[Difference] = []
    recounted: list[RecountedVisit] = []
    for visits in recount.visit_chunks(audit):
        differences += _mend_answers(visits, rules, is_write=is_write)
        found = list(recount.recounted_visits(visits))
        differences += recount.figure_differences(visits, found)
        recounted += found
        progress(len(visits))
    cells = recount.cells_of_record(recounted)
    differences += recount.cell_differences(queries.stored_cells(audit), cells)
    base = recount.base_cells(recounted)
    differences += recount.cell_differences(rolled_up_cells(audit), base, "SQL roll-up, ")
    differences += range_differences(audit, cells)
    differences += round_differences(audit)
    if is_write and differences:
        _store_everything(audit, recounted, cells)
    return differences


def _mend_answers(
    visits: QuerySet[Visit],
    rules: Mapping[int, Mapping[str, recount.AnswerRule]],
    *,
    is_write: bool,
) -> list[Difference]:
    mended = list(recount.mended_answers(visits, rules))
    if is_write and mended:
        answers = [answer for answer, _difference in mended]
        Answer.objects.bulk_update(answers, ["stage", "nature", "weight", "micro"], batch_size=500)
    return [difference for _answer, difference in mended]


def _store_everything(
    audit: Audit, recounted: Iterable[RecountedVisit], cells: queries.Cells
) -> None:
    VisitScore.objects.filter(visit__audit=audit).delete()
    VisitScore.objects.bulk_create(
        (
            VisitScore(visit_id=visit.pk, stage=spot.stage, nature=spot.nature, micro=micro)
            for visit in recounted
            for spot, micro in visit.figures.items()
        ),
        batch_size=5000,
    )
    ScoreCell.objects.filter(audit=audit).delete()
    ScoreCell.objects.bulk_create(
        (
            _row(audit, place, spot, cell)
            for place, of_place in cells.items()
            for spot, cell in sorted(of_place.items())
        ),
        batch_size=5000,
    )
    refresh_ranges(audit)


def _locked_audit(visit: Visit) -> Audit:
    """The audit, locked: two approvals at once must not both start from the same sums."""
    return Audit.objects.select_for_update().get(pk=visit.audit_id)


def _figures(visit: Visit) -> dict[Spot, int | None]:
    scheme = queries.scheme_for(visit.checklist_version_id)
    answers = queries.visit_answers(Visit.objects.filter(pk=visit.pk)).get(visit.pk, {})
    return scoring.visit_figures(scheme, scoring.visit_score(scheme, answers))


def _replace(audit: Audit, visit: Visit, after: Mapping[Spot, int | None]) -> None:
    before = queries.visit_figures(visit)
    if before == after:
        return
    _store_visit(visit, after)
    cells = scoring.moved_cells(queries.site_cells(audit, visit.site), before, after)
    _store(audit, Place(Scope.SITE, visit.site.key), cells)
    _store_region(audit, visit.site.region)
    _store(audit, queries.WHOLE, queries.merged_site_cells(audit))
    refresh_ranges(audit)


def _store_visit(visit: Visit, figures: Mapping[Spot, int | None]) -> None:
    VisitScore.objects.filter(visit=visit).delete()
    VisitScore.objects.bulk_create(
        VisitScore(visit=visit, stage=spot.stage, nature=spot.nature, micro=micro)
        for spot, micro in figures.items()
    )


def _store_region(audit: Audit, region: str) -> None:
    if region:
        cells = queries.merged_site_cells(audit, region)
        _store(audit, Place(Scope.REGION, region), cells)


def _store(audit: Audit, place: Place, cells: Mapping[Spot, Cell]) -> None:
    """Write the cells of one place; cells without visits are no cells."""
    stale = ScoreCell.objects.filter(audit=audit, scope=place.scope, place=place.name)
    stale.exclude(_any_of(cells)).delete()
    ScoreCell.objects.bulk_create(
        [_row(audit, place, spot, cell) for spot, cell in sorted(cells.items())],
        update_conflicts=True,
        unique_fields=["audit", "scope", "place", "stage", "nature"],
        update_fields=["visits", "total", "squares", "micro"],
    )


def _any_of(spots: Iterable[Spot]) -> Q:
    found = Q(pk__in=[])
    for spot in spots:
        found |= Q(stage=spot.stage, nature=spot.nature)
    return found


def _row(audit: Audit, place: Place, spot: Spot, cell: Cell) -> ScoreCell:
    return ScoreCell(
        audit=audit,
        scope=place.scope,
        place=place.name,
        stage=spot.stage,
        nature=spot.nature,
        visits=cell.visits,
        total=cell.total,
        squares=cell.squares,
        micro=cell.micro,
    )
