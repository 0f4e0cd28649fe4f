"""After-care on the tablet: locked until its day, by the server's clock, without a network."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audits.models import StagePlan
from tests.audits.visits import started_visit, values
from tests.e2e.tablet.acts import all_sent, hydrated
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


@pytest.fixture
def visit(transactional_db):
    """Begun today; its last stage opens tomorrow."""
    visit = started_visit(auditor=UserFactory(language="en"), due_on=timezone.localdate())
    StagePlan.objects.create(visit=visit, stage=5, after_days=1)
    return visit


@pytest.fixture
def loyalty(page, live_server, sign_in, visit, forgiving):
    """The stage's page as the tablet kept it, opened without a network by a clock that is off."""

    def loyalty(**off):
        sign_in(visit.auditor)
        page.clock.install(time=timezone.now() + timedelta(**off))
        page.goto(f"{live_server.url}/visits/{visit.pk}/stages/service/")
        page.locator("html[data-offline=ready]").wait_for(timeout=60_000)
        all_sent(page)
        page.context.set_offline(True)
        page.goto(f"{live_server.url}/visits/{visit.pk}/stages/loyalty/")
        hydrated(page)
        return page

    return loyalty


SENTENCE = "Until then there is nothing to do here."


@pytest.mark.parametrize("days", [0, 3])
def test_stage_is_locked_whatever_the_tablets_clock_says(loyalty, axe, days):
    page = loyalty(days=days)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    expect(page.locator("#q-S5-01")).to_be_hidden()
    assert axe(page) == []


def test_stage_opens_on_its_day_and_may_be_left_unseen(page, loyalty, visit):
    type(visit).objects.filter(pk=visit.pk).update(started_at=timezone.now() - timedelta(days=2))
    loyalty()
    expect(page.get_by_text(SENTENCE)).to_be_hidden()
    page.get_by_role("button", name="Nothing could be observed in this stage").click()
    expect(page.locator("#q-S5-01").get_by_label("Not observed")).to_be_checked()
    told = page.evaluate("ja.progress(ja.visit.parts.find(one => one.place === ja.visit.place))")
    assert told["missing"] == []
    page.context.set_offline(False)
    all_sent(page)
    assert values(visit)["c.S5-01.state"] == "not_observed"


def test_kept_pages_show_the_lock_in_the_row_of_pages(loyalty, axe):
    page = loyalty()
    step = page.locator(".stepper [data-place='stage:loyalty'] .step")
    expect(step).to_contain_text("opens ")
    page.goto(page.url.replace("loyalty", "service"))
    hydrated(page)
    expect(step).to_have_class("step locked")
    expect(step).to_contain_text("opens ")
    expect(step.locator(".ring")).to_have_count(0)
    assert axe(page) == []


def test_a_failure_is_filed_in_a_stage_that_is_open(loyalty):
    page = loyalty()
    page.goto(page.url.replace("stages/loyalty", "closing"))
    hydrated(page)
    page.get_by_role("button", name="Failure or surprise").last.click()
    stage = page.locator("#i-stage")
    expect(stage).to_have_value("service")
    expect(stage.locator("[value=loyalty]")).to_be_disabled()


def test_list_says_when_it_opens(page, live_server, sign_in, visit):
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("The next stage opens on")).to_be_visible()
