"""Version 2 of the shop's checklist as its auditor meets it, without a network."""

import pytest
from playwright.sync_api import expect

from audits.queries.visit import visit_record
from audits.queries.visit_progress import stage_progress
from journeys.actions import load_library
from journeys.models import ChecklistVersion
from tests.audits.visits import started_visit
from tests.e2e.tablet.acts import all_sent, hydrated
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


@pytest.fixture
def visit(transactional_db):
    load_library()
    version = ChecklistVersion.objects.get(checklist__code="store", version=2)
    return started_visit(audit__checklist_version=version, auditor=UserFactory(language="en"))


@pytest.fixture
def stage(page, live_server, sign_in, visit, forgiving):
    """Opens a stage with the network, and goes on without one."""

    def stage(key):
        sign_in(visit.auditor)
        page.goto(f"{live_server.url}/visits/{visit.pk}/stages/{key}/")
        page.locator("html[data-offline=ready]").wait_for(timeout=60_000)
        page.context.set_offline(True)
        page.reload()
        hydrated(page)
        return page

    return stage


def card(page, code):
    return page.locator(f"#q-{code}")


def pick(page, code, label):
    card(page, code).get_by_label(label, exact=True).check()


def test_queue_brings_its_questions_and_takes_them_away(stage):
    page = stage("purchase")
    for code in ("A3-14", "A3-15"):
        expect(card(page, code)).to_be_hidden()
    pick(page, "A3-13", "Yes")
    for code in ("A3-14", "A3-15"):
        expect(card(page, code)).to_be_visible()
    pick(page, "A3-14", "No")
    pick(page, "A3-13", "No")
    expect(card(page, "A3-14")).to_be_hidden()
    pick(page, "A3-10", "No")
    expect(card(page, "A3-10").get_by_text("This answer needs a photo.")).to_be_visible()


def test_failure_asks_how_it_was_put_right_and_the_server_agrees(stage, visit):
    page = stage("service")
    expect(card(page, "A4-09")).to_be_hidden()
    pick(page, "A4-08", "Stated the failure, no apology")
    expect(card(page, "A4-09")).to_be_visible()
    expect(card(page, "A4-15")).to_be_visible()
    expect(card(page, "A4-08").get_by_text("This answer needs a comment.")).to_be_visible()
    pick(page, "A4-05", "No")
    expect(card(page, "A4-05").get_by_text("This answer needs a photo.")).to_be_visible()
    told = page.evaluate("ja.progress(ja.visit.parts.find(one => one.place === ja.visit.place))")
    page.context.set_offline(False)
    all_sent(page)
    record = visit_record(visit)
    found = stage_progress(record, record.checklist.stages[3])
    assert (told["asked"], told["done"]) == (found.asked, found.done)
