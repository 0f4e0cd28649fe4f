"""The tablet in a real browser: without a network, with two tabs, with somebody else signed in."""

import json
import re
import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audits.models import Status, Visit
from audits.views import worker
from tests.audits.visits import accepted_visit, fill, started_visit, values
from tests.factories import STAGE_KEYS, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


@pytest.fixture
def no_surprises(no_surprises):
    """A network that is away is no fault of the page: the browser notes each vain request."""
    yield no_surprises
    vain = ("Failed to load resource", "error occurred when fetching the script")
    no_surprises[:] = [text for text in no_surprises if not any(word in text for word in vain)]


@pytest.fixture
def visit(transactional_db):
    return started_visit(auditor=UserFactory(language="en"), due_on=timezone.localdate())


@pytest.fixture
def planned(transactional_db):
    return accepted_visit(auditor=UserFactory(language="en"), due_on=timezone.localdate())


@pytest.fixture
def open_page(page, live_server, sign_in):
    """A page of a visit, with its worker and pages in place when it is to be kept."""

    def open_page(visit, path="", *, is_kept=False, on=page):
        sign_in(visit.auditor)
        on.goto(f"{live_server.url}/visits/{visit.pk}/{path}")
        hydrated(on)
        if is_kept:
            on.locator("html[data-offline=ready]").wait_for(timeout=20_000)
        return on

    return open_page


def hydrated(page):
    page.locator("html[data-ready=on]").wait_for()


def pill(page):
    return page.locator("#pill")


def card(page, code):
    return page.locator(f"#q-{code}")


def answer(page, code, label="Yes"):
    card(page, code).get_by_label(label, exact=True).check()


def drained(page):
    """Nothing waits here any more."""
    for _half_second in range(60):
        counts = page.evaluate("self.ja?.store.user ? ja.store.counts() : null")
        if counts and not counts["answers"] + counts["photos"]:
            return
        page.wait_for_timeout(500)
    raise AssertionError("something still waits")


def all_sent(page):
    """Nothing waits here any more, and the page says so."""
    drained(page)
    expect(pill(page)).to_contain_text("All sent", timeout=15_000)


def runs(page, what):
    for _tenth in range(100):
        if page.evaluate(f"Boolean({what})"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{what} never came")


def waiting(page):
    return page.evaluate("ja.store.counts()")


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


def test_two_tabs_show_the_same(page, visit, open_page):
    open_page(visit, "stages/service/")
    other = open_page(visit, "stages/service/", on=page.context.new_page())
    answer(page, "S4-01")
    expect(card(other, "S4-01").get_by_label("Yes", exact=True)).to_be_checked()
    answer(other, "S4-01", "Not observed")
    expect(card(page, "S4-01").get_by_label("Yes", exact=True)).not_to_be_checked()
    all_sent(page)
    assert values(visit)["c.S4-01.state"] == "not_observed"


def test_what_another_device_wrote_appears(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    fill(visit)
    page.evaluate("ja.sync.now([ja.visit.id])")
    expect(card(page, "S4-01").get_by_label("Yes", exact=True)).to_be_checked()


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


def test_a_page_of_a_wifi_login_is_not_believed(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to our Wi-Fi</h1>"}
    page.context.route("**/api/v1/**", lambda route: route.fulfill(**portal))
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("The Wi-Fi wants a sign-in of its own · 1 safe here")
    page.context.unroute("**/api/v1/**")
    pill(page).click()
    all_sent(page)
    assert values(visit)["c.S4-01.value"] == "yes"


def test_an_answer_to_another_request_is_not_believed(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    said = {"protocol": 1, "request": str(uuid.uuid4()), "results": [], "changes": [], "rev": 1}
    page.context.route("**/api/v1/sync", lambda route: route.fulfill(json=said))
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("1 safe here")
    assert waiting(page)["answers"] == 1


def test_nothing_is_sent_as_somebody_else(page, visit, open_page, sign_in):
    open_page(visit, "stages/service/")
    all_sent(page)
    sign_in(UserFactory(language="en"))
    answer(page, "S4-01")
    page.evaluate("ja.sync.now()")
    expect(pill(page)).to_contain_text("Somebody else is signed in · 1 safe here")
    assert "c.S4-01.value" not in values(visit)
    sign_in(visit.auditor)
    page.evaluate("ja.sync.now()")
    all_sent(page)


def test_a_lost_session_is_no_lost_work(page, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.clear_cookies()
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("Sign in to send 1")
    page.reload()
    hydrated(page)
    expect(card(page, "S4-01").get_by_label("Yes", exact=True)).to_be_checked()
    expect(pill(page)).to_contain_text("Sign in to send 1")
    pill(page).click()
    page.wait_for_url("**/sign-in/**")


def test_a_store_that_refuses_is_told_in_red_and_tried_again(page, visit, open_page):
    open_page(visit, "stages/service/")
    page.evaluate(
        """() => { const put = IDBObjectStore.prototype.put; self.mend = () => {
        IDBObjectStore.prototype.put = put; }; IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("Not saved! The tablet is full")
    assert page.evaluate("ja.held.size") == 1
    page.evaluate("mend()")
    all_sent(page)
    assert values(visit)["c.S4-01.value"] == "yes"


def test_today_is_made_ready_with_one_button(page, live_server, visit, sign_in):
    sign_in(visit.auditor)
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("Needs a network so far")).to_be_visible()
    page.get_by_role("button", name="Make all of today’s visits ready").click()
    expect(page.get_by_text("All of today’s visits are ready")).to_be_visible(timeout=20_000)
    page.context.set_offline(True)
    page.get_by_role("link", name=visit.site.name).click()
    hydrated(page)


def test_signing_out_asks_before_it_forgets(page, live_server, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.route("**/api/v1/sync", lambda route: route.abort())
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("1 safe here")
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text("1 only on this tablet")).to_be_visible()
    sign_out(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Something has not been sent")
    dialog.get_by_text("Delete them", exact=True).click()
    delete = dialog.get_by_role("button", name="Delete and sign out")
    expect(delete).to_be_disabled()
    dialog.get_by_role("button", name=f"Keep them locked for {visit.auditor.name}").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    assert page.evaluate("caches.open('ja-pages').then(c => c.keys()).then(k => k.length)") == 0
    names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert f"ja-{visit.auditor.pk}" in names
    assert page.evaluate("navigator.storageBuckets.keys()") == [f"ja-{visit.auditor.pk}"]


def test_signing_out_with_nothing_unsent_forgets_all(page, live_server, visit, open_page):
    open_page(visit, "stages/service/", is_kept=True)
    answer(page, "S4-01")
    all_sent(page)
    page.goto(f"{live_server.url}/visits/")
    hydrated(page)
    sign_out(page)
    expect(page.get_by_label("E-mail")).to_be_visible()
    names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert f"ja-{visit.auditor.pk}" not in names
    assert page.evaluate("navigator.storageBuckets.keys()") == []


def sign_out(page):
    page.locator(".bar details.menu summary").last.click()
    page.get_by_role("button", name="Sign out").click()


def test_a_rescue_file_holds_what_was_not_sent(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    page.context.route("**/api/v1/**", lambda route: route.abort())
    answer(page, "S4-01")
    pill(page).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a rescue file").click()
    data = json.loads(download.value.path().read_text())
    assert data["kind"] == "journeyaudit-rescue"
    assert data["visits"][0]["visit"] == str(visit.public_id)
    assert [row["key"] for row in data["visits"][0]["mutations"]] == ["c.S4-01.value"]


def test_what_is_where_is_for_everybody(page, visit, open_page, axe):
    open_page(visit, "stages/service/")
    all_sent(page)
    pill(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("Answers on the server")
    assert axe(page) == []


def test_nothing_is_loaded_from_elsewhere(page, live_server, visit, open_page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(visit, "stages/service/", is_kept=True)
    assert [url for url in asked if not url.startswith((live_server.url, "blob:", "data:"))] == []


def test_what_the_server_refused_is_shown_and_can_be_copied(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    page.evaluate("ja.write('c.S4-99.comment', 'No such question')")
    answer(page, "S4-01")
    expect(pill(page)).to_contain_text("1 need a look", timeout=30_000)
    drained(page)
    assert values(visit)["c.S4-01.value"] == "yes"
    pill(page).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("No such question")
    dialog.get_by_role("button", name="Remove from this list").click()
    expect(dialog).not_to_contain_text("No such question")


@pytest.mark.parametrize("status", [400, 413])
def test_a_refused_batch_is_halved_until_the_culprit_stands_alone(page, visit, open_page, status):
    open_page(visit, "stages/service/")
    all_sent(page)

    def refuse(route):
        sent = route.request.post_data_json["mutations"]
        if any(row["key"] == "c.S4-01.comment" for row in sent):
            return route.fulfill(status=status, json={"protocol": 1, "error": "malformed"})
        return route.continue_()

    page.context.set_offline(True)
    for key in ("c.S4-01.value", "c.S4-01.comment", "s.service.SC-WHY", "s.service.SC-EMO"):
        page.evaluate("key => ja.write(key, key.endsWith('EMO') ? 2 : 'yes')", key)
    page.context.route("**/api/v1/sync", refuse)
    page.context.set_offline(False)
    expect(pill(page)).to_contain_text("1 need a look", timeout=30_000)
    drained(page)
    assert values(visit)["s.service.SC-EMO"] == 2
    assert "c.S4-01.comment" not in values(visit)


def test_a_connection_that_was_closed_is_opened_again(page, visit, open_page):
    open_page(visit, "stages/service/")
    page.evaluate("ja.store.open().then(db => db.close())")
    answer(page, "S4-01")
    all_sent(page)
    assert values(visit)["c.S4-01.value"] == "yes"


def test_the_kept_pages_go_when_somebody_else_comes(page, live_server, visit, open_page, sign_in):
    open_page(visit, "stages/service/", is_kept=True)
    other = started_visit(auditor=UserFactory(language="en"), due_on=timezone.localdate())
    sign_in(other.auditor)
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text(other.site.name)).to_be_visible()
    urls = page.evaluate("ja.pages.open().then(c => c.keys()).then(all => all.map(r => r.url))")
    assert [url for url in urls if f"/visits/{visit.pk}/" in url] == []


def test_a_new_release_waits_until_nothing_is_unsent(page, visit, open_page, monkeypatch):
    open_page(visit, "stages/service/", is_kept=True)
    page.context.route("**/api/v1/sync", lambda route: route.abort())
    answer(page, "S4-01")
    monkeypatch.setattr(worker, "kept_build", lambda: "another-build")
    page.evaluate("ja.worker.update().then(() => {})")
    page.wait_for_timeout(1500)
    expect(pill(page)).to_contain_text("1 safe here")
    page.context.unroute("**/api/v1/sync")
    page.evaluate("ja.sync.now()")
    expect(pill(page)).to_contain_text("New version: restart", timeout=20_000)
    with page.expect_navigation():
        pill(page).click()
    all_sent(page)
    caches = page.evaluate("caches.keys()")
    assert sorted(caches) == ["ja-assets-another-build", "ja-pages"]


def test_a_copied_tablet_takes_a_new_name_and_keeps_its_mutations(page, visit, open_page):
    open_page(visit, "stages/service/")
    all_sent(page)
    before = page.evaluate("ja.store.device()")

    def clash(route):
        is_old = route.request.post_data_json["device"] == before
        said = {"protocol": 1, "error": "device_clash"}
        return route.fulfill(status=409, json=said) if is_old else route.continue_()

    page.context.route("**/api/v1/sync", clash)
    answer(page, "S4-01")
    all_sent(page)
    assert page.evaluate("ja.store.device()") != before
    assert values(visit)["c.S4-01.value"] == "yes"
