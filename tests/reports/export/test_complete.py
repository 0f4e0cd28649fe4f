"""Nothing that was typed is lost in a format that claims to be complete."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.utils import translation
from docx import Document
from lxml import etree, html

from reports.export import FORMATS
from reports.export.sheets import sheets, written
from reports.sections import rendered
from tests.reports import material

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


def test_what_was_typed_is_of_every_kind(typed):
    """So that the test above cannot pass for want of something to look for."""
    kinds = {word.rstrip("0123456789q") for word in typed.words}
    answers = {"huomio", "syy", "näkymätön", "lainaus", "lupaus", "kanava", "tapaus", "loppu"}
    consultant = {"otsikko", "tiivis", "kertomus", "kuvateksti", "suositus", "toimenpide"}
    assert kinds == answers | consultant | {"oma", "tehkää", "entinen"}


def test_paper_leaves_out_nothing_but_quotes_it_chooses_from(report, typed):
    """The PDF claims every answer, not every quote: a stage's page has room for some."""
    with translation.override(report.language):
        made = rendered(report, photo_urls=dict.fromkeys(material.PHOTOS, "x"), is_paper=True)
    text = "".join("".join(html.fragment_fromstring(one.html, "div").itertext()) for one in made)
    missing = [word for word in typed.words if word not in text.replace("\N{SOFT HYPHEN}", "")]
    assert all(word.startswith("lainaus") for word in missing)
    assert len(missing) < sum(len(stage.quotes) for stage in report.stages)


def table(report, name):
    """A table of the report: its rows as mappings, whatever the language."""
    with translation.override("en"):
        found = next(one for one in sheets(report) if one.name == name)
    return [dict(zip(found.head, row, strict=True)) for row in found.rows]


def test_every_feeling_is_there_said_or_not(report):
    told = table(report, "Feelings (−3 to 3)")
    for stage in report.stages:
        assert tuple(row[stage.name] for row in told) == stage.feeling.values


def test_feeling_without_a_cause_is_kept(report):
    silent = [replace(stage, quotes=()) for stage in report.stages]
    assert table(replace(report, stages=tuple(silent)), "Feelings (−3 to 3)")


def test_every_mark_of_a_moment_is_there(report):
    one = replace(
        report.failures[0], noticed_by="customer", asked_customer=True, extra_gesture=True
    )
    [row] = table(replace(report, failures=(one,), surprises=()), "Moments")
    marks = ("Noticed by", "Asked the customer", "Something extra")
    assert [row[mark] for mark in marks] == ["The customer", "Yes", "Yes"]


@pytest.mark.parametrize("key", ["xlsx", "csv", "docx"])
def test_tables_reach_the_file(key, made, report):
    text = text_of(key, made(key))
    with translation.override(report.language):
        heads = [one.name for one in written(report)]
    assert len(heads) == 5
    assert [head for head in heads if head not in text] == []


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
