"""Covert mode on a phone, and the notes laid on questions at the desk."""

import pytest
from playwright.sync_api import expect

from audits.models import Answer, Incident, Stamp
from tests.audits.visits import started_visit
from tests.factories import ChecklistVersionFactory, UserFactory, checklist_document

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visit(transactional_db):
    document = checklist_document()
    document["criteria"][2] |= {
        "type": "number",
        "unit": {"fi": "minuuttia", "sv": "minuter", "en": "minutes"},
        "scoring": {"steps": [[5, 100]], "better": "lower", "else": 0},
    }
    version = ChecklistVersionFactory(document=document)
    auditor = UserFactory(language="en")
    return started_visit(auditor=auditor, audit__checklist_version=version)


@pytest.fixture
def notes(page, live_server, sign_in, visit, forgiving):
    page.set_viewport_size(PHONE)
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/notes/")
    page.wait_for_selector("html[data-ready]")
    return page


def tap(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def says(page, *lines):
    """The list, line by line; waited for, since it is drawn anew with every piece of news."""
    expect(page.locator("#list li > span")).to_have_text(list(lines))


def test_stamps_are_kept_without_a_network(notes):
    notes.context.set_offline(True)
    tap(notes, "Arrived")
    notes.get_by_role("textbox", name="Text").fill("Nobody looked up.")
    tap(notes, "Bad")
    notes.get_by_role("textbox", name="Text").fill("Two at the till.")
    notes.keyboard.press("Enter")
    expect(notes.locator("#list li")).to_have_count(3)
    says(notes, "Arrived", "− Nobody looked up.", "Two at the till.")
    expect(notes.get_by_role("status")).to_have_text("Saved here · 3")
    notes.context.set_offline(False)


def test_a_stamp_is_taken_back_and_put_back(notes):
    tap(notes, "Paid")
    notes.get_by_role("button", name="Remove").click()
    expect(notes.locator("#list li")).to_have_count(0)
    tap(notes, "Put back")
    expect(notes.locator("#list li")).to_have_count(1)


def test_the_title_hides_everything(notes):
    tap(notes, "Arrived")
    tap(notes, "Notes")
    expect(notes.get_by_text("Arrived").first).to_be_hidden()
    expect(notes.locator("footer")).to_be_hidden()
    notes.keyboard.press("Escape")
    expect(notes.get_by_text("Arrived").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everybody(notes, axe, scheme):
    notes.emulate_media(color_scheme=scheme)
    tap(notes, "Arrived")
    notes.locator("summary").click()
    assert axe(notes) == []
    sizes = notes.evaluate(
        "[...document.querySelectorAll('button, input:not([type=hidden]), select, summary, a')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())"
        ".filter(({width, height}) => Math.min(width, height) < 44).length"
    )
    assert sizes == 0
    assert notes.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# At the desk


def choose(page, *names):
    for name in names:
        page.get_by_label(name).check()


def test_notes_of_the_shop_become_a_waiting_time(notes, live_server, visit, axe):
    """Without a network in the shop, laid on at the desk, on the server at the end."""
    notes.wait_for_selector("html[data-offline=ready]")
    notes.context.set_offline(True)
    notes.reload()
    notes.wait_for_selector("html[data-ready]")
    tap(notes, "Arrived")
    tap(notes, "Noticed")
    expect(notes.locator("#list li")).to_have_count(2)
    notes.context.set_offline(False)
    expect(notes.get_by_role("status")).to_have_text("Saved", timeout=20_000)
    assert [row.kind for row in Stamp.objects.all()] == ["arrived", "noticed"]

    notes.set_viewport_size({"width": 820, "height": 1180})
    notes.goto(f"{live_server.url}/visits/{visit.pk}/stamps/")
    notes.wait_for_selector("html[data-ready=on]")
    choose(notes, "Arrived", "Noticed")
    expect(notes.locator("#between")).to_contain_text("from the first to the second")
    notes.get_by_label("Question").select_option("S3-01")
    assert axe(notes) == []
    tap(notes, "Lay the time between them on the question")
    expect(notes.locator("#between")).to_contain_text("Laid on: ◷ 3.1 Q 3?")
    choose(notes, "Noticed")
    tap(notes, "Write into the comment of the question")
    notes.evaluate(SYNCED)
    answer = Answer.objects.get(criterion="S3-01")
    assert (answer.value, answer.comment[5:]) == (0, " Noticed")
    assert answer.observed_at < answer.entered_at


SYNCED = """async () => {
  for (let i = 0; i < 60; i++) {
    await ja.sync.now([ja.visit.id]);
    const {answers} = await ja.store.counts();
    if (!answers && ja.sync.state === "ok") return;
    await new Promise((done) => setTimeout(done, 300));
  }
}"""


def test_a_bad_moment_fills_the_sheet_without_a_network(notes, live_server, visit, axe):
    at = visit.started_at.replace(microsecond=0)
    Stamp.objects.create(visit=visit, kind="bad", text="Cold soup.", at=at)
    notes.goto(f"{live_server.url}/visits/{visit.pk}/stamps/")
    notes.wait_for_selector("html[data-offline=ready]")
    notes.context.set_offline(True)
    choose(notes, "Bad Cold soup.")
    tap(notes, "Make a failure or surprise of it")
    expect(notes.get_by_label("What happened?")).to_have_value("Cold soup.")
    expect(notes.locator("#i-failure")).to_be_checked()
    assert axe(notes) == []
    tap(notes, "Save")
    expect(notes.locator("#between")).to_have_text("Noted.")
    notes.context.set_offline(False)
    notes.evaluate(SYNCED)
    incident = Incident.objects.get()
    assert (incident.what, incident.stage, incident.happened_at) == ("Cold soup.", 4, at)
