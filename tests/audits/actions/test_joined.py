"""Who makes a visit with its auditor is told by mail, once, and not before it is offered."""

import pytest
from django.core import mail

from audits.actions.audit import Plan, Team, edit_visit, offer_visit
from audits.models import Status
from tests.factories import UserFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(mail_at_once):
    return VisitFactory(auditor=UserFactory(), site__name="Tampere")


def join(visit, *users, by):
    edit_visit(visit, visit.auditor, Plan(), by=by, team=Team(others=users))


def told():
    return [one.to for one in mail.outbox]


def test_a_co_auditor_is_told_with_the_offer(consultant, planned):
    colleague = UserFactory(language="en", name="Ville")
    join(planned, colleague, by=consultant)
    assert told() == []
    offer_visit(planned, by=consultant)
    assert told() == [[planned.auditor.email], [colleague.email]]
    assert "Hello Ville" in mail.outbox[1].body
    assert f"http://localhost:8000/visits/{planned.pk}/" in mail.outbox[1].body


def test_who_joins_later_is_told_once(consultant, planned):
    offer_visit(planned, by=consultant)
    early, late = UserFactory.create_batch(2)
    join(planned, early, by=consultant)
    join(planned, early, late, by=consultant)
    assert told()[1:] == [[early.email], [late.email]]
    planned.refresh_from_db()
    assert planned.status == Status.OFFERED
