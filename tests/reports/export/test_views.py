"""The page of formats and the files, for the desk and for the client."""

import pytest
from django.urls import reverse

from reports.export import FORMATS
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(client, world):
    def client_of(persona):
        client.force_login(world.people[persona])
        return client

    return client_of


@pytest.mark.parametrize("key", FORMATS)
def test_a_client_downloads_an_issued_report_in_every_format(key, client_of, world):
    report = world.own.issued
    url = reverse("reports:report-export", args=[report.public_id, key])
    response = client_of(Persona.CLIENT_MANAGER).get(url)
    assert response["Content-Type"] == FORMATS[key].content_type
    assert response["Content-Disposition"].endswith(f'.{key}"')
    assert "no-store" in response["Cache-Control"]


def test_the_page_offers_every_format(client_of, world):
    url = reverse("reports:report-formats", args=[world.own.issued.public_id])
    page = client_of(Persona.CLIENT_MANAGER).get(url).content.decode()
    for key in FORMATS:
        assert reverse("reports:report-export", args=[world.own.issued.public_id, key]) in page


def test_an_unknown_format_is_not_found(client_of, world):
    url = reverse("reports:report-export", args=[world.own.issued.public_id, "exe"])
    assert client_of(Persona.CLIENT_MANAGER).get(url).status_code == 404
