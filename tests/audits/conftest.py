import pytest

from tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def mail_at_once(settings):
    """What the worker would do, done where it is asked for."""
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    }


@pytest.fixture
def consultant(db):
    """Of every client; reads English, so that tests can compare words."""
    user = UserFactory(language="en", name="Matti Virtanen")
    MembershipFactory(user=user, client=None)
    return user


@pytest.fixture
def desk(client, consultant):
    client.force_login(consultant)
    return client
