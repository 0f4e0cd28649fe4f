import time
from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture(autouse=True)
def mail_at_once(settings):
    """What the worker would do, done where it is asked for."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    }


@pytest.fixture
def clock(monkeypatch):
    """Time stands still; call it to let some pass."""
    start, seconds = timezone.now(), time.time()
    passed = timedelta()
    monkeypatch.setattr("django.utils.timezone.now", lambda: start + passed)
    monkeypatch.setattr("time.time", lambda: seconds + passed.total_seconds())

    def wait(**duration):
        nonlocal passed
        passed += timedelta(**duration)

    return wait


@pytest.fixture
def visitor(client):
    """Reads English, so that tests can compare words."""
    client.cookies["django_language"] = "en"
    return client
