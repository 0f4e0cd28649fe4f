import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from audits.actions import refresh_places, refresh_scores, remove_scores
from audits.models import Scope, Status
from audits.queries import scores as queries
from audits.queries.scores import WHOLE, Place
from audits.scoring import UNIT, Cell, Spot
from tests.audits.audit_rows import (
    NA,
    audit_with_sites,
    criterion,
    scored_document,
    visit_with_answers,
    write_answers,
)

pytestmark = pytest.mark.django_db
TOTAL = Spot(0, 0)


def all_at(value):
    return {f"{stage}-0": value for stage in ("awareness", "consideration", "purchase", "service")}


def test_an_approved_visit_enters_site_region_and_audit():
    audit, sites = audit_with_sites()
    refresh_scores(visit_with_answers(audit, sites[0], all_at(3)))
    cell = Cell(visits=1, total=75 * UNIT, squares=75_000**2, micro=75 * UNIT)
    stored = queries.stored_cells(audit)
    assert set(stored) == {WHOLE, Place(Scope.REGION, "Häme"), Place(Scope.SITE, sites[0].key)}
    assert {cells[TOTAL] for cells in stored.values()} == {cell}


def test_a_submitted_visit_does_not_count():
    audit, sites = audit_with_sites()
    refresh_scores(visit_with_answers(audit, sites[0], all_at(3), status=Status.SUBMITTED))
    assert queries.stored_cells(audit) == {}


def test_a_visit_that_was_sent_back_leaves_the_figures():
    audit, sites = audit_with_sites()
    visit = visit_with_answers(audit, sites[0], all_at(3))
    refresh_scores(visit)
    visit.status = Status.SENT_BACK
    visit.save()
    refresh_scores(visit)
    assert queries.stored_cells(audit) == {}
    assert not visit.scores.exists()


def test_the_audit_is_the_mean_of_its_sites_not_of_its_visits():
    audit, sites = audit_with_sites()
    for site, value in ((0, 4), (0, 4), (0, 4), (1, 0)):
        refresh_scores(visit_with_answers(audit, sites[site], all_at(value)))
    whole = queries.headline(audit)
    assert (whole.visits, whole.total, whole.micro) == (4, 300 * UNIT, 50 * UNIT)


def test_a_visit_with_nothing_to_score_is_no_zero():
    audit, sites = audit_with_sites()
    visit = visit_with_answers(audit, sites[0], all_at(NA))
    refresh_scores(visit)
    assert queries.headline(audit) is None
    assert queries.visit_figures(visit)[TOTAL] is None


def test_the_total_carries_caps():
    capped = criterion("K", "loyalty", critical={"effect": "cap_visit", "cap": 49})
    audit, sites = audit_with_sites(scored_document(extra=[capped]))
    refresh_scores(visit_with_answers(audit, sites[0], all_at(4) | {"K": 0}))
    assert queries.headline(audit).micro == 49 * UNIT


def test_a_deleted_visit_is_taken_out_first():
    audit, sites = audit_with_sites()
    stays, goes = (visit_with_answers(audit, sites[0], all_at(v)) for v in (1, 4))
    for visit in (stays, goes):
        refresh_scores(visit)
    remove_scores(goes)
    goes.delete()
    assert queries.headline(audit).micro == 25 * UNIT


def test_a_site_that_moved_takes_its_figures_along():
    audit, sites = audit_with_sites()
    refresh_scores(visit_with_answers(audit, sites[0], all_at(3)))
    sites[0].region = "Uusimaa"
    sites[0].save()
    refresh_places(audit)
    assert queries.headline(audit, Place(Scope.REGION, "Häme")) is None
    assert queries.headline(audit, Place(Scope.REGION, "Uusimaa")).micro == 75 * UNIT


def test_refreshing_twice_writes_once(django_assert_max_num_queries):
    audit, sites = audit_with_sites()
    visit = visit_with_answers(audit, sites[0], all_at(3))
    refresh_scores(visit)
    before = queries.stored_cells(audit)
    with django_assert_max_num_queries(8):
        refresh_scores(visit)
    assert queries.stored_cells(audit) == before


@pytest.mark.parametrize("count", [1, 3])
def test_refresh_asks_the_same_for_any_size(count, django_assert_num_queries):
    audit, sites = audit_with_sites()
    for n in range(count):
        refresh_scores(visit_with_answers(audit, sites[n], all_at(n)))
    visit = visit_with_answers(audit, sites[0], all_at(4))
    with django_assert_num_queries(27):
        refresh_scores(visit)


def figures_from_scratch(audit):
    """Every cell by the pure functions, as (micro, visits), to hold against the stored."""
    scores = queries.audit_scores(audit)
    places = {WHOLE: scores.whole}
    places |= {Place(Scope.SITE, key): place for key, place in scores.sites.items()}
    places |= {Place(Scope.REGION, key): place for key, place in scores.regions.items()}
    found = {}
    for place, figures in places.items():
        for stage, of_stage in enumerate([figures.total, *figures.stages.values()]):
            natures = (of_stage.both, of_stage.fact, of_stage.perception)
            for nature, figure in enumerate(natures):
                if figure.visits:
                    found[place, Spot(stage, nature)] = (figure.micro, figure.visits)
    return found


def stored_figures(audit):
    return {
        (place, spot): (cell.micro, cell.visits)
        for place, cells in queries.stored_cells(audit).items()
        for spot, cell in cells.items()
    }


def random_values(chance, audit):
    codes = [rule.code for rule in audit.checklist_version.definition.criteria]
    return {code: chance.choice([0, 1, 2, 3, 4, NA]) for code in codes if chance.random() < 0.9}


def random_deed(chance, audit, sites, visits):
    """Approve, change or delete something, as the actions do."""
    deed = chance.choice(["approve", "approve", "change", "withdraw", "delete"])
    if deed == "approve" or not visits:
        visits.append(visit_with_answers(audit, chance.choice(sites), random_values(chance, audit)))
        return refresh_scores(visits[-1])
    visit = chance.choice(visits)
    if deed == "delete":
        remove_scores(visit)
        visits.remove(visit)
        return visit.delete()
    if deed == "change":
        write_answers(visit, random_values(chance, audit))
    visit.status = Status.SENT_BACK if deed == "withdraw" else Status.RELEASED
    visit.save()
    return refresh_scores(visit)


EXTRA = [
    criterion("K1", "service", critical={"effect": "cap_stage", "cap": 30, "threshold": 25}),
    criterion("K2", "purchase", critical={"effect": "cap_visit", "cap": 49}),
    criterion("B1", "loyalty", bonus=3, weight=0),
]


@pytest.mark.parametrize("method", ["stages", "points"])
@pytest.mark.parametrize("seed", range(3))
def test_any_sequence_of_deeds_leaves_what_a_recount_gives(method, seed):
    chance = random.Random(seed)
    audit, sites = audit_with_sites(scored_document(method, extra=EXTRA))
    visits = []
    for _ in range(20):
        random_deed(chance, audit, sites, visits)
    assert stored_figures(audit) == figures_from_scratch(audit)


def refresh_in_a_thread(visit):
    try:
        refresh_scores(visit)
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="tests share one SQLite connection")
@pytest.mark.django_db(transaction=True)
def test_approvals_at_the_same_moment_all_count():
    audit, sites = audit_with_sites()
    visits = [visit_with_answers(audit, sites[n % 2], all_at(n % 5)) for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(refresh_in_a_thread, visits))
    assert stored_figures(audit) == figures_from_scratch(audit)
