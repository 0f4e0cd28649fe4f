"""The service worker, the manifest and the icons."""

import re
import runpy

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image, ImageChops

from tests.audits.visits import started_visit

pytestmark = pytest.mark.django_db
STATIC = re.compile(r'(?:src|href)="(/static/[^"#]+)')


@pytest.fixture
def worker(client):
    return client.get("/sw.js")


def test_the_worker_is_never_cached_by_the_browser(worker):
    assert worker.status_code == 200
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["brief", "expectation", "closing", "review", "stage"])
def test_the_worker_keeps_every_file_that_a_page_names(client, worker, name):
    visit = started_visit()
    client.force_login(visit.auditor)
    args = [visit.pk, "purchase"] if name == "stage" else [visit.pk]
    page = client.get(reverse(f"audits:visit-{name}", args=args) + "?tablet=1").text
    missing = [url for url in STATIC.findall(page) if f'"{url}"' not in worker.text]
    assert missing == []


def test_the_worker_keeps_every_file_of_the_list(client, worker):
    client.force_login(started_visit().auditor)
    page = client.get(reverse("audits:visit-list")).text
    assert [url for url in STATIC.findall(page) if f'"{url}"' not in worker.text] == []


def test_the_worker_leaves_what_is_sent_alone(worker):
    assert 'request.method !== "GET"' in worker.text
    pattern = re.search(r"const PAGE = new RegExp\((\".*?\")\);", worker.text)[1]
    pages = re.compile(pattern[1:-1].replace("\\\\", "\\"))
    assert pages.match("/visits/7/stages/purchase/")
    assert not any(map(pages.match, ["/api/v1/sync", "/visits/7/submit/", "/audits/"]))


def test_the_worker_runs_nothing_that_sends(worker):
    (runs,) = re.findall(r"importScripts\((.*)\);", worker.text)
    assert runs == '"/static/js/tablet/pages.js"'


def test_the_switch_takes_the_worker_away(client, settings):
    settings.TABLET_WORKER = False
    assert "unregister" in client.get("/sw.js").text


def test_the_manifest_names_icons_that_are_there(client):
    data = client.get("/manifest.webmanifest").json()
    assert data["start_url"] == "/visits/"
    for icon in data["icons"]:
        path = settings.BASE_DIR / icon["src"].removeprefix("/")
        with Image.open(path) as picture:
            assert picture.size == tuple(map(int, icon["sizes"].split("x")))


def test_the_icons_are_drawn_by_our_script(tmp_path):
    script = runpy.run_path(str(settings.BASE_DIR / ".ci" / "draw-icons"))
    script["main"](tmp_path)
    for drawn in tmp_path.glob("*.png"):
        path = settings.BASE_DIR / "static" / "img" / drawn.name
        with Image.open(path) as kept, Image.open(drawn) as fresh:
            assert ImageChops.difference(fresh, kept).getbbox() is None
