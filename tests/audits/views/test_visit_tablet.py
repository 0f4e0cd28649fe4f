"""What the pages of a visit tell their scripts, and the page that a tablet keeps."""

import json
import re

import pytest
from django.urls import reverse

from audits.models import Status
from tests.audits.visits import accepted_visit, full_visit, started_visit, write

pytestmark = pytest.mark.django_db
PAGES = ["brief", "expectation", "start", "closing", "review"]
SECRET = "Two staff and a dog"


def told(response):
    found = re.search(r'<script id="tablet" type="application/json">(.*?)</script>', response.text)
    return json.loads(found[1])


@pytest.fixture
def open_page(client):
    def open_page(visit, name, *more, query="?tablet=1"):
        client.force_login(visit.auditor)
        return client.get(reverse(f"audits:visit-{name}", args=[visit.pk, *more]) + query)

    return open_page


@pytest.mark.parametrize("name", PAGES)
def test_the_page_a_tablet_keeps_opens_before_the_start_and_is_marked(open_page, name):
    response = open_page(accepted_visit(), name)
    assert response.status_code == 200
    assert response.headers["X-JA-Page"] == "visit"
    assert response.headers["Cache-Control"].find("no-store") > 0


def test_every_stage_can_be_kept_before_the_start(open_page):
    assert open_page(accepted_visit(), "stage", "service").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_the_page_a_tablet_keeps_holds_no_answer(open_page, name):
    visit = full_visit()
    write(visit, **{"c.S3-01.comment": SECRET})
    response = open_page(visit, name)
    assert SECRET not in response.text
    assert not re.search(r"<input[^>]*checked", response.text)
    assert "data-done" not in response.text


def test_a_stage_that_a_tablet_keeps_holds_no_answer(open_page):
    visit = full_visit()
    write(visit, **{"c.S3-01.comment": SECRET})
    assert SECRET in open_page(visit, "stage", "purchase", query="").text
    kept = open_page(visit, "stage", "purchase")
    assert SECRET not in kept.text
    assert not re.search(r"<input[^>]*checked", kept.text)


def test_a_closed_visit_has_no_page_to_keep(open_page):
    assert open_page(accepted_visit(status=Status.SUBMITTED), "review").status_code == 404


def test_an_ordinary_page_has_no_mark(open_page):
    assert "X-JA-Page" not in open_page(started_visit(), "brief", query="")


def test_the_scripts_are_told_what_the_whole_visit_asks(open_page):
    visit = started_visit()
    data = told(open_page(visit, "closing"))
    assert data["id"] == str(visit.public_id)
    assert data["parts"][0]["place"] == "expectation"
    assert len(data["parts"]) == 7
    assert [part["gate"] for part in data["parts"]] == ["before", "", "", *["after"] * 4]


def test_the_kind_of_a_value_is_told(open_page):
    data = told(open_page(started_visit(), "closing"))
    kinds = {item["key"]: item["kind"] for part in data["parts"] for item in part["questions"]}
    assert kinds["e.purchase"] == "number"
    assert kinds["c.S3-01.value"] == "words"
