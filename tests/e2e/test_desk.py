"""A consultant sets a round up and an editor checks what comes in."""

import pytest
from django.urls import reverse

from accounts.models import Client, Role
from audits.actions.visit import accept_visit, submit_visit
from audits.models import Audit, Status, Visit
from tests.audits.visits import full_visit
from tests.factories import (
    ChecklistFactory,
    ChecklistVersionFactory,
    MembershipFactory,
    UserFactory,
)


@pytest.fixture
def consultant(transactional_db):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=None)
    return user


@pytest.fixture
def submitted(transactional_db):
    visit = full_visit(site__name="Tampere")
    submit_visit(visit, by=visit.auditor)
    return Visit.objects.get(pk=visit.pk)


def test_from_a_new_client_to_an_offered_visit(page, live_server, sign_in, consultant, axe):
    ChecklistVersionFactory(checklist=ChecklistFactory(is_library=True))
    auditor = MembershipFactory(client=None, role=Role.AUDITOR, user__name="Aino Aalto").user
    sign_in(consultant)
    page.goto(live_server.url)
    page.get_by_role("link", name="To the clients").click()
    page.get_by_role("link", name="New client").first.click()
    page.get_by_label("Name").fill("Café Satama Oy")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a site").click()
    page.get_by_label("Name").fill("Tampere")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="New audit").click()
    page.get_by_label("Title").fill("Autumn 2026")
    page.get_by_label("Checklist").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Plan visits").first.click()
    page.get_by_role("button", name="Choose all").click()
    page.get_by_role("combobox", name="Auditor").select_option(label="Aino Aalto")
    page.get_by_role("button", name="Plan and offer to the auditor").click()
    page.get_by_text("1 visit has been planned.").wait_for()
    assert axe(page) == []
    visit = Visit.objects.get()
    assert (visit.status, visit.auditor, visit.auditor_key) == (Status.OFFERED, auditor, "a1")
    assert (visit.audit.key, Client.objects.get().key) == (
        "cafe-satama-oy-autumn-2026",
        "cafe-satama-oy",
    )
    assert accept_visit(visit, by=auditor)


def test_a_button_shows_once_its_script_is_there(page, live_server, sign_in, consultant):
    audit = full_visit().audit
    page.route("**/check_all*.js", lambda route: route.fulfill(content_type="text/javascript"))
    sign_in(consultant)
    page.goto(live_server.url + reverse("audits:visits-assign", args=[audit.key]))
    page.get_by_role("button", name="Plan only").wait_for()
    assert not page.get_by_role("button", name="Choose all").is_visible()


def test_sent_back_with_a_question_answered_and_approved(
    page, live_server, sign_in, consultant, submitted, axe
):
    sign_in(consultant)
    page.goto(live_server.url + reverse("audits:audit-list"))
    page.get_by_role("link", name="Tampere").click()
    assert axe(page) == []
    question = page.locator("#S2-01")
    question.get_by_text("Ask about this").click()
    question.get_by_role("textbox").fill("Which shelf was empty?")
    assert axe(page) == []
    page.locator("#send-back-reason").get_by_role("button", name="Send back").click()
    page.get_by_text("The visit has been sent back.").wait_for()
    submit_visit(submitted, by=submitted.auditor)
    page.goto(live_server.url + submitted.get_absolute_url())
    page.get_by_text("Which shelf was empty?").first.wait_for()
    page.get_by_role("button", name="Approve").first.click()
    page.get_by_text("1 visit · indicative").first.wait_for()
    assert Visit.objects.get().status == Status.APPROVED
    assert Audit.objects.get().cells.filter(scope="audit", stage=0).exists()
