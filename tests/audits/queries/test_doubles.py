"""Agreement between auditors: worked out with the round, stored, read by the page of the audit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from audits.actions.scores import check_scores, refresh_audit, refresh_scores
from audits.models import Status, Visit
from audits.queries.comparison import stored_round
from audits.queries.doubles import round_agreement
from tests.audits.audit_rows import audit_with_sites, visit_with_answers
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 9, 1, 9, tzinfo=UTC)
CODES = [f"{stage}-{n}" for stage in ("awareness", "purchase") for n in (0, 2)]


def visited(audit, site, day, auditor, marks):
    """A visit of that day; ``marks`` answer the questions in turn."""
    visit = visit_with_answers(audit, site, dict(zip(CODES, marks, strict=True)))
    start = DAY + timedelta(days=day, hours=3 * (auditor == "a2"))
    Visit.objects.filter(pk=visit.pk).update(started_at=start, auditor_key=auditor)


def doubled(count):
    audit, sites = audit_with_sites()
    for day in range(count):
        marks = [day % 5, (day * 3) % 5, 4, 2]
        visited(audit, sites[0], day, "a1", marks)
        visited(audit, sites[0], day, "a2", [marks[0], min(4, marks[1] + day % 2), 4, 2])
    refresh_audit(audit)
    return audit


def page_of(client, audit):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=audit.client, role=Role.CONSULTANT)
    client.force_login(user)
    return client.get(reverse("audits:audit-detail", args=[audit.key])).content.decode()


def test_few_double_visits_are_counted_and_called_too_few(client):
    page = page_of(client, doubled(3))
    assert "3 times two auditors visited one site on one day." in page
    assert "Too few to say how far auditors agree: that takes 10 double visits." in page
    assert "Krippendorff" not in page


def test_ten_double_visits_have_figures_with_ranges(client):
    audit = doubled(12)
    found = stored_round(audit).agreement
    assert (found.pairs, found.answers, found.grade) == (12, 48, "good")
    assert found.alpha.low < found.alpha.value < found.alpha.high < 1
    page = page_of(client, audit)
    assert f"{found.alpha.value:.2f}" in page
    assert f"{found.alpha.low:.2f} … {found.alpha.high:.2f}" in page


def test_without_double_visits_the_page_says_nothing(client):
    audit, sites = audit_with_sites()
    visited(audit, sites[0], 1, "a1", [1, 2, 3, 4])
    visited(audit, sites[1], 1, "a2", [1, 2, 3, 4])
    visited(audit, sites[0], 1, "a1", [1, 2, 3, 4])
    refresh_audit(audit)
    assert stored_round(audit).agreement is None
    assert "Agreement between auditors" not in page_of(client, audit)


def test_stored_agreement_is_what_the_answers_give():
    audit = doubled(10)
    assert stored_round(audit).agreement == round_agreement(audit)
    assert check_scores(audit) == []


def test_visit_that_stops_counting_takes_its_double_along():
    audit = doubled(10)
    visit = audit.visits.last()
    visit.status = Status.SENT_BACK
    visit.save()
    refresh_scores(visit)
    found = stored_round(audit).agreement
    assert (found.pairs, found.alpha) == (9, None)


@pytest.mark.parametrize("count", [1, 12])
def test_rows_are_read_by_a_fixed_number_of_queries(count, django_assert_num_queries):
    audit = doubled(count)
    with django_assert_num_queries(4):
        round_agreement(audit)
