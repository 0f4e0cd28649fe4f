"""A hidden criterion is not asked, not missing and not scored; what was written there is kept."""

import json

import pytest

from audits.actions.scores import check_scores, refresh_audit
from audits.bundle import bundle_document, bundle_of, visit_inputs
from audits.models import Answer, Status, Visit
from audits.queries.bundle import stored_bundle
from audits.queries.scores import scheme_for, scored_visits
from audits.queries.visit import visit_record
from audits.queries.visit_progress import is_complete, stage_progress
from audits.scoring import NOT_ASKED, visit_score
from tests.audits.visits import fill, started_visit, write
from tests.factories import ChecklistVersionFactory, add_photo, checklist_document

pytestmark = pytest.mark.django_db


def conditional_document():
    """S3-01 is asked when S2-01 is “yes”; a “no” in S4-01 wants a photo and a comment."""
    document = checklist_document()
    document["criteria"][2]["show_if"] = {"criterion": "S2-01", "is": "yes"}
    document["criteria"][3]["evidence"] = [
        {"if": {"is": "no"}, "need": "photo"},
        {"if": {"is": "no"}, "need": "comment"},
    ]
    return document


@pytest.fixture
def visit():
    version = ChecklistVersionFactory(document=conditional_document())
    return started_visit(audit__checklist_version=version)


def missing(visit, order):
    record = visit_record(Visit.objects.get(pk=visit.pk))
    stage = record.checklist.stages[order - 1]
    found = stage_progress(record, stage)
    return [
        (item.question.criterion.code, item.why) for item in found.missing if item.question.number
    ]


def micro(visit, code="S3-01"):
    return Answer.objects.get(visit=visit, criterion=code).micro


def test_a_hidden_question_is_not_missing(visit):
    assert missing(visit, 3) == []
    write(visit, **{"c.S2-01.value": "yes"})
    assert missing(visit, 3) == [("S3-01", "answer")]


def test_a_hidden_answer_is_kept_without_its_points(visit):
    write(visit, **{"c.S2-01.value": "yes", "c.S3-01.value": "yes"})
    write(visit, **{"c.S2-01.value": "no"})
    assert Answer.objects.get(criterion="S3-01").value == "yes"
    assert micro(visit) is None
    write(visit, **{"c.S2-01.value": "yes"})
    assert micro(visit) == 100_000_000


def test_not_observed_hides_as_no_answer_does(visit):
    write(visit, **{"c.S2-01.value": "yes", "c.S3-01.value": "no"})
    write(visit, **{"c.S2-01.state": "not_observed"})
    assert micro(visit) is None
    assert missing(visit, 3) == []


def test_an_answer_asks_for_evidence(visit):
    write(visit, **{"c.S4-01.value": "no"})
    assert missing(visit, 4) == [("S4-01", "photo"), ("S4-01", "comment")]
    write(visit, **{"c.S4-01.comment": "Two lamps were dark."})
    add_photo(visit, "S4-01")
    assert missing(visit, 4) == []


def test_a_visit_is_complete_without_what_is_hidden(visit):
    fill(visit)
    write(visit, **{"c.S2-01.value": "no", "c.S3-01.value": None})
    assert is_complete(visit_record(Visit.objects.get(pk=visit.pk)))


def approve(visit):
    Visit.objects.filter(pk=visit.pk).update(status=Status.APPROVED, closing={})
    refresh_audit(visit.audit)


def test_a_hidden_answer_is_not_scored_by_any_road(visit):
    fill(visit)
    write(visit, **{"c.S2-01.value": "no"})
    approve(visit)
    (scored,) = scored_visits(visit.audit)
    assert scored.answers["S3-01"] == NOT_ASKED
    assert visit_inputs(stored_bundle(visit.audit)) == [scored]
    score = visit_score(scheme_for(visit.checklist_version_id), scored.answers)
    assert score.stages["purchase"] is None
    assert score.coverage.completeness == 1
    assert check_scores(visit.audit) == []


def test_a_bundle_keeps_conditions_and_hidden_answers(visit):
    fill(visit)
    write(visit, **{"c.S2-01.value": "no"})
    approve(visit)
    document = json.loads(json.dumps(bundle_document(stored_bundle(visit.audit))))
    asked = document["checklist"]["criteria"][2]
    assert asked["show_if"] == {"criterion": "S2-01", "is": "yes"}
    assert document["visits"][0]["answers"]["S3-01"]["value"] == "yes"
    assert visit_inputs(bundle_of(document)) == scored_visits(visit.audit)
