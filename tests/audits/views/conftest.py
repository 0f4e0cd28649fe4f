import pytest


@pytest.fixture
def enter(client):
    """Sign in as the auditor of a visit, in English."""

    def sign_in(visit):
        visit.auditor.language = "en"
        visit.auditor.save()
        client.force_login(visit.auditor)
        return client

    return sign_in
