"""Checks from the last round on the auditor's tablet and on the editor's page."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role
from tests.audits.test_checks import check_at, this_round
from tests.audits.visits import started_visit, values, write
from tests.e2e.tablet.acts import all_sent, hydrated
from tests.factories import MembershipFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]
WISH = {"en": "Look up from the till when somebody comes in."}


@pytest.fixture
def visit(transactional_db):
    visit = this_round(started_visit(auditor=UserFactory(language="en")))
    text = {"en": "Greet every customer within a minute"}
    check_at(visit, text=text, wish=WISH, stage=4)
    return visit


def test_check_is_answered_without_a_network(page, live_server, sign_in, visit, axe, forgiving):
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/{visit.pk}/")
    expect(page.get_by_text("Greet every customer")).to_be_visible()
    page.goto(f"{live_server.url}/visits/{visit.pk}/stages/service/")
    page.locator("html[data-offline=ready]").wait_for(timeout=20_000)
    page.context.set_offline(True)
    page.reload()
    hydrated(page)
    card = page.locator("fieldset.check")
    card.get_by_label("Not yet").check()
    card.locator("summary").click()
    card.get_by_label("What shows it?").fill("Nobody looked up.")
    expect(page.locator("[data-left]")).not_to_contain_text("Greet")
    assert axe(page) == []
    page.reload()
    hydrated(page)
    expect(card.get_by_label("Not yet")).to_be_checked()
    expect(card.get_by_label("What shows it?")).to_have_value("Nobody looked up.")
    page.context.set_offline(False)
    all_sent(page)
    found = {key: value for key, value in values(visit).items() if key.startswith("k.")}
    assert sorted(found.values()) == ["Nobody looked up.", "not_yet"]


def test_editor_reads_what_was_found(page, live_server, sign_in, visit):
    check = visit.site.checks.get()
    visit.findings.create(check_of=check, outcome="fixed", comment="All three greeted.")
    write(visit, **{"c.S4-01.value": "yes"})
    desk = MembershipFactory(client=visit.audit.client, role=Role.EDITOR, user__language="en").user
    sign_in(desk)
    page.goto(live_server.url + reverse("audits:visit-detail", args=[visit.audit.key, visit.pk]))
    table = page.get_by_role("table", name="Checks from the last round")
    expect(table).to_contain_text("All three greeted.")
    expect(table).to_contain_text("Fixed")
