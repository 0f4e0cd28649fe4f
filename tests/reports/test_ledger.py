"""Two rounds: what the first recommended is checked in the second."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Role
from reports import actions, queries
from reports.actions import Grounds, Wording
from reports.recommendations import Outcome, verdict
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("passed", "visits", "incident", "outcome"),
    [
        (0, 0, False, Outcome.UNKNOWN),
        (1, 1, False, Outcome.UNKNOWN),
        (3, 3, False, Outcome.FIXED),
        (0, 1, False, Outcome.UNKNOWN),
        (0, 2, False, Outcome.NOT_YET),
        (8, 9, False, Outcome.FIXED),
        (8, 9, True, Outcome.NOT_YET),
    ],
)
def test_verdict_is_beta_binomial_and_an_incident_may_not_return(passed, visits, incident, outcome):
    assert verdict(passed, visits, is_incident=incident).outcome is outcome


@pytest.fixture
def consultant():
    return UserFactory(language="en")


@pytest.fixture
def first(consultant):
    audit = AuditFactory(starts_on=date(2026, 3, 1))
    MembershipFactory(user=consultant, client=audit.client, role=Role.CONSULTANT)
    site = SiteFactory(client=audit.client, key="kuopio")
    for number in range(3):
        approved_visit(audit, site, key=f"a{number}", points=(0, 0, 100, 100, 100))
    report = actions.start_report(audit, consultant, language="en")
    words = Wording("Ask", "Ask the customer.", 1, "free", "low", "high")
    actions.add_recommendation(report, consultant, words, Grounds(is_judgement=True))
    actions.save_texts(report, consultant, title="", summary="Good.")
    actions.issue_report(report, consultant)
    return audit


@pytest.fixture
def second(first):
    audit = AuditFactory(
        client=first.client,
        checklist_version=first.checklist_version,
        starts_on=date(2026, 9, 1),
    )
    site = first.visits.first().site
    for number in range(3):
        approved_visit(audit, site, key=f"b{number}", points=(100, 0, 100, 0, 100))
    return audit


def name(prediction):
    return "own" if prediction.code.startswith("own-") else prediction.code


def lines(audit):
    return {name(line.prediction): line for line in queries.ledger(audit).lines}


def test_issued_recommendation_is_a_prediction_at_its_site(first):
    found = {name(one): one for one in queries.ledger(first).waiting}
    one = found["S1-01"]
    assert (one.site.key, one.passed, one.visits, one.exact) == ("kuopio", 0, 3, 20_000_000)
    assert 0 < one.expected < one.exact
    assert found.keys() == {"S1-01", "S2-01", "own"}


def test_next_round_gives_the_verdict(second):
    found = lines(second)
    assert found["S1-01"].verdict.outcome is Outcome.FIXED
    assert found["S2-01"].verdict.outcome is Outcome.NOT_YET
    assert [found[code].observed for code in ("S1-01", "S2-01")] == [20, 0]


def test_totals_reconcile(second):
    site = queries.ledger(second).sites[0]
    assert (site.before, site.after) == (60, 60)
    assert site.observed + site.rest == site.change == 0
    assert site.rest == Fraction(-20)
    assert site.predicted == sum(line.predicted for line in site.lines) > 0


def test_nobody_closes_on_evidence_of_her_own(second, consultant):
    line = lines(second)["S1-01"]
    with pytest.raises(ValidationError, match="somebody else"):
        actions.close_prediction(line.prediction, second, second.visits.first().auditor)
    actions.close_prediction(line.prediction, second, consultant)
    closed = lines(second)["S1-01"].prediction
    assert (closed.closed_outcome, closed.closed_by) == ("fixed", consultant)
    with pytest.raises(ValidationError, match="closed already"):
        actions.close_prediction(closed, second, consultant)


def test_what_no_question_answers_is_answered_from_a_visit(first, second, consultant):
    prediction = lines(second)["own"].prediction
    with pytest.raises(ValidationError, match="too few visits"):
        actions.close_prediction(prediction, second, consultant)
    visits = list(second.visits.all())
    with pytest.raises(ValidationError, match="later visit to the same site"):
        answer(prediction, first.visits.first(), consultant)
    with pytest.raises(ValidationError, match="Say what"):
        answer(prediction, visits[0], consultant, comment=" ")
    for visit in visits:
        answer(prediction, visit, consultant)
    with pytest.raises(ValidationError, match="somebody else"):
        actions.close_prediction(prediction, second, consultant)
    actions.close_prediction(prediction, second, UserFactory())


def answer(prediction, visit, user, comment="The staff asked."):
    return actions.answer_check(prediction, visit, user, is_done=True, comment=comment)


def test_question_that_a_visit_asks_is_not_answered_by_hand(second, consultant):
    with pytest.raises(ValidationError, match="by themselves"):
        answer(lines(second)["S1-01"].prediction, second.visits.first(), consultant)


def test_withdrawn_report_predicts_nothing(first, second):
    first.reports.update(withdrawn_at="2026-08-01T00:00Z")
    assert queries.ledger(second).lines == ()


def test_page_shows_predicted_and_observed(client, second, consultant):
    client.force_login(consultant)
    body = client.get(reverse("reports:audit-ledger", args=[second.key])).content.decode()
    assert "1 of 3 checks are fixed." in body
    assert "+20.0" in body
    assert "Questions without a recommendation" in body


def test_check_is_answered_and_closed_on_the_pages(client, second, consultant):
    client.force_login(consultant)
    own = lines(second)["own"].prediction
    values = {"visit": second.visits.first().pk, "is_done": "yes", "comment": "Heard it."}
    sent = client.post(reverse("reports:check-answer", args=[second.key, own.pk]), values)
    assert sent.status_code == 302
    fixed = lines(second)["S1-01"].prediction
    client.post(reverse("reports:prediction-close", args=[second.key, fixed.pk]))
    assert lines(second)["S1-01"].prediction.closed_at


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_a_fixed_number_of_queries(
    client, second, consultant, count, django_assert_num_queries
):
    for number in range(count):
        site = second.visits.first().site
        approved_visit(second, site, key=f"more{number}", points=(100, 0, 100, 0, 100))
    client.force_login(consultant)
    with django_assert_num_queries(40):
        client.get(reverse("reports:audit-ledger", args=[second.key]))
