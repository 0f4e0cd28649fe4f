"""Stories in a real browser: Debian's chromium, a tablet held upright, a server of their own.

``page`` belongs to a stranger until ``sign_in(user)``; ``live_server.url`` is where the product
answers; ``axe(page)`` lists what WCAG 2.2 AA would object to.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

CHROMIUM = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage"
    " --disable-background-networking --disable-component-update --disable-sync"
)
# A busy machine draws late; what never comes is red all the same.
expect.set_options(timeout=15_000)
TABLET = {"width": 820, "height": 1180}
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session", autouse=True)
def playwright_beside_django():
    """Playwright keeps an event loop in this thread; the ORM is used between its calls."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET.split()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": TABLET,
        "has_touch": True,
        "locale": "fi-FI",
        "timezone_id": "Europe/Helsinki",
    }


@pytest.fixture(autouse=True)
def no_surprises(page):
    """Every page of a story keeps the content security policy and runs without an error."""
    faults = []

    def note(message):
        is_own_fault = not message.location["url"].endswith("/favicon.ico")
        if message.type == "error" and is_own_fault:
            faults.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield faults
    assert faults == []


@pytest.fixture
def sign_in(page, live_server):
    """Makes the browser's next requests those of a user."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        # Signing in puts the secret of all forms into the session; without it, the first two
        # requests at once would make one each, and one of them would be refused.
        client.get(reverse("audits:api-ping"))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign_in


@pytest.fixture
def axe():
    """Every fault of a page's accessibility as one line: the rule, and where."""

    def axe(page):
        page.evaluate(AXE.read_text())
        options = {"runOnly": {"type": "tag", "values": WCAG}}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]

    return axe


@pytest.fixture
def forgiving(no_surprises):
    """A network cut off on purpose, and a server that says “not yet”, are no faults of the page."""
    yield
    no_surprises[:] = [fault for fault in no_surprises if "Failed to load resource" not in fault]
