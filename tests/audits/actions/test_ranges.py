"""The stored ranges follow the visits, and are those of the scores document."""

import pytest

from audits.actions.audit import edit_audit
from audits.actions.scores import check_scores, recompute_scores, refresh_audit, refresh_scores
from audits.bundle import scores_document
from audits.models import ScoreCell, Status
from audits.queries.bundle import stored_bundle
from audits.scoring import UNIT
from tests.audits.audit_rows import audit_with_sites, visit_with_answers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def answers(value):
    return {f"{stage}-0": value for stage in ("awareness", "consideration", "service")}


@pytest.fixture
def audit():
    audit, sites = audit_with_sites()
    for number, value in enumerate((4, 3, 1, 2, 4, 0, 3)):
        visit_with_answers(audit, sites[number % 3], answers(value))
    refresh_audit(audit)
    return audit


def cell(audit, scope="audit", place="", stage=0):
    return ScoreCell.objects.get(audit=audit, scope=scope, place=place, stage=stage, nature=0)


def test_stored_ranges_are_those_of_the_scores_document(audit):
    document = scores_document(stored_bundle(audit))
    for row in ScoreCell.objects.filter(audit=audit, scope="site", stage=0, nature=0):
        total = document["sites"][row.place]["total"]
        assert (row.low / UNIT, row.high / UNIT) == (total["low"], total["high"])
    whole = cell(audit, stage=4)
    figure = document["stages"]["service"]
    assert (whole.low / UNIT, whole.high / UNIT) == (figure["low"], figure["high"])


def test_one_visit_after_the_other_gives_the_same_as_all_at_once(audit):
    stored = list(ScoreCell.objects.filter(audit=audit).values())
    for visit in audit.visits.all():
        refresh_scores(visit)
    visit = audit.visits.first()
    visit.status = Status.SENT_BACK
    visit.save()
    refresh_scores(visit)
    visit.status = Status.APPROVED
    visit.save()
    refresh_scores(visit)
    again = ScoreCell.objects.filter(audit=audit).values()
    assert [{**row, "id": 0} for row in again] == [{**row, "id": 0} for row in stored]


def test_a_wrong_range_is_reported_and_mended(audit):
    right = cell(audit).low
    ScoreCell.objects.filter(audit=audit, scope="audit", stage=0, nature=0).update(low=7)
    [difference] = check_scores(audit)
    assert str(difference).startswith("audit, stage 0, nature 0, range: stored {'low': 7,")
    assert len(recompute_scores(audit)) == 1
    assert cell(audit).low == right
    assert check_scores(audit) == []


def test_another_target_is_reached_with_another_probability(audit):
    audit.target = 30
    edit_audit(audit, by=UserFactory())
    easy = cell(audit).reached
    audit.target = 90
    edit_audit(audit, by=UserFactory())
    assert cell(audit).reached < 500 < easy


def test_few_visits_stand_in_no_tier(audit):
    assert set(ScoreCell.objects.filter(audit=audit).values_list("tier", flat=True)) == {None}
    assert cell(audit).shrunk is None
