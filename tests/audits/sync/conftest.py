import pytest
from django.test import Client as Browser

from tests.audits.sync.tablets import Tablet
from tests.audits.visits import started_visit


@pytest.fixture
def visit(db):
    return started_visit()


@pytest.fixture
def tablet_of(visit):
    """A tablet of the visit's auditor, or of somebody else."""

    def make(user=None, at=None, **more):
        browser, user = Browser(), user or visit.auditor
        browser.force_login(user)
        return Tablet(browser, user, at or visit, **more)

    return make


@pytest.fixture
def tablet(tablet_of):
    return tablet_of()
