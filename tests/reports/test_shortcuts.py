"""The shortcuts of the typesetter change nothing but the time: byte for byte the same report."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import tinyhtml5

from reports.pdf import report_page, shortcuts
from reports.pdf.hyphens import finnish
from tests.reports import edges, material, test_stress

# A process of its own: what is taken once is taken for good.
SET = """
import hashlib, pickle, sys
import child
child.load_typesetter()
if sys.argv[1] == "plain":
    child.shortcuts().TRIED = ()
assert child.shortcuts().take() is (sys.argv[1] != "plain")
html, assets, patterns = pickle.load(sys.stdin.buffer)
child.teach("fi", patterns)
pdf, pages, messages = child.typeset(html, assets, {"enclosures": []})
print(hashlib.sha256(pdf).hexdigest(), pages, messages)
"""
DOCUMENTS = {
    "five visits": lambda: material.document(5),
    "in Swedish": lambda: material.document(2, "sv"),
    "almost nothing": edges.bare,
    "another round": edges.second_round,
    "letters of everywhere": test_stress.foreign_words,
}


def page_of(name):
    return report_page(DOCUMENTS[name](), material.PHOTOS)


def told(way, page, tmp_path):
    assets = {address: (asset.kind, asset.body) for address, asset in page.assets.items()}
    order = pickle.dumps((page.html, assets, finnish()))
    environment = {"PYTHONPATH": str(Path(shortcuts.__file__).parent), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", SET, way]
    return subprocess.check_output(command, input=order, cwd=tmp_path, env=environment)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_report_is_the_same_without_them(name, tmp_path):
    page = page_of(name)
    assert told("quick", page, tmp_path) == told("plain", page, tmp_path)


def described(element):
    """An element and all in it, as far as a page can show it."""
    # HTML keeps the declaration of a name space as an attribute, XML does not.
    attributes = {key: text for key, text in element.attrib.items() if "xmlns" not in key}
    inside = [described(child) for child in element]
    return element.tag, attributes, element.text or "", inside, element.tail or ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_report_is_read_as_html_is(name):
    html = page_of(name).html
    read = shortcuts.tree(html)
    assert read is not None
    right = tinyhtml5.parse(html, namespace_html_elements=False)
    assert described(read.find("body"))[3][:-1] == described(right.find("body"))[3][:-1]
    assert described(read.find("head")) == described(right.find("head"))


@pytest.mark.parametrize(
    "body",
    [
        "<p>one<p>two",
        "<p><b>one</p></b>",
        "<p><div>one</div></p>",
        "<table><tr><td>one</td></tr></table>",
        "<table>word<tbody><tr><td>one</td></tr></tbody></table>",
        "<p><a href='#x'>one<a href='#y'>two</a></a></p>",
        "<ul><li>one<li>two</ul>",
        "<ul><li><li>one</li></li></ul>",
        "<p><a href='#x'><b>one<a href='#y'>two</a></b></a></p>",
        "<svg><p>one</p></svg>",
        "<!DOCTYPE x [<!ENTITY y 'z'>]><p>&y;</p>",
        "<h1>one<h2>two</h2></h1>",
        "<select><option>one</option></select>",
        "<pre>\none</pre>",
    ],
)
def test_what_html_would_mend_is_left_to_it(body):
    page = f"<!doctype html><html lang='en'><head><title>x</title></head><body>{body}</body></html>"
    assert shortcuts.tree(page) is None
