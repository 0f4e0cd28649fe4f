import random

import pytest

from audits.models import Status
from audits.queries.recount import base_cells, recounted_visits, visit_chunks
from audits.queries.rollup import rolled_up_cells
from audits.queries.scores import WHOLE
from audits.scoring import UNIT, Spot
from tests.audits.audit_rows import (
    NA,
    audit_with_sites,
    criterion,
    scored_document,
    visit_with_answers,
)
from tests.factories import ChecklistVersionFactory

pytestmark = pytest.mark.django_db

EXTRA = [
    criterion("K1", "service", critical={"effect": "zero_visit"}),
    criterion("B1", "loyalty", bonus=3, weight=0),
    # Awkward points: thirds and a curve.
    criterion("T1", "loyalty", type="number", scoring={"curve": [[0, 0], [7, 100]]}, weight=7),
]


def random_audit(chance, method):
    weights = [chance.choice([0, 1, 1, 2, 5]) for _ in range(5)]
    audit, sites = audit_with_sites(scored_document(method, weights, EXTRA))
    codes = [rule.code for rule in audit.checklist_version.definition.criteria]
    for _ in range(chance.randrange(12)):
        values = {code: chance.choice([0, 1, 2, 3, 4, NA]) for code in codes}
        kept = {code: value for code, value in values.items() if chance.random() < 0.8}
        status = chance.choice([Status.APPROVED, Status.RELEASED, Status.SUBMITTED])
        visit_with_answers(audit, chance.choice(sites), kept, status)
    return audit


def pure_cells(audit):
    return base_cells([one for visits in visit_chunks(audit) for one in recounted_visits(visits)])


@pytest.mark.parametrize("method", ["stages", "points"])
@pytest.mark.parametrize("seed", range(8))
def test_sql_equals_the_pure_functions_bit_for_bit(method, seed):
    audit = random_audit(random.Random(seed), method)
    assert rolled_up_cells(audit) == pure_cells(audit)


def test_sql_does_not_overflow_at_the_largest_weights():
    extra = [criterion(f"H{n}", "loyalty", weight=1000) for n in range(30)]
    audit, sites = audit_with_sites(scored_document("points", [1000] * 5, extra))
    visit_with_answers(audit, sites[0], {f"H{n}": 3 for n in range(30)})
    assert rolled_up_cells(audit)[WHOLE][Spot(0, 0)].micro == 75 * UNIT


def test_sql_weighs_each_visit_by_its_own_version():
    audit, sites = audit_with_sites(scored_document(weights=(1, 1, 0, 0, 0)))
    visit = visit_with_answers(audit, sites[0], {"awareness-0": 4, "consideration-0": 0})
    visit.checklist_version = ChecklistVersionFactory(
        document=scored_document(weights=(3, 1, 0, 0, 0))
    )
    visit.save()
    assert rolled_up_cells(audit)[WHOLE][Spot(0, 0)].micro == 75 * UNIT
    assert rolled_up_cells(audit) == pure_cells(audit)


def test_an_audit_without_visits_has_no_figures():
    audit, _sites = audit_with_sites()
    assert rolled_up_cells(audit) == pure_cells(audit) == {}


def test_the_roll_up_is_one_statement_for_each_nature(django_assert_num_queries):
    audit = random_audit(random.Random(1), "stages")
    rolled_up_cells(audit)
    with django_assert_num_queries(5):  # versions, their digest, three natures
        rolled_up_cells(audit)
