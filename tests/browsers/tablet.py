"""The tablet of the torture, in another browser than chromium."""

import base64
import contextlib
import json
import time

from tests.torture.tablet import Tablet

# A script as Playwright takes it, an expression or a function, run with its words; told as JSON.
EVALUATE = """const it = (%s);
const told = await (typeof it === "function" ? it(...%s) : it);
return JSON.stringify(told ?? null);"""
PHOTOGRAPH = """(name, pictures) => {
  const chosen = new DataTransfer();
  pictures.forEach((picture, number) => {
    const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
    chosen.items.add(new File([bytes], `${number}.jpg`, { type: "image/jpeg" }));
  });
  const field = document.querySelector(`input[type=file][multiple][name='${name}']`);
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


class Page:
    """As much of a page of Playwright as the tablet uses."""

    def __init__(self, browser):
        self.browser = browser

    def evaluate(self, script, *words):
        told = self.browser.run(EVALUATE % (script, json.dumps(words)))
        assert isinstance(told, str), "the page went away"
        return json.loads(told)

    def goto(self, url):
        """Gone when the mark on the old page is gone."""
        with contextlib.suppress(AssertionError):
            self.evaluate("() => { self.isOld = true; }")
        self.browser.goto(url)
        address = json.dumps(url)
        self.until(
            f"!self.isOld && location.href === {address} && document.readyState === 'complete'"
        )

    def until(self, script, seconds=90):
        end, told = time.monotonic() + seconds, None
        while time.monotonic() < end:
            try:
                if told := self.evaluate(script):
                    return told
            except AssertionError as fault:  # between two pages there is nothing to ask
                told = fault
            time.sleep(0.3)
        raise AssertionError(f"{script} did not come true: {told}")

    def wait_for_timeout(self, milliseconds):
        time.sleep(milliseconds / 1000)


class OtherTablet(Tablet):
    def __init__(self, browser, log, *words):
        self.browser, self.log = browser, log
        super().__init__(None, *words)

    def launch(self, *, is_signed_in=False):
        """The session of the profile goes on: nothing signs it in again."""
        self.context = self.browser(self.profile, self.log)
        self.page = Page(self.context)

    def sign_in(self, user):
        self.page.goto(f"{self.house.url}/healthz")
        key, expiry = self.office.session(user=user), int(time.time()) + 30 * 24 * 3600
        cookie = {"name": "sessionid", "value": key, "domain": "localhost", "expiry": expiry}
        self.context.add_cookie(cookie)

    def open(self, place, on=None):
        self.page.goto(self.path(place))
        self.page.until("document.documentElement.dataset.ready === 'on'")
        return self.page

    def make_ready(self, key="service"):
        self.stage(key)
        self.page.until("document.documentElement.dataset.offline === 'ready'")

    def reload(self):
        self.open(self.page.evaluate("location.pathname").split("/", 3)[3])

    def kill(self):
        self.context.kill()

    def photograph(self, code, *pictures):
        coded = [base64.b64encode(one).decode() for one in pictures]
        self.page.evaluate(PHOTOGRAPH, f"p.{code}", coded)
