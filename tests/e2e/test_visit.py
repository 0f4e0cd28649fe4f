"""A whole visit in the shop, on a tablet without JavaScript."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audits.actions.answers import Entry, save_answers
from audits.actions.evidence import add_photo
from audits.models import Incident, Promise, Review, ReviewPoint, Status, Visit
from journeys.actions import load_library
from journeys.models import ChecklistVersion
from tests.audits.visits import accepted_visit, photo_file, started_visit, write
from tests.factories import AuditFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(java_script_enabled=False, locale="en"),
]
PASSWORD = "a long enough password"


@pytest.fixture
def visit(transactional_db):
    load_library()
    version = ChecklistVersion.objects.get(checklist__code="store", version=1)
    auditor = UserFactory(language="en")
    auditor.set_password(PASSWORD)
    auditor.save()
    return accepted_visit(
        status=Status.OFFERED,
        auditor=auditor,
        audit=AuditFactory(checklist_version=version),
        due_on=timezone.localdate(),
    )


def knock(page, live_server, user):
    page.goto(f"{live_server.url}/visits/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def answer(page, card):
    """The first way to answer a question, whatever its kind."""
    marks = card.locator("input[type=radio]")
    if marks.count():
        marks.last.check()
    elif card.locator(".answers .affix input, .typed .affix input").count():
        card.locator(".affix input").fill("3")
    else:
        card.locator("textarea").first.fill("Palvelija 1 hymyili.")


def fill_page(page):
    for card in page.locator("fieldset.crit").all():
        answer(page, card)


def go_on(page):
    page.get_by_role("button", name="Save and go on").click()


def test_a_whole_visit_without_javascript(page, live_server, visit):
    knock(page, live_server, visit.auditor)
    page.get_by_role("link", name=visit.site.name).click()
    page.get_by_role("button", name="Accept the visit").click()
    page.get_by_role("link", name="Begin at your desk").click()

    for name in ("Awareness", "Consideration"):
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        fill_page(page)
        go_on(page)

    expect(page.get_by_role("heading", name="What do you expect?")).to_be_visible()
    fill_page(page)
    go_on(page)
    page.get_by_role("button", name="Seal and start").click()

    expect(page.get_by_role("heading", level=1, name="Purchase")).to_be_visible()
    fill_page(page)
    log_a_promise(page)
    log_a_failure(page)
    add_a_photo(page)
    for name in ("Service and use", "Aftercare and loyalty", "Closing questions"):
        go_on(page)
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        fill_page(page)
    go_on(page)

    expect(page.locator("[data-missing]")).to_be_hidden()
    page.get_by_role("button", name="Send the visit").click()
    expect(page.get_by_text("The visit has been sent.")).to_be_visible()
    check_what_was_stored(visit)


def log_a_promise(page):
    page.get_by_role("button", name="Promise", exact=True).click()
    page.get_by_label("The promise, word for word").fill("Valmista kymmenessä minuutissa")
    page.get_by_label("Speed").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Purchase")).to_be_visible()


def log_a_failure(page):
    card = page.locator("#q-A3-02")
    card.get_by_role("button", name="Failure or surprise").click()
    page.get_by_label("A failure").check()
    page.get_by_label("What happened?").fill("Keitto oli kylmää.")
    page.get_by_label("Apologised").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile("/stages/purchase/#q-A3-02$"))


def add_a_photo(page):
    card = page.locator("#q-A3-02")
    card.locator("details.photo summary").click()
    photo = photo_file()
    upload = {"name": photo.name, "mimeType": "image/jpeg", "buffer": photo.read()}
    card.get_by_label("Choose pictures").set_input_files(upload)
    page.locator(".dock").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#q-A3-02 .thumbs img")).to_be_visible()


def check_what_was_stored(visit):
    stored = Visit.objects.get(pk=visit.pk)
    criteria = stored.checklist_version.definition.criteria
    assert stored.status == Status.SUBMITTED
    assert stored.answers.count() == len(criteria)
    assert [row.expectation for row in stored.impressions.all()] == [4] * 5
    assert len(stored.closing) == 8
    assert (Promise.objects.get().stage, Incident.objects.get().stage) == (3, 3)
    assert stored.evidence.get().criterion == "A3-02"
    assert not stored.changes.exists()


# With JavaScript: comfort, and everybody can use it in every theme.


@pytest.fixture
def busy(transactional_db):
    """A visit sent back with everything a page can show: notes, photos, clashes, moments."""
    visit = started_visit(status=Status.SENT_BACK, auditor=UserFactory(language="en"))
    write(visit, **{"c.S3-01.value": "no", "c.S3-01.comment": "Two waited."})
    save_answers(visit, [Entry("c.S3-01.comment", "One.", "")], by=visit.auditor)
    add_photo(visit, "S3-01", photo_file(), by=visit.auditor)
    Incident.objects.create(visit=visit, stage=3, polarity="failure", what="Cold soup")
    Promise.objects.create(visit=visit, stage=1, kind="speed", wording="In 10 min")
    review = Review.objects.create(visit=visit, reason="One thing.")
    ReviewPoint.objects.create(review=review, criterion="S3-01", reason="Which door?")
    return visit


with_javascript = pytest.mark.browser_context_args(java_script_enabled=True)


@with_javascript
def test_answers_and_their_opposites_exclude_each_other(page, live_server, busy, sign_in):
    sign_in(busy.auditor)
    page.goto(f"{live_server.url}/visits/{busy.pk}/stages/service/")
    card = page.locator("#q-S4-01")
    names = ("Yes", "No", "Not observed", "What did you see or hear?")
    yes, no, not_seen, comment = (card.get_by_label(name, exact=True) for name in names)
    expect(comment).to_be_hidden()
    no.check()
    expect(comment).to_be_visible()
    not_seen.check()
    expect(no).not_to_be_checked()
    yes.check()
    expect(not_seen).not_to_be_checked()
    yes.click()
    expect(yes).not_to_be_checked()


@with_javascript
@pytest.mark.parametrize("theme", ["light", "dark", "dim"])
def test_the_busiest_page_is_for_everybody_in_every_theme(
    page, live_server, busy, sign_in, axe, theme
):
    page.add_init_script(f"localStorage.setItem('ja-theme', '{theme}')")
    sign_in(busy.auditor)
    page.goto(f"{live_server.url}/visits/{busy.pk}/stages/purchase/")
    expect(page.get_by_text("Which door?")).to_be_visible()
    expect(page.get_by_text("had written “Two waited.”")).to_be_visible()
    card = page.locator("#q-S3-01")
    card.get_by_label("Does not apply").check()
    for tool in ("Photo", "Guidance"):
        card.locator("summary", has_text=tool).click()
    assert axe(page) == []


@with_javascript
def test_a_visit_is_filled_with_the_keyboard_alone(page, live_server, busy, sign_in):
    sign_in(busy.auditor)
    page.goto(f"{live_server.url}/visits/{busy.pk}/stages/service/")
    page.locator("#q-S4-01").get_by_label("Yes").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-SC-EXP")
    page.locator("#pill", has_text="All sent").wait_for()
    assert busy.answers.get(criterion="S4-01").value == "no"
