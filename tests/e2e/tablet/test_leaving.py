"""Signing out, somebody else, a new release, the rescue file."""

import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audits.views import worker
from tests.audits.visits import started_visit
from tests.e2e.tablet.acts import all_sent, answer, hydrated, pill
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser_context_args(locale="en"),
]


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


def test_the_kept_pages_go_when_somebody_else_comes(page, live_server, visit, open_page, sign_in):
    open_page(visit, "stages/service/", is_kept=True)
    other = started_visit(auditor=UserFactory(language="en"), due_on=timezone.localdate())
    sign_in(other.auditor)
    page.goto(f"{live_server.url}/visits/")
    expect(page.get_by_text(other.site.name)).to_be_visible()
    urls = page.evaluate("ja.pages.open().then(c => c.keys()).then(all => all.map(r => r.url))")
    assert [url for url in urls if f"/visits/{visit.pk}/" in url] == []


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
