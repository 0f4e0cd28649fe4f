"""The budgets of the tablet: weights, the time until an answer is safe, first paint, sending.

A real server as it is run, a real browser, on loopback. The slow tablet is the browser with its
processor slowed four times and a line of 1.6 Mbit/s down, 0.75 up and 150 ms there and back.
Each figure is printed against its budget, and times also against a floor taken in the same run:
a save against a bare strict transaction of one row, a first paint against an empty page of the
same server. ``python -m benchmarks.tablet``
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from benchmarks.databases import ROOT

SLOW = 4
LINE = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SAVES = 100
PAINT = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) last = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(last), 1500);
})"""
# From the key stroke to the answer in the database, and the same row written bare.
SAVE = """async (times) => {
  const areas = [...document.querySelectorAll("textarea")];
  const field = areas.find((one) => one.name.endsWith(".comment"));
  field.closest("details").open = true;
  const db = await idb.openDB("floor", 1, { upgrade: (db) => db.createObjectStore("rows") });
  const ours = [], floor = [];
  for (let i = 0; i < times; i++) {
    let start = performance.now();
    field.value += "ä";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await ja.flush();
    ours.push(performance.now() - start);
    start = performance.now();
    const tx = db.transaction("rows", "readwrite", { durability: "strict" });
    tx.objectStore("rows").put(field.value, 1);
    await tx.done;
    floor.push(performance.now() - start);
    await new Promise((next) => setTimeout(next, 20));
  }
  return [ours, floor];
}"""


def tell(name: str, figure: float, budget: float, unit: str, floor: float | None = None) -> None:
    verdict = "" if figure <= budget else "  MISSED"
    against = "" if floor is None else f"  = {figure / floor:5.2f} × of {floor:.1f} {unit}"
    print(f"{name:52} {figure:8.1f} {unit:3} (budget {budget:g}){against}{verdict}", flush=True)


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def slow(page: Any, *, is_slow: bool = True) -> Any:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW if is_slow else 1})
    session.send("Network.enable")
    line = LINE if is_slow else dict.fromkeys(LINE, -1) | {"latency": 0}
    session.send("Network.emulateNetworkConditions", {"offline": False, **line})
    return session


def weights(page: Any, url: str) -> None:
    """What one form page makes a tablet fetch, packed."""
    page.goto(url)
    html = page.context.request.get(url).body()
    found: dict[str, int] = {"js": 0, "css": 0}
    for kind, pattern in (
        ("js", rb'<script[^>]+src="([^"]+)"'),
        ("css", rb'stylesheet" href="([^"]+)"'),
    ):
        for address in set(re.findall(pattern, html)):
            body = page.context.request.get(urljoin(url, address.decode())).body()
            found[kind] += len(gzip.compress(body, 9))
    tell("JavaScript of the form page, packed", found["js"] / 1024, 20, "KB")
    tell("CSS of the form page, packed", found["css"] / 1024, 8, "KB")
    tell("HTML of the form page, packed", len(gzip.compress(html, 9)) / 1024, 15, "KB")


def saves(tablet: Any) -> None:
    tablet.stage("service")
    session = slow(tablet.page)
    tablet.ask("void 0")
    ours, floor = tablet.ask(SAVE, SAVES)
    tell("a save is safe, processor ÷ 4, 95th percentile", p95(ours), 30, "ms", p95(floor))
    tell("a save is safe, processor ÷ 4, median", statistics.median(ours), 30, "ms",
         statistics.median(floor))  # fmt: skip
    session.detach()


def paints(tablet: Any) -> None:
    def paint(url: str) -> float:
        page = tablet.context.new_page()
        slow(page)
        page.goto(url)
        seconds = page.evaluate(PAINT) / 1000
        page.close()
        return float(seconds)

    form = tablet.path("stages/service/")
    tell("largest paint, first time, slow tablet", paint(form), 2.5, "s")
    tablet.make_ready()
    floor = paint(tablet.house.url + "/account/")
    tell("largest paint, again, slow tablet", paint(form), 2.5, "s", floor)
    tablet.house.kill()
    tell("largest paint, without network", paint(form), 1.0, "s")
    tablet.house.start()


def sending(tablet: Any) -> None:
    """A whole visit, written without a network, then 4G."""
    tablet.make_ready()
    tablet.offline()
    for stage in ("purchase", "service", "loyalty"):
        tablet.stage(stage)
        tablet.enter(tablet.plan(stage, comments=0.5))
    tablet.offline(False)
    slow(tablet.page)
    start = time.perf_counter()
    tablet.ask("ja.sync.now([ja.visit.id])")
    tablet.wait_until(lambda: not tablet.counts()["answers"])
    seconds = time.perf_counter() - start
    tell(f"{len(tablet.entered)} answers on the server, 4G", seconds, 2, "s")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "journeyaudit.settings")
    from playwright.sync_api import sync_playwright

    from tests.torture.house import House, Office
    from tests.torture.tablet import Tablet

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        house = House(folder)
        house.environment["JOURNEYAUDIT_DEBUG"] = "0"
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=house.environment, check=True)
        office = Office(house)
        office.ready()
        house.start()
        try:
            for number, measure in enumerate((weights, paints, saves, sending)):
                tablet = Tablet(playwright, folder / f"t{number}", house, office, office.visit())
                if measure is weights:
                    weights(tablet.page, tablet.path("stages/service/"))
                else:
                    measure(tablet)  # type: ignore[operator]
                tablet.close()
        finally:
            house.kill()
            office.close()


if __name__ == "__main__":
    main()
