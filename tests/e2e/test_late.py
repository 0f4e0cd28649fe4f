"""Facts that decide and were noted late: asked for a proof, without a network too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audits.models import Answer
from tests.audits.visits import full_visit
from tests.e2e.tablet.acts import all_sent, hydrated
from tests.factories import ChecklistVersionFactory, UserFactory, checklist_document

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]
EARLIER = timedelta(hours=2)


@pytest.fixture
def visit(transactional_db):
    """Everything is written down at once; one fact decides."""
    document = checklist_document()
    document["criteria"][2]["critical"] = {"effect": "zero_visit"}
    version = ChecklistVersionFactory(document=document)
    return full_visit(auditor=UserFactory(language="en"), audit__checklist_version=version)


@pytest.fixture
def review(page, live_server, sign_in, visit, forgiving):
    """The review as the tablet kept it, with the network gone."""

    def review():
        sign_in(visit.auditor)
        page.goto(f"{live_server.url}/visits/{visit.pk}/review/")
        page.locator("html[data-offline=ready]").wait_for(timeout=20_000)
        all_sent(page)
        page.context.set_offline(True)
        page.reload()
        hydrated(page)
        return page

    return review


def test_what_the_server_knew_is_still_said_offline(review, visit, axe):
    seen = timezone.now() - EARLIER
    Answer.objects.filter(criterion="S3-01").update(observed_at=seen)
    page = review()
    expect(page.locator("[data-late] a")).to_contain_text("Q 3?")
    expect(page.locator("[data-late] a")).to_have_attribute("href", f"{stage(visit)}#q-S3-01")
    assert axe(page) == []


def stage(visit):
    return f"/visits/{visit.pk}/stages/purchase/"


WRITE = """([key, value, observed]) => ja.write(key, value, {observed})"""
PHOTO = """async () => { await ja.store.addPhoto(ja.visit.id, {criterion: "S3-01"},
  new Blob(["x"], {type: "image/jpeg"})) }"""


def test_what_was_laid_on_late_offline_asks_for_a_proof(review):
    page = review()
    expect(page.locator("[data-late]")).to_be_hidden()
    seen = (timezone.now() - EARLIER).isoformat()
    page.evaluate(WRITE, ["c.S3-01.value", "no", seen])
    expect(page.locator("[data-late] a")).to_contain_text("Q 3?")
    page.evaluate(PHOTO)
    expect(page.locator("[data-late]")).to_be_hidden()
