"""A tablet: a browser with a profile of its own that survives being killed, and what its auditor
entered. Only what the page reported as safe counts as entered."""

import contextlib
import os
import random
import time
from pathlib import Path

from playwright.sync_api import Error

from tests.e2e.conftest import CHROMIUM, QUIET
from tests.torture.house import PATIENCE, bounded
from tests.torture.processes import family, slay

SETTLE = int(os.environ.get("TORTURE_PATIENCE", "90"))  # seconds for everything to arrive
CLOCK = """(() => { const Real = Date, ahead = %d;
  Date = class extends Real {
    constructor(...words) { words.length ? super(...words) : super(Real.now() + ahead) }
    static now() { return Real.now() + ahead }
  } })()"""
# Sets controls as a hand would, and tells which keys were in the database afterwards.
ENTER = """async (plan) => {
  for (const [name, value] of plan) {
    const controls = [...document.getElementsByName(name)];
    const marks = controls.filter((one) => ["radio", "checkbox"].includes(one.type));
    const mark = marks.find((one) => one.value === String(value));
    if (mark) { if (!mark.checked) mark.click(); continue; }
    const field = controls.find((one) => !marks.includes(one));
    if (!field) throw new Error("no control for " + name);
    field.closest("details")?.setAttribute("open", "");
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return ja.flush();
}"""


class Tablet:
    def __init__(self, playwright, folder, house, office, visit, *, ahead=0, user=None):
        self.playwright, self.profile = playwright, Path(folder)
        self.house, self.office, self.visit = house, office, visit
        self.ahead, self.user = ahead, user or visit["user"]
        self.entered, self.context, self.page = {}, None, None
        self.luck = random.Random(int(os.environ.get("TORTURE_SEED", visit["pk"])))
        self.launch()

    def launch(self, *, is_signed_in=True):
        with self.within():
            self.context = self.playwright.chromium.launch_persistent_context(
                self.profile,
                executable_path=CHROMIUM,
                args=[*QUIET.split(), "--hide-crash-restore-bubble"],
                headless=True,
                locale="en-GB",
                viewport={"width": 820, "height": 1180},
            )
        self.context.set_default_timeout(30_000)
        if self.ahead:
            self.context.add_init_script(CLOCK % int(self.ahead * 1000))
        if is_signed_in:
            self.sign_in(self.user)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def sign_in(self, user):
        key = self.office.session(user=user)
        cookie = {"name": "sessionid", "value": key, "url": self.house.url, "httpOnly": True}
        self.context.add_cookies([cookie])

    def path(self, place):
        return f"{self.house.url}/visits/{self.visit['pk']}/{place}"

    def open(self, place, on=None):
        page = on or self.page
        page.goto(self.path(place))
        page.locator("html[data-ready=on]").wait_for(state="attached")
        return page

    def stage(self, key, on=None):
        return self.open(f"stages/{key}/", on)

    def make_ready(self, key="service"):
        """Worker and pages in place, so that the visit opens without a network."""
        self.stage(key)
        self.page.locator("html[data-offline=ready]").wait_for(state="attached", timeout=60_000)

    def offline(self, is_offline=True):
        self.context.set_offline(is_offline)

    def kill(self):
        """SIGKILL to every process of this browser, in no order; none is left when it returns."""
        self.slay()
        self.close()

    def slay(self):
        slay(lambda: family(f"--user-data-dir={self.profile}"))

    def within(self, seconds=PATIENCE):
        """Playwright waits for ever on a script that never settles: the browser then dies."""
        return bounded(seconds, self.slay)

    def tear(self):
        """As if the kill had come between the head of a record and its bytes: LevelDB's log has a
        checksum, a length and a kind, then what is missing here."""
        folders = (self.profile / "Default" / "IndexedDB").glob("*.leveldb")
        for log in (one for folder in folders for one in folder.glob("*.log")):
            with log.open("ab") as file:
                file.write(b"\x11\x22\x33\x44" + (500).to_bytes(2, "little") + b"\x01torn")

    def close(self):
        with contextlib.suppress(Error), self.within():
            self.context.close()

    # What the auditor does

    def questions(self, stage):
        return [one for one in self.visit["questions"] if one["stage"] == stage and one["options"]]

    def plan(self, stage, *, comments=0.3):
        """A value for every question of the stage, and words to some."""
        for one in self.questions(stage):
            yield f"c.{one['code']}.value", self.luck.choice(one["options"])
            if self.luck.random() < comments:
                yield f"c.{one['code']}.comment", f"{one['code']} ä–ö {self.luck.random()}"

    def enter(self, plan, on=None):
        plan = list(plan)
        is_safe = self.ask(ENTER, plan, page=on)
        assert is_safe, "the page says that it is not safe"
        self.entered.update(plan)

    def photograph(self, code, *pictures):
        files = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": p}
                 for n, p in enumerate(pictures)]  # fmt: skip
        self.page.locator(f"input[type=file][multiple][name='p.{code}']").set_input_files(files)

    # What is where

    def ask(self, script, *words, page=None):
        with self.within():
            return (page or self.page).evaluate(script, *words)

    def counts(self):
        return self.ask("ja.store.counts()")

    def wait_until(self, is_so, seconds=SETTLE, what=""):
        """Poll; the browser works on between."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if is_so():
                return
            self.page.wait_for_timeout(250)
        raise AssertionError(f"{what or 'it'} did not come true: {self.counts()}")

    def drain(self, seconds=SETTLE):
        """Until nothing waits here; asked to send at once now and then, as a tap would."""

        def is_empty():
            self.ask("void ja.sync.now([ja.visit.id])")
            counts = self.counts()
            return not counts["answers"] + counts["photos"]

        self.wait_until(is_empty, seconds, "everything sent")

    def pull(self):
        """Fetch what others wrote."""
        now = "ja.sync.now([ja.visit.id])"
        self.wait_until(lambda: self.ask(now) == "ok", what="a pull")

    def photos_here(self):
        rows = self.ask("ja.store.photos(ja.visit.id)")
        return {row["id"]: row.get("sha256") for row in rows}


def differences(entered, state):
    """What was entered and is not so on the server."""
    there = state["values"]
    return {
        key: (value, there.get(key)) for key, value in entered.items() if there.get(key) != value
    }


def assert_exact(tablet, office, *, entered=None):
    """Every value there, every id once, every photo whole, small and without metadata."""
    state = office.state(pk=tablet.visit["pk"])
    assert differences(tablet.entered if entered is None else entered, state) == {}
    assert len(set(state["ids"])) == len(state["ids"])
    assert [event for event in state["events"] if event["status"] == "rejected"] == []
    here = tablet.photos_here()
    assert {key: photo["sent"] for key, photo in state["photos"].items()} == here
    for photo in state["photos"].values():
        assert photo["whole"]
        assert photo["size"] <= 1600
        assert not photo["exif"]
    return state
