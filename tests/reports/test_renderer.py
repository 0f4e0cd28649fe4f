"""The child that typesets: it fetches nothing, and it ends in time with a readable reason."""

import http.server
import threading
from pathlib import Path

import pytest
from django.utils import translation

from reports.pdf import Asset, PdfError, Renderer
from tests.reports import material

PAGE = '<html lang="en"><title>t</title>%s<p>words</p></html>'


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def render(html, assets=None, **limits):
    with Renderer(**limits) as renderer:
        return renderer.render(html, assets or {})


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("the secret words")
    return path


VECTORS = [
    '<img alt="x" src="{}">',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<p><a rel="attachment" href="{}">x</a></p>',
    "<style>@import url({});</style>",
    "<style>p { background: url({}) }</style>",
    "<style>@page { background: url({}) }</style>",
    "<style>p { list-style-image: url({}); display: list-item }</style>",
    "<style>p::before { content: url({}) }</style>",
    "<style>p { border-image: url({}) 10 / 10px }</style>",
    "<style>@font-face { font-family: X; src: url({}) } p { font-family: X }</style>",
    '<svg width="9" height="9"><title>x</title><image href="{}" width="9" height="9"/></svg>',
]


# All at once: starting a child for each would take a minute. <base> turns what follows it.
HOSTILE = PAGE % ("".join(VECTORS) + '<base href="{0}"><img alt="x" src="y.png">')


def test_disk_is_not_read(secret):
    rendered = render(HOSTILE.replace("{}", secret.as_uri()).replace("{0}", secret.as_uri()))
    assert b"the secret words" not in rendered.pdf
    assert b"/EmbeddedFile" not in rendered.pdf
    assert sum("secret.txt" in message for message in rendered.messages) >= 1


def test_network_is_not_asked(httpserver_hits):
    server, hits = httpserver_hits
    render(HOSTILE.replace("{}", f"{server}/x.png").replace("{0}", f"{server}/"))
    assert hits == []


@pytest.fixture(scope="module")
def httpserver_hits():
    """A server on this machine that notes who asks it for anything."""
    hits = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_error(404)

        def log_message(self, *words):
            """Be quiet."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()
    server.server_close()
    thread.join()


def test_refusals_are_told():
    rendered = render(PAGE % ('<img alt="x" src="https://example.com/x.png">'))
    assert any("https://example.com/x.png" in message for message in rendered.messages)


def test_files_of_the_order_are_served():
    html = PAGE % ('<img alt="x" src="asset:photo/1">')
    rendered = render(html, {"asset:photo/1": Asset("image/jpeg", material.jpeg())})
    assert rendered.messages == ()
    assert b"/DCTDecode" in rendered.pdf


def test_picture_of_too_many_pixels_is_refused():
    bomb = material.jpeg(size=(6000, 5000))
    html = PAGE % ('<img alt="x" src="asset:photo/1">')
    rendered = render(html, {"asset:photo/1": Asset("image/jpeg", bomb)})
    assert any("asset:photo/1" in message for message in rendered.messages)
    assert b"/DCTDecode" not in rendered.pdf


def test_too_slow_is_a_sentence():
    nested = "<div style='display: flex'>" * 25 + "x"
    with pytest.raises(PdfError, match="longer than"):
        render(PAGE % (nested), seconds=3)


def test_nobody_waits_for_ever():
    with pytest.raises(PdfError, match="longer than 0 seconds"):
        render(PAGE % "x", patience=0)


def test_too_much_memory_is_a_sentence():
    with pytest.raises(PdfError, match="memory"):
        render(PAGE % ("<p>words words</p>" * 60_000), megabytes=240)


def test_too_deep_is_a_sentence():
    with pytest.raises(PdfError, match="nested too deeply"):
        render(PAGE % ("<div>" * 2000))


def test_child_has_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("JOURNEYAUDIT_SECRET_KEY", "s" * 50)
    with Renderer() as renderer:
        environment = Path(f"/proc/{renderer.process.pid}/environ").read_bytes()
    assert b"JOURNEYAUDIT" not in environment


def test_leaving_early_ends_the_child_and_its_folder():
    with Renderer() as renderer:
        folder = Path(renderer.folder.name)
        assert folder.is_dir()
    assert renderer.process.returncode is not None
    assert not folder.exists()
