import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.narrative import EditorError, from_editor, read, to_editor, write
from reports.narrative.text import Chip, Listing, Paragraph, Run, joined

SCORE = Chip("score", "stage.purchase")
LETTERS = st.text("abÅä€ 1.-+#*_[]<>&;(){}!\\“😀", min_size=1, max_size=12)
RUNS = st.one_of(
    st.builds(Run, LETTERS),
    st.builds(Run, st.just("Sana"), st.none(), st.booleans(), st.booleans()),
    st.builds(Run, st.just("linkki"), href=st.just("https://example.com/a_b?c=1")),
    st.just(Run("", SCORE)),
)
PARAGRAPHS = st.lists(RUNS, min_size=1, max_size=6).map(
    lambda runs: Paragraph(joined([piece for run in runs for piece in (run, Run(" "))]))
)
LISTINGS = st.builds(
    Listing, st.booleans(), st.lists(PARAGRAPHS.map(lambda one: (one,)), min_size=1).map(tuple)
)


def is_full(block):
    if isinstance(block, Listing):
        return all(is_full(one) for item in block.items for one in item)
    return bool(block.runs) and "  " not in "".join(run.words for run in block.runs)


@pytest.mark.parametrize(
    "markdown",
    [
        "Sai {{score:stage.purchase}} pistettä.",
        "**Lihava** ja *kalteva* ja [linkki](<https://example.com>)",
        "- yksi {{score:total}}\n- kaksi",
        "1. yksi\n2. kaksi",
        "Ensin\n\n- lista\n\nja sitten {{todo:kysy hinta}}",
        "{{photo:aaaa}}",
    ],
)
def test_markdown_survives_reading_and_writing(markdown):
    assert write(read(markdown)) == markdown


@given(st.one_of(PARAGRAPHS, LISTINGS).filter(is_full))
def test_what_is_written_reads_the_same(block):
    assert plain(read(write((block,)))) == plain((block,))


def plain(text):
    """Words and chips without stress, which Markdown cannot put everywhere."""
    return [
        [(one.is_ordered, one.items) if isinstance(one, Listing) else "".join(words(one))]
        if not isinstance(one, Listing)
        else (one.is_ordered, ["".join(words(inner)) for item in one.items for inner in item])
        for one in text
    ]


def words(paragraph):
    return [run.chip.code if run.chip else run.words for run in paragraph.runs]


def test_headings_quotes_and_html_become_words():
    assert write(read("# Otsikko\n\n> lainaus\n\n<b>x</b>")) == "Otsikko\n\nlainaus\n\n\\<b>x\\</b>"


def test_dangerous_link_loses_its_address():
    assert read("[x](javascript:alert)")[0].runs == (Run("[x](javascript:alert)"),) or all(
        not run.href for run in read("[x](javascript:alert)")[0].runs
    )
    assert read("[x](http://example.com)")[0].runs == (Run("x"),)


@pytest.mark.parametrize(
    "markdown", ["Sai **{{score:total}}** pistettä.", "- yksi\n- kaksi", "a\\\nb", ""]
)
def test_editor_gives_back_what_it_was_given(markdown):
    assert write(from_editor(to_editor(read(markdown)))) == markdown


@pytest.mark.parametrize(
    "node",
    [
        None,
        {"type": "heading"},
        {"type": "doc", "content": [{"type": "image"}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "script"}]}]},
    ],
)
def test_editor_sends_nothing_else(node):
    with pytest.raises(EditorError):
        from_editor(node)
