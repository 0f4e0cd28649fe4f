"""The tablet without a network."""

import re

import pytest
from playwright.sync_api import expect

from audits.models import Status, Visit
from tests.audits.visits import fill, started_visit, values
from tests.e2e.tablet.acts import all_sent, answer, card, hydrated, pill, runs, waiting
from tests.factories import STAGE_KEYS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


def test_what_was_filled_in_offline_survives_and_arrives(page, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.set_offline(True)
    answer(page, "S4-01", "No")
    card(page, "S4-01").get_by_label("What did you see or hear?").fill("Nobody looked up.")
    expect(pill(page)).to_contain_text("Offline · 2 safe here")
    again = page.context.new_page()
    page.close()
    again.goto(page.url)
    hydrated(again)
    expect(card(again, "S4-01").get_by_label("No", exact=True)).to_be_checked()
    again.context.set_offline(False)
    all_sent(again)
    assert values(visit)["c.S4-01.value"] == "no"
    assert values(visit)["c.S4-01.comment"] == "Nobody looked up."


@pytest.mark.parametrize("script", ["engine", "visit_fill"])
def test_what_is_tapped_before_the_scripts_are_there_is_kept(
    page, live_server, visit, sign_in, script
):
    """On a slow line: with no script at all, and with the engine waiting for the others."""
    fill(visit)
    held = []

    def hold(route):
        held.append(route)

    page.route(f"**/{script}*.js", hold)
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/{visit.pk}/stages/service/", wait_until="commit")
    if script == "visit_fill":
        runs(page, "self.ja?.visit")
    answer(page, "S4-01", "No")
    card(page, "SC-WHY").locator("textarea").fill("Nobody looked up.")
    held[0].continue_()
    hydrated(page)
    all_sent(page)
    assert values(visit)["c.S4-01.value"] == "no"
    assert values(visit)["s.service.SC-WHY"] == "Nobody looked up."


def test_a_button_pressed_early_waits_for_the_scripts(page, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.set_offline(True)
    page.add_init_script(
        """const add = self.addEventListener; self.addEventListener = (name, deed, how) =>
        name === "DOMContentLoaded" ? (self.begin = deed) : add.call(self, name, deed, how)"""
    )
    page.reload()
    answer(page, "S4-01", "No")
    page.get_by_role("button", name="Save and go on").click()
    page.evaluate("begin()")
    page.wait_for_url("**/loyalty/")
    page.evaluate("begin()")
    hydrated(page)
    assert page.evaluate("ja.values.get('c.S4-01.value')") == "no"


def test_one_goes_through_all_parts_without_a_network(page, visit, open_page):
    open_page(visit, "stages/purchase/", is_kept=True)
    page.context.set_offline(True)
    for place in ("service", "loyalty", "closing", "review"):
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_url(f"**/{place}/")
        hydrated(page)
    page.goto(re.sub(r"\d+/review/$", "", page.url))
    expect(page.get_by_text("Ready without network", exact=True)).to_be_visible()


def test_the_start_is_sealed_without_a_network(page, planned, open_page):
    open_page(planned, "expectation/", is_kept=True)
    page.context.set_offline(True)
    page.reload()
    hydrated(page)
    for field in page.locator("fieldset.crit").all():
        field.locator("input[type=radio]").last.check()
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/start/")
    page.get_by_role("button", name="Seal and start").click()
    page.wait_for_url("**/stages/purchase/")
    hydrated(page)
    answer(page, "S3-01")
    page.context.set_offline(False)
    all_sent(page)
    stored = Visit.objects.get(pk=planned.pk)
    assert stored.sealed_at is not None
    assert values(planned)["c.S3-01.value"] == "yes"
    assert [values(planned)[f"e.{key}"] for key in STAGE_KEYS] == [4] * 5


def test_what_comes_after_the_start_is_closed_before_it(page, planned, open_page):
    open_page(planned, "expectation/", is_kept=True)
    page.goto(page.url.replace("expectation", "stages/service"))
    page.wait_for_url("**/expectation/")


def test_a_visit_sent_offline_goes_when_the_network_comes(page, visit, open_page):
    fill(visit)
    open_page(visit, "review/", is_kept=True)
    page.reload()
    hydrated(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Send the visit").click()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    assert Visit.objects.get(pk=visit.pk).status == Status.ACCEPTED
    page.context.set_offline(False)
    expect(page.get_by_text("The visit has been sent.").first).to_be_visible(timeout=15_000)
    assert Visit.objects.get(pk=visit.pk).status == Status.SUBMITTED


def test_a_visit_new_to_this_device_shows_what_the_server_has(page, visit, open_page):
    """Under the worker too, and before the first exchange."""
    open_page(visit, is_kept=True)
    other = started_visit(auditor=visit.auditor)
    fill(other)
    page.context.route("**/api/v1/**", lambda route: route.abort())
    open_page(other, "stages/service/")
    expect(card(page, "S4-01").get_by_label("Yes", exact=True)).to_be_checked()
    expect(page.locator("[data-place='stage:purchase']")).to_contain_text("8 of 8")
    page.locator("html[data-offline=ready]").wait_for(timeout=20_000)
    page.context.set_offline(True)
    page.reload()
    hydrated(page)


def test_three_hundred_key_strokes_are_one_mutation(page, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.set_offline(True)
    page.evaluate("ja.sync.now()")
    comment = card(page, "S4-01").locator("textarea[name$=comment]")
    card(page, "S4-01").locator("details.comment summary").click()
    comment.press_sequentially("It took a while. " * 5)
    expect(pill(page)).to_contain_text("1 safe here")
    assert waiting(page)["answers"] == 1


def test_today_is_made_ready_with_one_button(page, live_server, visit, sign_in):
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("Needs a network so far")).to_be_visible()
    page.get_by_role("button", name="Make all of today’s visits ready").click()
    expect(page.get_by_text("All of today’s visits are ready")).to_be_visible(timeout=20_000)
    page.context.set_offline(True)
    page.get_by_role("link", name=visit.site.name).click()
    hydrated(page)


def test_nothing_is_loaded_from_elsewhere(page, live_server, visit, open_page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(visit, "stages/service/", is_kept=True)
    assert [url for url in asked if not url.startswith((live_server.url, "blob:", "data:"))] == []
