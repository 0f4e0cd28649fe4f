"""Scripts as one file: what is put together, and how heavy it is."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from audits.management.scripts import BUNDLES, packed, packed_style

# What the form page may load in all is 20 KB; the engine is the larger half.
MOST = {
    "js/engine.js": 12_400,
    "js/fill.js": 6_250,
    "js/notes.js": 10_500,
    "css/visit_page.css": 8_192,
}


def text_of(name):
    return Path(finders.find(name)).read_text()


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_holds_its_parts_in_their_order(name):
    found, at = text_of(name), 0
    for part in BUNDLES[name]:
        pack = packed_style if part.endswith(".css") else packed
        at = found.index(pack(text_of(part)), at)


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_is_light(name):
    assert len(gzip.compress(text_of(name).encode(), 9)) <= MOST[name]


def test_style_loses_space_and_comments_only():
    source = (
        ".a,\n.b {\n  margin: 0 calc(1px + 2px); /* why */\n}\n\n@media (x) {\n  .c > d {}\n}\n"
    )
    assert packed_style(source) == ".a,.b{margin:0 calc(1px + 2px)}@media (x){.c>d{}}"


def test_a_comment_goes_and_code_beside_it_stays():
    assert packed("  /* a\n b */\n  f(); // c\n\n/* d */ g('//e');\n") == "f();/* d */ g('//e');"


def test_a_line_that_may_hold_a_remark_keeps_its_end():
    assert packed("a = {\n  b: 1,\n}\nf(b, // it's,\n  c);\ng()\nh();") == (
        "a = {b: 1,}\nf(b, // it's,\nc);g()\nh();"
    )


@pytest.mark.parametrize("part", sorted({part for parts in BUNDLES.values() for part in parts}))
def test_no_text_of_a_script_spans_lines(part):
    lines = text_of(part).splitlines()
    assert [line for line in lines if line.count("`") % 2] == []


def test_the_parts_are_our_own_files_and_one_library():
    ours = {part for parts in BUNDLES.values() for part in parts} - {"idb/umd.js"}
    assert all((settings.BASE_DIR / "static" / part).is_file() for part in ours)
    assert all(re.match(r"js/tablet/\w+\.js$|css/\w+\.css$", part) for part in ours)
