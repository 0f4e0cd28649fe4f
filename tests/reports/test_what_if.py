import pytest
from django.urls import reverse

from accounts.models import Role
from audits.bundle import visit_inputs
from audits.scoring import FULL, audit_scores, scheme_of, what_if_scores
from reports import actions, queries
from reports.document import Wishes, simulator
from reports.templatetags.report import span
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    approved_visit,
)
from tests.reports import material


def simulated(visits=5):
    bundle = material.bundle(visits)
    return simulator(bundle, Wishes(language="en"), material.document(visits, "en"))


def test_outcome_is_that_of_the_engine():
    found = simulated()
    told = found.outcome(0b111)
    codes = {code for one in told.done for code in one.criteria}
    bundle = material.bundle(5)
    scheme, inputs = scheme_of(bundle.checklist), visit_inputs(bundle)
    expected = what_if_scores(scheme, inputs, dict.fromkeys(codes, FULL))
    assert told.after.micro == expected.whole.total.both.micro
    assert told.before.micro == audit_scores(scheme, inputs).whole.total.both.micro


def test_shares_add_up_to_the_gain():
    told = simulated().outcome(0b11111)
    assert abs(sum(share.gain.micro for share in told.shares) - told.gain.micro) <= 3
    assert told.is_shapley
    assert not simulated().outcome(0b1111111).is_shapley


def test_range_stays_as_wide_as_the_visits_are_few():
    one, many = simulated(1).outcome(0b11), simulated(30).outcome(0b11)
    assert int(one.high) - int(one.low) > 2 * (int(many.high) - int(many.low))


def test_cheapest_way_reaches_the_shown_target():
    way = simulated().cheapest(85)
    assert int(way.after.shown) >= 85


def test_report_says_what_three_would_have_given():
    found = material.document(5).what_if
    assert len(found.numbers) == 3
    assert found.after.micro > found.before.micro
    assert int(found.low) <= int(found.after.shown) <= int(found.high)


@pytest.fixture
def report(db):
    audit = AuditFactory(target=70)
    approved_visit(audit, SiteFactory(client=audit.client), points=(0, 0, 100, 100, 0))
    return actions.start_report(audit, UserFactory(), language="en")


@pytest.fixture
def desk(client, report):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=report.client, role=Role.CONSULTANT)
    client.force_login(user)
    return client


def page(desk, report, query=""):
    return desk.get(reverse("reports:report-what-if", args=[report.public_id]) + query)


def test_page_scores_what_is_ticked(desk, report):
    answer = page(desk, report, "?do=S1-01&do=S2-01")
    outcome = answer.context["outcome"]
    assert (outcome.before.shown, outcome.after.shown) == ("40", "80")
    assert "Together" in answer.content.decode()


def test_page_tells_visits_and_range_of_each_stage(desk, report):
    site = SiteFactory(client=report.client)
    for points in ((0, 0, 100, 0, 0), (100, 0, 100, 100, 0)):
        approved_visit(report.audit, site, points=points)
    found = page(desk, report).content.decode()
    before = queries.document_of(report).stages[0].scores.both
    assert before.low_shown
    assert f'<span class="score-range">{span(before)}</span>' in found
    assert f'<span class="score-range">{before.visits} visit' in found


def test_page_finds_the_cheapest_way_to_the_target(desk, report):
    answer = page(desk, report)
    assert answer.context["cheapest"].query == "do=S1-01&do=S2-01&target=70"
    assert "2 recommendations, 0 points of effort" in answer.content.decode()


def test_page_passes_over_nonsense(desk, report):
    answer = page(desk, report, "?do=none&target=high&budget=-3")
    assert answer.status_code == 200
    assert answer.context["outcome"].after.shown == "40"


@pytest.mark.parametrize("visits", [1, 3])
def test_page_asks_a_fixed_number_of_queries(desk, report, visits, django_assert_max_num_queries):
    site = report.audit.visits.get().site
    for number in range(visits - 1):
        approved_visit(report.audit, site, key=f"more{number}")
    with django_assert_max_num_queries(60):
        page(desk, report)


def test_target_out_of_reach_says_so(desk, report):
    actions.drop_recommendation(report, UserFactory(), "S1-01", reason="In hand.")
    answer = page(desk, report, "?target=100")
    assert "would not reach 100" in answer.content.decode()
