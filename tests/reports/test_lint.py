"""The rules of accessible paper, kept by every template: read from the HTML before typesetting."""

import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from reports.document import Look
from reports.pdf import report_page
from tests.reports import edges, lint, material

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates/reports/pdf").rglob("*.html"))
SHEETS = sorted((Path(settings.BASE_DIR) / "static/css").glob("report*.css"))


DOCUMENTS = {
    **{f"{visits} visits": partial(material.document, visits) for visits in (0, 1, 5, 30)},
    "an empty stage": edges.empty_stage,
    "almost nothing": edges.bare,
    "nothing applied": partial(edges.unanswered, 2, "not_applicable"),
    "after a round before": edges.second_round,
    "another language": partial(material.document, 5, "sv"),
}


@pytest.mark.parametrize("edition", ["full", "owner"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_paper_keeps_the_rules(name, edition):
    document = replace(DOCUMENTS[name](), look=Look(edition=edition))
    assert lint.page_faults(report_page(document, material.PHOTOS).html) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_no_style_and_no_spanning_header(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<script|<th[^>]*colspan", text)


@pytest.mark.parametrize("path", SHEETS[:1], ids=lambda path: path.stem)
def test_paper_has_no_flex_and_no_grid(path):
    assert lint.css_faults(path.read_text(encoding="utf-8")) == []


TH = "<th scope='col'>a</th>"
BAD = (
    ("<html><h1>a</h1></html>", "html without a language"),
    ("<title> </title>", "title without words"),
    ("<h1>a</h1><h3>b</h3>", "h3 after h1"),
    ("<h2>b</h2>", "h2 after h0"),
    ("<a href='https://a.fi'><span>b</span></a>", "<span> inside a link"),
    ("<a href='https://a.fi'><p>b</p></a>", "<p> inside a link"),
    ("<a href='https://a.fi'><img alt='b' src='c'></a>", "<img> inside a link"),
    ("<a href='javascript:b()'>b</a>", "link to what is no page: javascript:b()"),
    ("<a href='file:///b'>b</a>", "link to what is no page: file:///b"),
    ("<a href='#gone'>b</a>", "link to nowhere: gone"),
    ("<svg role='img'><g></g></svg>", "svg without a title as its first child"),
    ("<svg role='img'><title></title></svg>", "title without words"),
    ("<table><tr><th scope='col' colspan='2'>a</th></tr></table>", "colspan on th"),
    ("<table><thead><tr><th scope='col'> </th></tr></thead></table>", "empty cell in a header row"),
    (
        f"<table><tr>{TH}</tr><tr><td>b</td><td>c</td></tr></table>",
        "columns without a header of their own",
    ),
    (f"<table><tr>{TH}<td></td></tr></table>", "td beside the headers of columns"),
    ("<table><tr><td>b</td></tr></table>", "table without a header for each column"),
    (f"<table><tr>{TH}</tr><tr><th>b</th></tr></table>", "th without scope"),
    ("<img src='a'>", "img without alt"),
    ("<img src='a' alt=''>", "img without alt"),
    ("<p id='a'></p><p id='a'></p>", "id twice: a"),
    ("<p style='color: red'></p>", "style or script on <p>"),
)


@pytest.mark.parametrize(("html", "fault"), BAD)
def test_each_fault_is_found(html, fault):
    assert lint.faults(html) == [fault]


def test_cells_of_a_head_are_headers():
    html = f"<table><thead><tr>{TH}<td>a</td></tr></thead></table>"
    assert lint.faults(html) == ["td in a header row", "td beside the headers of columns"]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<title>a</title><h1>b</h1>", "html without a language"),
        ("<html lang='fi'><body><h1>b</h1></body></html>", "page without a title"),
    ],
)
def test_a_page_has_a_language_and_a_title(html, fault):
    assert lint.page_faults(html) == [fault]


def test_flex_is_found():
    assert lint.css_faults("a { display: flex } /* display: grid */") == ["display: flex"]
