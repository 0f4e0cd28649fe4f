"""Synthetic logs get the grades that docs/scoring.md promises."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.actions.evidence import add_photo
from audits.models import Stamp, Visit
from audits.queries.recall import audit_recall, late_criticals, visit_recall
from audits.queries.visit import visit_record
from audits.scoring import Recall, RecallShares
from tests.audits.visits import photo_file, started_visit, write
from tests.factories import ChecklistVersionFactory, approved_visit, checklist_document

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def minutes(number):
    return NOW + timedelta(minutes=number)


def note(visit, code, *, seen=None, written=0, value="yes"):
    write(visit, **{f"c.{code}.value": value})
    times = {"observed_at": minutes(written if seen is None else seen)}
    visit.answers.filter(criterion=code).update(entered_at=minutes(written), **times)


def grades(visit):
    visit = Visit.objects.get(pk=visit.pk)
    return dict(visit_recall(visit, visit.answers.all()).grades)


def ended(visit, number):
    Visit.objects.filter(pk=visit.pk).update(started_at=minutes(-600), ended_at=minutes(number))


@pytest.mark.parametrize(
    ("seen", "written", "grade"),
    [
        (None, 0, Recall.AT_ONCE),
        (-4, 0, Recall.AT_ONCE),
        (-30, 0, Recall.HOUR),
        (-60 * 5, 0, Recall.DAY),
        (-60 * 30, 0, Recall.LATER),
        (90, 0, Recall.AT_ONCE),
    ],
)
def test_a_fact_is_graded_by_its_stamp(seen, written, grade):
    visit = started_visit()
    note(visit, "S3-01", seen=seen, written=written)
    assert grades(visit) == {"S3-01": grade}


def test_what_only_the_visit_shows_was_seen_by_its_end():
    visit = started_visit()
    note(visit, "S3-01")
    note(visit, "S5-01")
    ended(visit, -120)
    assert grades(visit) == {"S3-01": Recall.DAY, "S5-01": Recall.AT_ONCE}


def test_the_stamp_of_leaving_ends_a_visit_not_sent_yet():
    visit = started_visit()
    note(visit, "S3-01")
    Stamp.objects.create(visit=visit, kind="left", at=minutes(-30))
    assert grades(visit) == {"S3-01": Recall.HOUR}


def test_an_imported_visit_has_no_grades():
    visit = started_visit()
    note(visit, "S3-01")
    Visit.objects.update(written_at=None)
    assert grades(visit) == {}


def critical_visit():
    document = checklist_document()
    document["criteria"][2]["critical"] = {"effect": "zero_visit"}
    return started_visit(audit__checklist_version=ChecklistVersionFactory(document=document))


def late_codes(visit):
    record = visit_record(Visit.objects.get(pk=visit.pk))
    return [question.criterion.code for question in late_criticals(record)]


def test_late_critical_facts_ask_for_a_proof():
    visit = critical_visit()
    note(visit, "S3-01", seen=-120)
    note(visit, "S4-01", seen=-120)
    assert late_codes(visit) == ["S3-01"]
    add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    assert late_codes(visit) == []


def test_an_audit_adds_up_what_is_known(django_assert_num_queries):
    visit = started_visit()
    assert audit_recall(visit.audit) is None
    note(visit, "S3-01")
    note(visit, "S4-01", seen=-30)
    Visit.objects.update(status="approved")
    approved_visit(visit.audit, visit.site)
    with django_assert_num_queries(1):
        assert audit_recall(visit.audit) == RecallShares(at_once=1, hour=1)
    assert audit_recall(visit.audit, "elsewhere") is None
