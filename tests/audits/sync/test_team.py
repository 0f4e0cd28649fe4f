"""A visit that several auditors make, over days and channels."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Role
from audits.actions.answers import Entry, save_answers
from audits.models import Visit
from tests.audits.visits import values
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KEY = "c.S3-01.value"


@pytest.fixture
def colleague(visit):
    user = UserFactory(name="Liisa Laine", language="en")
    MembershipFactory(user=user, client=visit.audit.client, role=Role.AUDITOR)
    return user


@pytest.fixture
def desk(client):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=None, role=Role.CONSULTANT)
    client.force_login(user)
    return client


@pytest.fixture
def shared(visit, colleague):
    visit.co_auditors.create(user=colleague)
    return visit


def edit(desk, visit, **changes):
    body = {"scenario": "", "auditor": visit.auditor_id} | changes
    return desk.post(reverse("audits:visit-edit", args=[visit.audit.key, visit.pk]), body)


def test_the_desk_adds_others_and_stages_lived_apart(desk, visit, colleague):
    later = {"stage5_auditor": colleague.pk, "stage5_day": "2026-12-01", "stage5_channel": "phone"}
    assert edit(desk, visit, **later).status_code == 302
    plan = visit.stage_plans.get()
    assert (plan.stage, plan.auditor, plan.day) == (5, colleague, date(2026, 12, 1))
    assert [row.user for row in visit.co_auditors.all()] == [colleague]
    edit(desk, visit)
    assert not visit.co_auditors.exists()
    assert not visit.stage_plans.exists()


def test_only_auditors_of_the_client_can_be_added(desk, visit):
    assert edit(desk, visit, others=[UserFactory().pk]).status_code == 200
    assert not visit.co_auditors.exists()


def test_a_colleague_sees_the_visit_and_who_makes_it(client, shared, colleague):
    client.force_login(colleague)
    page = client.get(reverse("audits:visit-brief", args=[shared.pk])).content.decode()
    assert "You make this visit together" in page
    assert shared.auditor.name in page
    assert Visit.objects.assigned_to(colleague).count() == 1


def test_a_colleague_writes_and_a_stranger_does_not(shared, colleague):
    save_answers(shared, [Entry(KEY, "yes")], by=colleague)
    assert values(shared)[KEY] == "yes"
    with pytest.raises(ValidationError, match="Only the auditor"):
        save_answers(shared, [Entry(KEY, "no")], by=UserFactory())


def test_a_conflict_names_the_colleague_and_nobody_oneself(shared, colleague, tablet_of):
    mine, theirs = tablet_of(at=shared), tablet_of(colleague, shared)
    theirs.write(KEY, "yes", age=5)
    (conflict,) = mine.send(mine.mutation(KEY, "no"))["conflicts"]
    assert (conflict["kept"]["by"], conflict["other"]["by"]) == ("", "Liisa Laine")


def test_who_leaves_the_team_sees_nothing_more(shared, colleague, tablet_of):
    tablet = tablet_of(colleague, shared)
    shared.co_auditors.all().delete()
    response = tablet.post(tablet.message([tablet.mutation(KEY, "yes")]))
    assert (response.status_code, response.json()["error"]) == (404, "no_visit")
