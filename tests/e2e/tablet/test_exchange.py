"""The tablet and the server: two tabs, other devices, answers that are none."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.audits.visits import fill, values
from tests.e2e.tablet.acts import all_sent, answer, card, drained, hydrated, pill, waiting
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


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


def test_what_is_where_is_for_everybody(page, visit, open_page, axe):
    open_page(visit, "stages/service/")
    all_sent(page)
    pill(page).click()
    expect(page.get_by_role("dialog")).to_contain_text("Answers on the server")
    assert axe(page) == []


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


def test_no_database_is_made_for_nobody(page, visit, open_page):
    open_page(visit, "stages/service/")
    refused = page.evaluate("ja.store.open(null).catch((fault) => fault.message)")
    assert refused == "signed out"
    names = page.evaluate("indexedDB.databases().then((all) => all.map(({name}) => name))")
    assert names == [f"ja-{visit.auditor.pk}"]
