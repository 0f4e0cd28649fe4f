"""Every page of the product in the browser, one after the other: it keeps the content security
policy and runs without an error (``no_surprises``), it can be used by everybody, it fits."""

import pytest
from django.urls import reverse

from tests.access_table import TABLE
from tests.personas import STRANGERS, Persona

READERS = [
    Persona.CONSULTANT,
    Persona.AUDITOR,
    Persona.CLIENT_MANAGER,
    Persona.EDITOR,
    Persona.HOUSE_CONSULTANT,
]
SIZES = [(820, 1180), (1180, 820), (390, 844)]
PAGES = [name for name, row in TABLE.items() if "GET" in row.methods.split()]


def reader_of(row):
    """Whom the page is for; nobody where it is open to all."""
    return None if row.may & STRANGERS else next(one for one in READERS if one in row.may)


def allow_scripts(page, path, response):
    """A page in a sandbox runs no script, axe's included: show it without the sandbox."""
    body, kind = response.body(), response.headers["content-type"]
    page.route(f"**{path}", lambda route: route.fulfill(body=body, content_type=kind))


@pytest.fixture(params=PAGES)
def opened(request, live_server, world, page, sign_in, no_surprises):
    row = TABLE[request.param]
    path = reverse(request.param, args=row.args(world.own) if row.args else [])
    persona = reader_of(row)
    if persona:
        sign_in(world.people[persona])
    response = page.request.get(live_server.url + path)
    if not response.headers["content-type"].startswith("text/html"):
        pytest.skip("is a file, no page")
    assert response.status in (200, 410)
    if "sandbox" in response.headers.get("content-security-policy", ""):
        allow_scripts(page, path, response)
    page.goto(live_server.url + path)
    if response.status == 410:  # a page of its own: the invitation has been used
        no_surprises.clear()
    return page


def test_page_is_for_everybody_and_fits(opened, axe):
    assert axe(opened) == []
    for width, height in SIZES:
        opened.set_viewport_size({"width": width, "height": height})
        wide = opened.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"at {width} × {height}"
