"""A visit on the tablet, and its pages."""

import pytest
from django.utils import timezone

from tests.audits.visits import accepted_visit, started_visit
from tests.e2e.tablet.acts import hydrated
from tests.factories import UserFactory


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
