"""What one does and sees on a page of the tablet."""

from playwright.sync_api import expect


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
