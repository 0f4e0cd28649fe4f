"""A report is written: a chip, saved by itself, amber after an answer has changed, issued."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.actions.scores import refresh_scores
from reports import actions
from reports.models import Narrative, Report
from tests.factories import (
    AuditFactory,
    MembershipFactory,
    SiteFactory,
    UserFactory,
    add_photo,
    approved_visit,
)

WIDE = {"width": 1180, "height": 820}


@pytest.fixture
def visit(transactional_db):
    audit = AuditFactory()
    site = SiteFactory(client=audit.client)
    return approved_visit(audit, site, points=(0, 0, 100, 100, 100))


@pytest.fixture
def report(visit):
    return actions.start_report(visit.audit, UserFactory(), language="en")


@pytest.fixture
def desk(page, live_server, sign_in, report):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=report.client)
    sign_in(user)
    page.set_viewport_size(WIDE)
    page.goto(live_server.url + report.get_write_url())
    return page


def type_a_sentence(page):
    """Words, and the total of the report found by typing."""
    text = page.get_by_role("textbox", name="Text of the section: Summary")
    text.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("The journey earned {{")
    search = page.get_by_role("combobox", name="Search scores")
    search.fill("score")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("60")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type(" points.")
    return text


def change_an_answer(visit):
    visit.answers.filter(criterion="S1-01").update(micro=100_000_000, value="yes")
    refresh_scores(visit)


def test_from_the_first_word_to_the_issue(desk, visit, report, axe, live_server):
    text = type_a_sentence(desk)
    expect(desk.get_by_text("Saved at")).to_be_visible()
    frame = desk.frame_locator("iframe")
    expect(frame.get_by_text("The journey earned 60 points.")).to_be_visible()
    assert Narrative.objects.get().body == "The journey earned {{score:total}} points."
    assert axe(desk) == []

    desk.reload()
    expect(text.locator(".fact")).to_have_text("60")
    change_an_answer(visit)
    desk.reload()
    expect(text.locator(".mark-stale").first).to_be_visible()
    expect(desk.get_by_text("60 is now 80")).to_be_visible()
    assert axe(desk) == []

    issue = live_server.url + reverse("reports:report-issue", args=[report.public_id])
    desk.goto(issue)
    desk.get_by_role("button", name="Issue the report").click()
    expect(desk.get_by_text("The texts are not ready yet")).to_be_visible()
    assert Report.objects.get().snapshot is None

    desk.goto(live_server.url + report.get_write_url())
    desk.get_by_role("button", name="The sentence is true").click()
    expect(desk.get_by_text("60 is now 80")).to_be_hidden()
    desk.goto(issue)
    desk.get_by_role("button", name="Issue the report").click()
    expect(desk.get_by_text("The report is issued.")).to_be_visible()
    expect(desk.get_by_text("The journey earned 80 points.")).to_be_visible()


def test_typed_number_is_marked_where_it_stands(desk):
    text = desk.get_by_role("textbox", name="Text of the section: Summary")
    text.click()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("We heard 12 complaints.")
    expect(text.locator(".mark-number")).to_have_text("12")
    desk.get_by_role("button", name="It is meant").click()
    expect(text.locator(".mark-number")).to_have_count(0)


def test_page_without_script_saves_plain_words(browser, live_server, sign_in, page, report):
    user = UserFactory(language="en")
    MembershipFactory(user=user, client=report.client)
    sign_in(user)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies(live_server.url))
    plain = context.new_page()
    plain.goto(live_server.url + report.get_write_url())
    plain.get_by_label("Text of the section: Summary").fill("It earned {{score:total}}.")
    plain.get_by_role("button", name="Use this draft").click()
    assert plain.get_by_label("Text of the section: Summary").input_value() == (
        "It earned {{score:total}}."
    )
    assert Narrative.objects.get().body == "It earned {{score:total}}."
    context.close()


def test_photo_is_cut_with_the_keyboard(desk, visit, report, axe, live_server):
    add_photo(visit, "S1-01")
    page = desk
    page.goto(live_server.url + reverse("reports:choices-edit", args=[report.public_id, "photo"]))
    page.get_by_text("Cut the photo").click()
    edge = page.get_by_role("slider", name="Left edge")
    edge.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(edge).to_have_attribute("aria-valuetext", "11 %")
    assert axe(page) == []
    page.get_by_role("button", name="Save the choice").click()
    expect(page.get_by_text("The choice is saved.")).to_be_visible()
    assert report.choices.get(kind="photo").cut == (11, 0, 0, 0)


def test_keyboard_reaches_the_text_in_a_few_steps(desk):
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to the text")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Bold")).to_be_focused()
    desk.keyboard.press("End")
    expect(desk.get_by_role("button", name="Insert a figure or quote")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("textbox", name="Text of the section: Summary")).to_be_focused()


def test_chosen_section_begins_at_its_text(desk):
    desk.get_by_role("link", name="Profile").click()
    expect(desk.get_by_role("textbox", name="Text of the section: Profile")).to_be_visible()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Bold")).to_be_focused()


def names(page):
    return page.locator(".choosing > li").evaluate_all("all => all.map(one => one.dataset.name)")


def drag(page, thing, onto):
    """With the mouse: take the grip of one thing, let go a little below the top of another."""
    grips = page.locator("[data-grip]")
    held, target = grips.nth(thing).bounding_box(), page.locator(".choosing > li").nth(onto)
    page.mouse.move(held["x"] + 20, held["y"] + 20)
    page.mouse.down()
    box = target.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 30, steps=4)
    page.mouse.move(box["x"] + 20, box["y"] + 5, steps=4)


def test_sections_are_dragged_into_order(desk, report, axe, live_server):
    desk.goto(live_server.url + reverse("reports:choices-edit", args=[report.public_id, "section"]))
    first, second, third, *rest = names(desk)
    drag(desk, 2, 0)
    desk.mouse.up()
    assert names(desk) == [third, first, second, *rest]
    expect(
        desk.get_by_text(f"{third} is now number 1. Save the choice to keep it.")
    ).to_be_visible()
    assert axe(desk) == []
    desk.get_by_role("button", name="Save the choice").click()
    expect(desk.get_by_text("The choice is saved.")).to_be_visible()
    assert names(desk) == [third, first, second, *rest]
    desk.reload()
    assert names(desk)[:2] == [third, first]


def test_dragged_thing_goes_back_with_escape(desk, report, live_server):
    desk.goto(live_server.url + reverse("reports:choices-edit", args=[report.public_id, "section"]))
    before = names(desk)
    drag(desk, 2, 0)
    assert names(desk) != before
    desk.keyboard.press("Escape")
    desk.mouse.up()
    assert names(desk) == before
    assert desk.locator("[name$=-place]").first.input_value() == "1"
