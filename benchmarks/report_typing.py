"""From the last key to the changed page beside it, as a consultant's browser sees it.

A real server as it is run and a real browser, on loopback: words are typed into the text of the
summary, and the clock stops when the frame with the page shows them. The third of a second that
counts as a pause in typing is in it. Reports of five visits and of thirty; the best and the
middle of some rounds. ``python -m benchmarks.report_typing``
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from typing import Any

from benchmarks.databases import ROOT, prepare

PORT = int(os.environ.get("BENCHMARK_PORT", "8142"))
URL = f"http://localhost:{PORT}"
ROUNDS = 8
WATCH = """(word) => {
  const frame = document.querySelector("[data-frame]");
  let typed = 0;
  window.shown = 0;
  document.addEventListener("keydown", () => { typed = performance.now(); }, { capture: true });
  const look = () => {
    const text = frame.contentDocument?.body?.textContent ?? "";
    if (typed && text.includes(word)) window.shown = performance.now() - typed;
    else requestAnimationFrame(look);
  };
  look();
}"""


def report_of(visits: int, user: Any) -> str:
    """The address of the desk of a new report."""
    from accounts.models import Role
    from audits.actions.bundle import import_bundle
    from audits.bundle import bundle_of
    from reports import actions
    from tests.factories import MembershipFactory
    from tests.reports.material import bundle_document

    raw = bundle_document(visits)
    raw["audit"]["key"] = f"havu-{visits}"
    audit = import_bundle(bundle_of(raw)).audit
    if not user.memberships.exists():
        MembershipFactory(user=user, client=audit.client, role=Role.CONSULTANT)
    return str(actions.start_report(audit, user, language="fi").get_write_url())


def served(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    words = ["--bind", f"127.0.0.1:{PORT}", "--threads", "2", "journeyaudit.wsgi"]
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "gunicorn", *words]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    for _attempt in range(300):
        try:
            urllib.request.urlopen(f"{URL}/healthz", timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit("The server did not start.")


def shown(page: Any) -> float:
    """Seconds from the last key to the page; the browser itself has measured them."""
    for _attempt in range(600):
        if milliseconds := page.evaluate("() => window.shown"):
            return float(milliseconds) / 1000
        page.wait_for_timeout(50)
    raise SystemExit("The page does not show what was typed.")


def typed(page: Any, visits: int, address: str) -> None:
    page.goto(URL + address)
    text = page.locator(".ProseMirror").first
    text.click()
    times = []
    for number in range(ROUNDS + 1):
        word = f"muutos{chr(97 + number)}"
        page.evaluate(WATCH, word)
        page.keyboard.type(f" {word}")
        times.append(shown(page))
    middle, best = statistics.median(times[1:]), min(times[1:])
    print(
        f"{visits} visits: {best:.2f} s at best, {middle:.2f} s in the middle (aim ≤ 1 s)",
        flush=True,
    )


def main() -> None:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        os.environ |= {
            "JOURNEYAUDIT_VAR": name,
            "DATABASE_URL": f"sqlite:///{name}/benchmark.sqlite3",
            "JOURNEYAUDIT_BASE_URL": URL,
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        prepare()
        from django.conf import settings
        from django.core.management import call_command
        from django.test import Client

        from tests.factories import UserFactory

        call_command("collectstatic", interactive=False, verbosity=0)
        user = UserFactory(language="fi")
        desks = {visits: report_of(visits, user) for visits in (5, 30)}
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        server = served(dict(os.environ))
        path = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            context = browser.new_context(viewport={"width": 1180, "height": 820})
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": URL}]
            )
            for visits, address in desks.items():
                typed(context.new_page(), visits, address)
        finally:
            browser.close()
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
