"""Time between stages, and a stage that nobody could see, as the report tells them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Role
from audits.actions.scores import refresh_scores
from reports import actions, queries
from reports.sections import journey, method, stages
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit():
    """Three visits of which two tell that service came 90 and 150 minutes after the purchase."""
    audit = AuditFactory()
    site = SiteFactory(client=audit.client)
    noon = timezone.now() - timedelta(days=3)
    for number, wait in enumerate((90, 150, None)):
        visit = approved_visit(audit, site, key=f"a{number}")
        if wait:
            visit.answers.filter(stage=3).update(observed_at=noon)
            visit.answers.filter(stage=4).update(observed_at=noon + timedelta(minutes=wait))
    return audit


def document(audit, user=None):
    return queries.document_of(actions.start_report(audit, user or UserFactory(), language="en"))


def test_document_tells_the_wait_where_it_is_known(audit):
    (wait,) = document(audit).waits
    assert (wait.before, wait.after, wait.visits) == ("purchase", "service", 2)
    assert (wait.minutes, wait.least, wait.most) == (90, 90, 150)


def test_pages_tell_it(audit):
    told = document(audit)
    with translation.override("en"):
        assert "from stage 3 to stage 4 1\xa0hour, 30\xa0minutes" in journey.waits(told)
        assert method.waits(told)[0][1:] == (
            "1\xa0hour, 30\xa0minutes",
            "1\xa0hour, 30\xa0minutes – 2\xa0hours, 30\xa0minutes",
            2,
        )


def test_nothing_is_said_where_nothing_is_known():
    audit = AuditFactory()
    approved_visit(audit, SiteFactory(client=audit.client))
    told = document(audit)
    assert (told.waits, journey.waits(told), method.waits(told)) == ((), "", [])


def test_editor_sees_when_a_stage_was_observed_and_how_long_after(client, audit):
    user = MembershipFactory(client=audit.client, role=Role.EDITOR, user__language="en").user
    client.force_login(user)
    visit = audit.visits.get(key="a0")
    url = reverse("audits:visit-detail", args=[audit.key, visit.pk])
    assert "1\xa0hour, 30\xa0minutes after the stage before" in client.get(url).content.decode()


def test_stage_that_nobody_saw_is_not_observed_and_never_zero(audit):
    for visit in audit.visits.all():
        visit.answers.filter(stage=5).update(state="not_observed", value=None, micro=None)
        refresh_scores(visit)
    told = document(audit)
    last = told.stages[-1]
    assert (last.scores.both.shown, last.scores.both.micro) == ("", None)
    assert told.total.both.shown == "100"
    with translation.override("en"):
        assert stages.title(told, last) == "Stage 5 was not observed"
