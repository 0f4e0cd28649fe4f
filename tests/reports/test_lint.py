"""The rules of accessible paper, kept by every template: read from the HTML before typesetting."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from reports.pdf import report_page
from tests.reports import lint, material

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates/reports/pdf").rglob("*.html"))
SHEETS = sorted((Path(settings.BASE_DIR) / "static/css").glob("report*.css"))


@pytest.mark.parametrize("visits", [0, 1, 5, 30])
def test_paper_keeps_the_rules(visits):
    html = report_page(material.document(visits), material.PHOTOS).html
    assert lint.faults(html) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_no_style_and_no_spanning_header(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<script|<th[^>]*colspan", text)


@pytest.mark.parametrize("path", SHEETS[:1], ids=lambda path: path.stem)
def test_paper_has_no_flex_and_no_grid(path):
    assert lint.css_faults(path.read_text(encoding="utf-8")) == []


BAD = (
    ("<h1>a</h1><h3>b</h3>", "h3 after h1"),
    ("<a href='https://a.fi'><span>b</span></a>", "<span> inside a link"),
    ("<a href='#gone'>b</a>", "link to nowhere: gone"),
    ("<svg role='img'><g></g></svg>", "svg without a title as its first child"),
    ("<table><tr><th scope='col' colspan='2'>a</th></tr></table>", "colspan on th"),
    ("<table><thead><tr><th scope='col'> </th></tr></thead></table>", "empty cell in a header row"),
    ("<table><thead><tr><td>a</td></tr></thead></table>", "td in a header row"),
    ("<img src='a'>", "img without alt"),
    ("<p id='a'></p><p id='a'></p>", "id twice: a"),
    ("<p style='color: red'></p>", "style or script on <p>"),
)


@pytest.mark.parametrize(("html", "fault"), BAD)
def test_each_fault_is_found(html, fault):
    assert lint.faults(html) == [fault]


def test_flex_is_found():
    assert lint.css_faults("a { display: flex } /* display: grid */") == ["display: flex"]
