"""Nothing that was typed is lost in a format that claims to be complete."""

import io
import zipfile

import pytest
from docx import Document
from lxml import etree

from reports.export import FORMATS

COMPLETE = [key for key, one in FORMATS.items() if one.is_complete]


def text_of(key, data):
    """Everything that a reader of the file can find, as one text."""
    if key in ("csv", "json"):
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = [name for name in archive.namelist() if name.endswith(".xml")]
        return "\n".join("".join(etree.fromstring(archive.read(name)).itertext()) for name in pages)


def test_the_formats_that_claim_to_be_complete():
    assert COMPLETE == ["docx", "xlsx", "csv", "json"]


@pytest.mark.parametrize("key", COMPLETE)
def test_every_typed_word_is_there(key, made, report, typed):
    text = text_of(key, made(key))
    assert [word for word in typed.words if word not in text] == []


@pytest.mark.parametrize("key", COMPLETE)
def test_every_recommendation_is_there(key, made, report):
    text = " ".join(text_of(key, made(key)).split())
    titles = [one.title for one in report.recommendations]
    assert titles
    assert [title for title in titles if title not in text] == []


@pytest.mark.parametrize("key", ["xlsx", "csv", "json"])
def test_every_answer_is_there_as_given(key, made, report):
    text = text_of(key, made(key))
    given = {a.display for s in report.stages for c in s.criteria for a in c.answers if a.display}
    assert [words for words in given if words not in text] == []


def test_a_document_of_word_has_every_section_and_picture(made, report):
    file = Document(io.BytesIO(made("docx")))
    heads = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert len(heads) >= 12
    assert len(file.inline_shapes) >= 4
    assert all(one._inline.docPr.get("descr") for one in file.inline_shapes)
