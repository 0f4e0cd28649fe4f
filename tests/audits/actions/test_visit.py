from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from audits.actions.visit import accept_visit, start_visit, submit_visit
from audits.models import Review, Status, Trail, Visit
from tests.audits.visits import accepted_visit, full_visit, started_visit, write
from tests.factories import STAGE_KEYS, UserFactory, VisitFactory

pytestmark = pytest.mark.django_db


def deeds():
    return list(Trail.objects.order_by("pk").values_list("deed", flat=True))


def fresh(visit):
    return Visit.objects.get(pk=visit.pk)


def test_an_offer_is_accepted_once():
    visit = VisitFactory(status=Status.OFFERED)
    assert accept_visit(visit, by=visit.auditor)
    assert not accept_visit(visit, by=visit.auditor)
    assert fresh(visit).status == Status.ACCEPTED
    assert deeds() == ["visit_accepted"]


def test_starting_seals_every_expectation_once():
    visit = accepted_visit()
    write(visit, **{f"e.{key}": 3 for key in STAGE_KEYS})
    assert start_visit(visit, by=visit.auditor)
    assert not start_visit(visit, by=visit.auditor)
    row = fresh(visit)
    assert row.sealed_at == row.started_at is not None
    assert set(row.impressions.values_list("sealed_at", flat=True)) == {row.sealed_at}
    assert deeds() == ["visit_started"]


def test_a_visit_starts_with_all_five_expectations_only():
    visit = accepted_visit()
    write(visit, **{f"e.{key}": 0 for key in STAGE_KEYS[:4]})
    with pytest.raises(ValidationError, match="each stage"):
        start_visit(visit, by=visit.auditor)
    assert fresh(visit).sealed_at is None


def test_an_offer_does_not_start():
    visit = VisitFactory(status=Status.OFFERED)
    with pytest.raises(ValidationError, match="Accept"):
        start_visit(visit, by=visit.auditor)


def test_a_full_visit_is_sent():
    visit = full_visit()
    ended = timezone.now() - timedelta(minutes=5)
    assert submit_visit(visit, by=visit.auditor, ended_at=ended)
    row = fresh(visit)
    assert (row.status, row.ended_at) == (Status.SUBMITTED, ended)
    assert row.submitted_at is not None
    assert deeds() == ["visit_submitted"]


def test_sending_twice_sends_once():
    visit = full_visit()
    assert submit_visit(visit, by=visit.auditor)
    revision = fresh(visit).revision
    assert not submit_visit(visit, by=visit.auditor)
    assert fresh(visit).revision == revision
    assert deeds() == ["visit_submitted"]


GAPS = [
    pytest.param({"c.S4-01.value": None}, id="an answer"),
    pytest.param({"c.S4-01.state": "not_applicable"}, id="why it does not apply"),
    pytest.param({"s.loyalty.SC-ATM": None}, id="the close of a stage"),
    pytest.param({"s.loyalty.SC-WHY": None}, id="the cause of a feeling"),
    pytest.param({"v.VC-CES": None}, id="a closing question"),
]


@pytest.mark.parametrize("gap", GAPS)
def test_a_visit_is_not_sent_without(gap):
    visit = full_visit()
    write(visit, **gap)
    with pytest.raises(ValidationError, match="missing"):
        submit_visit(visit, by=visit.auditor)


FINE = [
    pytest.param({"c.S4-01.state": "not_observed"}, id="an answer not observed"),
    pytest.param({"c.S4-01.state": "not_applicable", "c.S4-01.reason": "None."}, id="a reason"),
    pytest.param({"s.loyalty.SC-EMO": 0, "s.loyalty.SC-WHY": None}, id="no feeling, no cause"),
    pytest.param({"v.VC-ONE": None}, id="no words at the end"),
]


@pytest.mark.parametrize("change", FINE)
def test_a_visit_is_sent_with(change):
    visit = full_visit()
    write(visit, **change)
    assert submit_visit(visit, by=visit.auditor)


@pytest.mark.parametrize(("minutes", "words"), [(-90, "before it started"), (30, "future")])
def test_a_visit_does_not_end(minutes, words):
    visit = full_visit()
    ended = timezone.now() + timedelta(minutes=minutes)
    with pytest.raises(ValidationError, match=words):
        submit_visit(visit, by=visit.auditor, ended_at=ended)


def test_a_visit_may_end_in_the_minute_it_started():
    visit = full_visit()
    minute = visit.started_at.replace(second=0, microsecond=0)
    assert submit_visit(visit, by=visit.auditor, ended_at=minute)
    assert fresh(visit).ended_at == visit.started_at


def test_answering_what_was_sent_back_closes_the_review():
    visit = full_visit(status=Status.SENT_BACK)
    review = Review.objects.create(visit=visit, reason="Which door?")
    assert submit_visit(visit, by=visit.auditor)
    review.refresh_from_db()
    assert review.closed_at is not None


@pytest.mark.parametrize("deed", [accept_visit, start_visit, submit_visit])
def test_nobody_else_does_it(deed):
    visit = started_visit()
    with pytest.raises(ValidationError, match="Only the auditor"):
        deed(visit, by=UserFactory())


@pytest.mark.django_db(transaction=True)
def test_of_forty_at_once_exactly_one_sends():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("SQLite in memory is one connection; the full run uses a file")
    visit = full_visit()

    def send(_number):
        try:
            return submit_visit(visit, by=visit.auditor)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(40)))
    assert sorted(results) == [False] * 39 + [True]
    assert deeds() == ["visit_submitted"]
